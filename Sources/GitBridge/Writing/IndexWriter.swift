internal import CLibgit2
internal import SourceFiles

/// Stages changed files without reading the work tree.
///
/// Takes the changes of staged files; writes the whole next index in the place of the current one. It is complete on
/// the device before Git's lock is taken, and the lock *is* a second name of the next index, so that the lock of a
/// killed run can be recognised. While `git commit PATH` runs a hook there are two indexes, that of the commit and the
/// one for afterwards: both get the changes, or neither.
struct IndexWriter: ~Copyable {
    private let location: RepositoryLocation
    private var targets: [IndexUpdate]

    /// Prepares to write the index, or the indexes, of a repository.
    init(_ location: RepositoryLocation) throws(SnapshotError) {
        self.location = location
        targets = [IndexUpdate(location.indexFile)]
        // Source: builtin/commit.c of Git (`prepare_index`): the real index is `index.lock`, with the named files
        // added.
        let name = targets[0].name
        let beside = location.gitDirectory.joined("index.lock")
        if name.starts(with: Array("next-index-".utf8)), (try? FileStatus.of(beside))?.kind == .file {
            targets.append(IndexUpdate(beside))
        }
    }

    /// Writes the new contents as objects, and the next index beside the current one.
    mutating func prepare(_ changes: [FileChange]) throws(SnapshotError) {
        for target in targets { try target.tidy() }
        if changes.isEmpty {
            targets = []
            return
        }
        // libgit2 waits for the device after each object; for many objects, one wait is enough.
        let isWaitingOnce = changes.count > DiskWriter.singleWaits && Self.synchronizes(location)
        let blobs = try explaining("cannot stage the fixes") { () throws(GitError) in
            try check("git_libgit2_opts", lint_git_set_fsync_gitdir(isWaitingOnce ? 0 : 1))
            return try Self.write(changes, to: location)
        }
        for index in targets.indices {
            try targets[index].prepare(changes, blobs: blobs, isBesideCommit: targets.count > 1)
        }
        if isWaitingOnce, !Self.synchronizes(location) {
            throw SnapshotError(
                "cannot stage the fixes", reason: "the device failed to write the objects",
                help: "check the log of the system")
        }
    }

    /// Waits for the file system of the objects, if the system can.
    private static func synchronizes(_ location: RepositoryLocation) -> Bool {
        (try? Descriptor(folder: location.objectDirectory).synchronizeFileSystem()) ?? false
    }

    /// Takes Git's lock of each index.
    mutating func lock() throws(SnapshotError) {
        for index in targets.indices { try targets[index].lock() }
    }

    /// Replaces the current index with the next one.
    mutating func commit() throws(SnapshotError) {
        for index in targets.indices { try targets[index].commit() }
    }

    /// Releases the locks and removes the prepared files.
    mutating func discard() {
        for index in targets.indices { targets[index].discard() }
    }

    /// Writes the new contents as loose objects, and returns the ids before and after.
    private static func write(
        _ changes: [FileChange], to location: RepositoryLocation
    ) throws(GitError) -> [IndexUpdate.Blobs] {
        let folder = location.objectDirectory
        let objects = try unsafe GitHandle<HandleKinds.ObjectDatabase>("git_odb_open") { made in
            unsafe folder.withCString { unsafe git_odb_open(&made, $0) }
        }
        var blobs: [IndexUpdate.Blobs] = []
        for change in changes {
            var (before, after) = (git_oid(), git_oid())
            let old = change.before ?? []
            try check(
                "git_odb_hash",
                unsafe old.withUnsafeBytes { unsafe git_odb_hash(&before, $0.baseAddress, $0.count, GIT_OBJECT_BLOB) })
            try check(
                "git_odb_write",
                unsafe change.after.withUnsafeBytes { bytes in
                    unsafe git_odb_write(&after, objects.raw, bytes.baseAddress, bytes.count, GIT_OBJECT_BLOB)
                })
            blobs.append(IndexUpdate.Blobs(before: ObjectID(before), after: ObjectID(after)))
        }
        return blobs
    }
}
