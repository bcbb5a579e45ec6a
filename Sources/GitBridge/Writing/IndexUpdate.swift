internal import CLibgit2
internal import SourceFiles

/// The replacement of one index file.
struct IndexUpdate {
    /// An entry before and after the change.
    struct Blobs {
        let before: ObjectID
        let after: ObjectID
    }

    private let path: [UInt8]
    private let folder: [UInt8]
    /// The name of the index in its folder.
    let name: [UInt8]
    private let next: [UInt8]
    private let lockPath: [UInt8]
    /// The bytes of the index when it was read; `nil` if there was none.
    private var read: FileStatus?
    private var isPrepared = false
    private var isLocked = false

    /// Prepares to replace the index at an absolute path.
    init(_ path: [UInt8]) {
        self.path = path
        let slash = path.lastIndex(of: UInt8(ascii: "/")) ?? 0
        folder = Array(path[...slash])
        name = Array(path[(slash + 1)...])
        next = TemporaryNames.nextIndex(beside: path)
        lockPath = path + Array(".lock".utf8)
    }

    private func error(_ reason: String, help: String? = nil) -> SnapshotError {
        SnapshotError("cannot stage the fixes in \(path.text)", reason: reason, help: help)
    }

    private func explaining<Value>(_ body: () throws(SystemError) -> Value) throws(SnapshotError) -> Value {
        do throws(SystemError) {
            return try body()
        } catch {
            let explained = error.explained("cannot stage the fixes in \(path.text)")
            let isFull = error.number == ENOSPC || error.number == EDQUOT
            throw SnapshotError(
                explained.attempt, reason: explained.reason,
                help: isFull
                    ? "free space on the disk, then run `lint` again" : "check who may write it: `ls -l \(path.text)`")
        }
    }

    // MARK: Before

    /// Removes the lock and the prepared index of a killed run.
    func tidy() throws(SnapshotError) {
        try explaining { () throws(SystemError) in
            let open = try Descriptor(folder: folder)
            let lock = try FileStatus.of(lockPath)
            for item in try FolderListing.of(open) where TemporaryNames.isLeftOver(item.name, beside: name) {
                if let lock, let status = try FileStatus.of(item.name, in: open), status.inode == lock.inode {
                    try open.remove(Array(lockPath.dropFirst(folder.count)))
                }
                try open.remove(item.name)
            }
        }
    }

    /// Writes the next index beside the current one.
    mutating func prepare(_ changes: [FileChange], blobs: [Blobs], isBesideCommit: Bool) throws(SnapshotError) {
        let status = try explaining { () throws(SystemError) in
            let status = try FileStatus.of(path, following: true)
            if status != nil {
                let bytes = try Descriptor(file: path).readAll()
                try Descriptor(creating: next, permissions: 0o666).writeAll(bytes)
            }
            return status
        }
        isPrepared = true
        read = status
        if let stranger = try stage(changes, blobs) {
            throw error(
                isBesideCommit
                    ? "\(stranger) is staged with other content than that of this commit"
                    : "\(stranger) was staged again after it was linted",
                help: isBesideCommit
                    ? "run `git commit` without paths, or fix the files first with `lint --fix`"
                    : "run `lint` again")
        }
        try explaining { () throws(SystemError) in
            let file = try Descriptor(file: next)
            if let status { try file.setPermissions(status.permissions) }
            try file.synchronize()
        }
    }

    /// Changes the entries of the next index; returns the file whose entry is not the one that was linted.
    private func stage(_ changes: [FileChange], _ blobs: [Blobs]) throws(SnapshotError) -> Path? {
        do throws(GitError) {
            let index = try unsafe GitHandle<HandleKinds.Index>("git_index_open") { made in
                unsafe next.withCString { unsafe git_index_open(&made, $0) }
            }
            for (change, blob) in zip(changes, blobs) {
                guard try Self.stage(change, blob, in: index) else { return change.path }
            }
            try check("git_index_write", unsafe git_index_write(index.raw))
            return nil
        } catch {
            throw self.error(
                "libgit2 cannot write this index: \(error.message)",
                help: "fix the files on disk with `lint --fix`, then `git add` them")
        }
    }

    /// Changes one entry; returns `false` if the index does not contain what was linted.
    private static func stage(
        _ change: FileChange, _ blobs: Blobs, in index: borrowing GitHandle<HandleKinds.Index>
    ) throws(GitError) -> Bool {
        let found = unsafe change.path.bytes.withCString { unsafe git_index_get_bypath(index.raw, $0, 0) }
        var entry = unsafe git_index_entry()
        if change.before == nil {
            guard unsafe found == nil else { return false }
            unsafe entry.mode = UInt32(GIT_FILEMODE_BLOB.rawValue)
        } else {
            guard let old = unsafe found?.pointee, unsafe ObjectID(old.id) == blobs.before else { return false }
            // The recorded status of the file on disk is stale; with zeros, Git reads the file again.
            unsafe entry.mode = old.mode
            unsafe entry.flags_extended = old.flags_extended
        }
        unsafe entry.id = blobs.after.gitID
        let path = change.newPath ?? change.path
        if change.newPath != nil {
            guard unsafe path.bytes.withCString({ unsafe git_index_get_bypath(index.raw, $0, 0) }) == nil else {
                return false
            }
            try check(
                "git_index_remove",
                unsafe change.path.bytes.withCString { unsafe git_index_remove(index.raw, $0, 0) })
        }
        try check(
            "git_index_add",
            unsafe path.bytes.withCString { path in
                unsafe entry.path = path
                return unsafe git_index_add(index.raw, &entry)
            })
        return true
    }

    // MARK: In place

    /// Takes Git's lock: a second name of the next index.
    mutating func lock() throws(SnapshotError) {
        let status = unsafe next.withCString { next in
            unsafe lockPath.withCString { lock in unsafe link(next, lock) }
        }
        if status != 0 {
            let failure = SystemError.last
            if failure.number == EEXIST {
                throw error(
                    "another Git process holds the lock \(lockPath.text); nothing was fixed",
                    help: "wait until it ends; if none is running, remove the file")
            }
            try explaining { () throws(SystemError) in throw failure }
        }
        isLocked = true
        let now = try explaining { () throws(SystemError) in try FileStatus.of(path, following: true) }
        guard now?.inode == read?.inode, now?.modified == read?.modified, now?.size == read?.size else {
            throw error("it was changed while the fixes were made; nothing was fixed", help: "run `lint` again")
        }
    }

    /// Replaces the current index with the next one.
    mutating func commit() throws(SnapshotError) {
        try explaining { () throws(SystemError) in
            let status = unsafe lockPath.withCString { lock in unsafe path.withCString { unsafe rename(lock, $0) } }
            guard status == 0 else { throw SystemError.last }
            isLocked = false
            isPrepared = false
            _ = unsafe next.withCString { unsafe unlink($0) }
            try Descriptor(folder: folder).synchronize()
        }
    }

    /// Releases the lock and removes the next index.
    mutating func discard() {
        if isLocked { _ = unsafe lockPath.withCString { unsafe unlink($0) } }
        if isPrepared { _ = unsafe next.withCString { unsafe unlink($0) } }
        isLocked = false
        isPrepared = false
    }
}
