internal import SourceFiles

/// A file that the user names on the command line: read as any program would, following links.
struct NamedFile {
    /// The path as the user wrote it.
    let name: String
    private let path: [UInt8]

    /// The file with this path, which is relative to the folder of the run.
    init(_ name: String, in invocation: Invocation) {
        self.name = name
        path = invocation.absolute(name)
    }

    /// The bytes of the file; `nil` if it does not exist.
    func contents() throws(SnapshotError) -> [UInt8]? {
        let descriptor = unsafe open(path.map(CChar.init(bitPattern:)) + [0], O_RDONLY | O_CLOEXEC)
        if descriptor < 0, errno == ENOENT { return nil }
        guard descriptor >= 0 else { throw failure() }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe chunk.withUnsafeMutableBytes { unsafe systemRead(descriptor, $0.baseAddress, $0.count) }
            if count == 0 { return bytes }
            if count < 0 {
                if errno == EINTR { continue }
                throw failure()
            }
            bytes += chunk[..<count]
        }
    }

    private func failure() -> SnapshotError {
        SnapshotError("cannot read `\(name)`", reason: unsafe String(cString: strerror(errno)), help: nil)
    }
}
