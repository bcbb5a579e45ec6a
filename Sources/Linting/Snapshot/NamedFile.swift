internal import SourceFiles

/// A file that the user names on the command line: read as any program would, following links.
enum NamedFile {
    /// The bytes of the file; `nil` if it does not exist.
    static func contents(of path: String) throws(SnapshotError) -> [UInt8]? {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0, errno == ENOENT { return nil }
        guard descriptor >= 0 else { throw failure(path) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe chunk.withUnsafeMutableBytes { unsafe systemRead(descriptor, $0.baseAddress, $0.count) }
            if count == 0 { return bytes }
            if count < 0 {
                if errno == EINTR { continue }
                throw failure(path)
            }
            bytes += chunk[..<count]
        }
    }

    private static func failure(_ path: String) -> SnapshotError {
        SnapshotError("cannot read `\(path)`", reason: unsafe String(cString: strerror(errno)), help: nil)
    }
}
