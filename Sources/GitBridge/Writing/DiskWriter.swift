internal import SourceFiles

/// Writes changed files so that at any moment each of them is the old or the new file, even if the process is killed.
///
/// Before the first file changes, all new bytes are on the device, in temporary files beside the old ones. So a full
/// disk, a read-only folder, or a file that has changed since is noticed before anything is written.
struct DiskWriter: ~Copyable {
    /// Up to this number, each file is synchronised by itself, without waiting for what other programs have written.
    static let singleWaits = 32

    private let root: [UInt8]
    private var disk: Disk
    private var prepared: [(change: FileChange, temporary: [UInt8]?)] = []
    private var madeFolders: [Path] = []
    private var tidied: Set<Path> = []
    /// The files that were written.
    private(set) var written: [Path] = []

    /// Writes below the folder at an absolute path.
    init(_ root: [UInt8]) throws(SnapshotError) {
        self.root = root
        disk = try Disk(root)
    }

    /// Writes the new bytes to temporary files beside the old ones.
    mutating func prepare(_ changes: [FileChange]) throws(SnapshotError) {
        for change in changes.sorted(by: { $0.path < $1.path }) {
            let folder = change.path.parent ?? .root
            if change.before == nil { try makeFolder(folder) }
            try tidy(folder)
            let old = try verify(change)
            guard change.before != change.after else {
                prepared.append((change, nil))
                continue
            }
            let name = TemporaryNames.temporary(prepared.count)
            // Recorded first, because a partly written file must be removed, too.
            prepared.append((change, name))
            try Self.explaining("write", change.path) { () throws(SystemError) in
                try withFolder(folder) { folder throws(SystemError) in
                    // New bytes must not be readable by users who could not read the old ones.
                    let file = try Descriptor(creating: name, in: folder, permissions: old == nil ? 0o666 : 0o600)
                    try file.writeAll(change.after)
                    if let old {
                        file.giveTo(owner: old.owner, group: old.group)
                        try file.setPermissions(old.permissions)
                    }
                }
            }
        }
        try synchronize()
    }

    /// Waits until the device has the new bytes, after all files are written.
    private mutating func synchronize() throws(SnapshotError) {
        let waiting = prepared.filter { $0.temporary != nil }.map(\.change.path)
        // Each wait makes the device flush its cache: 1,000 files took 250 ms one by one, and 20 ms at once.
        if waiting.count > Self.singleWaits, let first = waiting.first {
            let isDone = try Self.explaining("write", first) { () throws(SystemError) in
                try withFolder(first.parent ?? .root) { folder throws(SystemError) in try folder.synchronizeFileSystem()
                }
            }
            if isDone { return }
        }
        for (change, temporary) in prepared {
            guard let temporary else { continue }
            try Self.explaining("write", change.path) { () throws(SystemError) in
                try withFolder(change.path.parent ?? .root) { folder throws(SystemError) in
                    try Descriptor(temporary, in: folder).synchronize()
                }
            }
        }
    }

    /// Renames the new files.
    mutating func commit() throws(SnapshotError) {
        var folders: Set<Path> = []
        for index in prepared.indices {
            let (change, temporary) = prepared[index]
            _ = try verify(change)
            let name = Array(change.path.name)
            let isNew = change.before == nil
            try Self.explaining("write", change.path) { () throws(SystemError) in
                try withFolder(change.path.parent ?? .root) { folder throws(SystemError) in
                    guard let temporary else { return }
                    if isNew {
                        try folder.move(temporary, to: name, in: folder)
                    } else {
                        try folder.replace(name, by: temporary)
                    }
                }
            }
            prepared[index].temporary = nil
            if let newPath = change.newPath { try move(change.path, to: newPath) }
            written.append(change.path)
            folders.insert(change.path.parent ?? .root)
        }
        for folder in folders.sorted() {
            try Self.explaining("write", folder) { () throws(SystemError) in
                try withFolder(folder) { folder throws(SystemError) in try folder.synchronize() }
            }
        }
        prepared = []
        madeFolders = []
    }

    /// Removes the temporary files that were not renamed.
    mutating func discard() {
        for (change, temporary) in prepared {
            guard let temporary else { continue }
            try? withFolder(change.path.parent ?? .root) { folder throws(SystemError) in try folder.remove(temporary) }
        }
        for folder in madeFolders.reversed() {
            let name = Array(folder.name)
            try? withFolder(folder.parent ?? .root) { parent throws(SystemError) in
                try parent.remove(name, isFolder: true)
            }
        }
        prepared = []
        madeFolders = []
    }

    // MARK: Steps

    /// Checks that the file is the one that was linted, and returns its status; `nil` for a new file.
    private mutating func verify(_ change: FileChange) throws(SnapshotError) -> FileStatus? {
        let attempt = "cannot fix \(change.path)"
        guard case .found(let status) = try disk.status(of: change.path) else {
            if change.before == nil { return nil }
            throw SnapshotError(attempt, reason: "it was removed after it was linted", help: "run `lint` again")
        }
        guard let before = change.before else {
            throw SnapshotError(
                attempt, reason: "a file with this name was created after it was linted", help: "run `lint` again")
        }
        guard status.kind == .file else {
            throw SnapshotError(attempt, reason: "it is not a regular file any more", help: "run `lint` again")
        }
        guard status.permissions & 0o222 != 0 else {
            throw SnapshotError(
                attempt, reason: "it is read-only",
                help: "make it writable: `chmod u+w \(change.path)`")
        }
        let name = Array(change.path.name)
        let bytes = try Self.explaining("read", change.path) { () throws(SystemError) in
            try withFolder(change.path.parent ?? .root) { folder throws(SystemError) in
                try Descriptor(name, in: folder).readAll()
            }
        }
        guard bytes == before else {
            throw SnapshotError(attempt, reason: "it was changed after it was linted", help: "run `lint` again")
        }
        return status
    }

    private mutating func move(_ old: Path, to new: Path) throws(SnapshotError) {
        let (oldName, newName) = (Array(old.name), Array(new.name))
        // A migration stays in its folder.
        guard old.parent == new.parent else {
            throw SnapshotError("cannot rename \(old) to \(new)", reason: "they are not in the same folder")
        }
        try Self.explaining("rename", old) { () throws(SystemError) in
            try withFolder(old.parent ?? .root) { folder throws(SystemError) in
                try folder.move(oldName, to: newName, in: folder)
            }
        }
    }

    private mutating func makeFolder(_ path: Path) throws(SnapshotError) {
        guard let parent = path.parent else { return }
        if case .found(let status) = try disk.status(of: path), status.kind == .folder { return }
        try makeFolder(parent)
        let name = Array(path.name)
        try Self.explaining("create the folder", path) { () throws(SystemError) in
            try withFolder(parent) { folder throws(SystemError) in try folder.makeFolder(name) }
        }
        madeFolders.append(path)
        // The cached status is that of a missing folder.
        disk = try Disk(root)
    }

    /// Removes the temporary files that a killed run left in a folder.
    private mutating func tidy(_ folder: Path) throws(SnapshotError) {
        guard tidied.insert(folder).inserted else { return }
        try? withFolder(folder) { folder throws(SystemError) in
            for item in try FolderListing.of(folder) where TemporaryNames.isLeftOver(item.name) {
                try folder.remove(item.name)
            }
        }
    }

    private mutating func withFolder<Value>(
        _ path: Path, _ body: (borrowing Descriptor) throws(SystemError) -> Value
    ) throws(SystemError) -> Value {
        switch try disk.lendFolder(path, to: body) {
        case .found(let value): return value
        case .absent: throw SystemError(number: ENOENT)
        case .notAFolder: throw SystemError(number: ENOTDIR)
        case .unreadable: throw SystemError(number: EACCES)
        }
    }

    private static func explaining<Value>(
        _ verb: String, _ path: Path, _ body: () throws(SystemError) -> Value
    ) throws(SnapshotError) -> Value {
        do throws(SystemError) {
            return try body()
        } catch {
            let explained = error.explained("cannot \(verb) \(path)")
            let help: String? =
                switch error.number {
                case EACCES, EPERM, EROFS:
                    "check who may write to its folder, or apply the patch that `lint --diff` prints to a copy"
                case ENOSPC, EDQUOT: "free space on the disk, then run `lint` again"
                default: explained.help
                }
            throw SnapshotError(explained.attempt, reason: explained.reason, help: help)
        }
    }
}
