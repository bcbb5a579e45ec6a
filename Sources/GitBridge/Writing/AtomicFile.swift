public import SourceFiles

/// Writes a file outside of a repository, like a report: whole, or not at all.
public enum AtomicFile {
    /// Writes `bytes` to the file at `path`, which is relative to the current folder or absolute.
    ///
    /// A device or a pipe is written to directly. An error calls the file `name`.
    public static func write(_ bytes: [UInt8], to path: [UInt8], called name: String) throws(SnapshotError) {
        do throws(SystemError) {
            let status = try FileStatus.of(path, following: true)
            if status?.kind == .other {
                try Descriptor(number: unsafe path.withCString { unsafe open($0, O_WRONLY | O_CLOEXEC) }).writeAll(
                    bytes)
                return
            }
            // A symbolic link stays, and its target is replaced.
            let target = realPath(path) ?? path
            let slash = target.lastIndex(of: UInt8(ascii: "/"))
            let folder = try Descriptor(folder: slash.map { Array(target[...$0]) } ?? [UInt8(ascii: ".")])
            let fileName = slash.map { Array(target[($0 + 1)...]) } ?? target
            let temporary = TemporaryNames.temporary(0)
            do throws(SystemError) {
                try Descriptor(creating: temporary, in: folder, permissions: 0o666)
                    .fill(with: bytes, permissions: status?.permissions)
                try folder.replace(fileName, by: temporary)
            } catch {
                if error.number != EEXIST { try? folder.remove(temporary) }
                throw error
            }
        } catch {
            throw error.explained("cannot write \(name)")
        }
    }
}
