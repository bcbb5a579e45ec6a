public import SourceFiles

/// Writes to the repository: the only place that changes one.
extension Repository {
    /// Writes `disk` to the work tree and `index` to the index; either may be empty.
    ///
    /// Everything is prepared before anything changes. Then Git's lock is taken, the files on disk are replaced one by
    /// one, and the index last. So a failure before that changes nothing, and after a kill at any moment each file, and
    /// the index, is the old or the new one.
    public func write(disk: [FileChange], index: [FileChange]) throws(WriteFailure) {
        let paths = disk.map(\.path).sorted()
        var written: [Path] = []
        do throws(SnapshotError) {
            guard let root = workTree else {
                throw SnapshotError("cannot fix the files of \(location.text)", reason: "the repository is bare")
            }
            var writer = try DiskWriter(root)
            var staging = try IndexWriter(location)
            do throws(SnapshotError) {
                try writer.prepare(disk)
                try staging.prepare(index)
                try staging.lock()
                try writer.commit()
                try staging.commit()
            } catch {
                writer.discard()
                staging.discard()
                written = writer.written
                throw error
            }
        } catch {
            throw WriteFailure(error, written: written, unwritten: paths.filter { !written.contains($0) })
        }
    }

    /// Whether a file exists at `path` in the work tree: not if a sparse checkout leaves it out.
    public func isOnDisk(_ path: Path) throws(SnapshotError) -> Bool {
        guard let root = workTree else { return false }
        do throws(SystemError) {
            return try FileStatus.of(root.joined(path.bytes)) != nil
        } catch {
            throw error.explained("cannot read \(path)")
        }
    }
}
