internal import CLibgit2
internal import SourceFiles

/// One index file that is going to be replaced.
struct IndexUpdate {
    /// What an entry holds before and after.
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
    /// The index file as it was when it was read; `nil` where there was none.
    private var read: FileStatus?
    private var isPrepared = false
    private var isLocked = false

    /// Aims at the index at an absolute path.
    init(_ path: [UInt8]) {
        self.path = path
        let slash = path.lastIndex(of: UInt8(ascii: "/")) ?? 0
        folder = Array(path[...slash])
        name = Array(path[(slash + 1)...])
        next = TemporaryNames.nextIndex(beside: path)
        lockPath = path + Array(".lock".utf8)
    }

    private func error(_ reason: String, help: String? = nil) -> SnapshotError {
        SnapshotError("cannot stage the repairs in \(path.text)", reason: reason, help: help)
    }

    private func explaining<Value>(_ body: () throws(SystemError) -> Value) throws(SnapshotError) -> Value {
        do throws(SystemError) {
            return try body()
        } catch {
            let explained = error.explained("cannot stage the repairs in \(path.text)")
            let isFull = error.number == ENOSPC || error.number == EDQUOT
            throw SnapshotError(
                explained.attempt, reason: explained.reason,
                help: isFull ? "make room on the disk and run it again" : "see who may write it: `ls -l \(path.text)`")
        }
    }

    // MARK: Before

    /// Removes what a killed run has left: its lock, and the index that it prepared.
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

    /// Writes the next index beside the present one.
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
                    ? "\(stranger) is staged in another form than the one that is committed"
                    : "\(stranger) was staged again after it was linted",
                help: isBesideCommit
                    ? "commit what is staged, without naming files; or repair the files first: `lint --fix`, then `git commit` them"
                    : "run lint again")
        }
        try explaining { () throws(SystemError) in
            let file = try Descriptor(file: next)
            if let status { try file.setPermissions(status.permissions) }
            try file.synchronize()
        }
    }

    /// Changes the entries of the next index; gives the file whose entry is not the one that was linted.
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
                help: "repair the files on disk with `lint --fix`, and `git add` them")
        }
    }

    /// Changes one entry; answers no where the index does not hold what was linted.
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
            // What the index knows of the file on disk is no longer true; Git looks again.
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

    /// Takes Git's lock, by giving it to the next index as a second name.
    mutating func lock() throws(SnapshotError) {
        let status = unsafe next.withCString { next in
            unsafe lockPath.withCString { lock in unsafe link(next, lock) }
        }
        if status != 0 {
            let failure = SystemError.last
            if failure.number == EEXIST {
                throw error(
                    "another Git process holds the lock \(lockPath.text); nothing was repaired",
                    help: "wait until it has ended; where none is running, remove the file")
            }
            try explaining { () throws(SystemError) in throw failure }
        }
        isLocked = true
        let now = try explaining { () throws(SystemError) in try FileStatus.of(path, following: true) }
        guard now?.inode == read?.inode, now?.modified == read?.modified, now?.size == read?.size else {
            throw error("it was changed while the repairs were made; nothing was repaired", help: "run lint again")
        }
    }

    /// Gives the next index its place.
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

    /// Gives the lock back and removes the next index.
    mutating func discard() {
        if isLocked { _ = unsafe lockPath.withCString { unsafe unlink($0) } }
        if isPrepared { _ = unsafe next.withCString { unsafe unlink($0) } }
        isLocked = false
        isPrepared = false
    }
}
