internal import SourceFiles

/// Writes changed files so that each of them is the old one or the new one at any moment, whatever happens.
///
/// What walks in: the changes. What walks out: the files. All new bytes are on the device, in temporary files beside the old ones, before the first file changes;
/// a full disk, a folder that cannot be written to, or a file that is another one by now is met before anything has changed.
struct DiskWriter: ~Copyable {
    /// Up to so many files, each is waited for by itself: other programs' bytes are none of our business.
    static let singleWaits = 32

    private let root: [UInt8]
    private var disk: Disk
    private var prepared: [(change: FileChange, temporary: [UInt8]?)] = []
    private var madeFolders: [Path] = []
    private var tidied: Set<Path> = []
    /// The files that hold their new bytes.
    private(set) var written: [Path] = []

    /// Writes below the folder at an absolute path.
    init(_ root: [UInt8]) throws(SnapshotError) {
        self.root = root
        disk = try Disk(root)
    }

    /// Puts the new bytes beside the old ones.
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
            // Noted first: what is written in part has to go, too.
            prepared.append((change, name))
            try Self.explaining("write", change.path) { () throws(SystemError) in
                try withFolder(folder) { folder throws(SystemError) in
                    // Nobody reads the new bytes who could not read the old ones.
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

    /// Waits until the device has the new bytes, of all files after all were written.
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

    /// Gives the new files their names.
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

    /// Removes what was prepared and has no name yet.
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

    /// Sees to it that the file is the one that was linted, and gives its status; `nil` for one that is not there and should not be.
    private mutating func verify(_ change: FileChange) throws(SnapshotError) -> FileStatus? {
        let attempt = "cannot repair \(change.path)"
        guard case .found(let status) = try disk.status(of: change.path) else {
            if change.before == nil { return nil }
            throw SnapshotError(attempt, reason: "it is not there any more", help: "run lint again")
        }
        guard let before = change.before else {
            throw SnapshotError(attempt, reason: "something has this name by now", help: "run lint again")
        }
        guard status.kind == .file else {
            throw SnapshotError(attempt, reason: "it is no ordinary file any more", help: "run lint again")
        }
        guard status.permissions & 0o222 != 0 else {
            throw SnapshotError(
                attempt, reason: "it is read-only",
                help: "make it writable, `chmod u+w`, if it is meant to be repaired")
        }
        let name = Array(change.path.name)
        let bytes = try Self.explaining("read", change.path) { () throws(SystemError) in
            try withFolder(change.path.parent ?? .root) { folder throws(SystemError) in
                try Descriptor(name, in: folder).readAll()
            }
        }
        guard bytes == before else {
            throw SnapshotError(attempt, reason: "it was changed after it was linted", help: "run lint again")
        }
        return status
    }

    private mutating func move(_ old: Path, to new: Path) throws(SnapshotError) {
        let (oldName, newName) = (Array(old.name), Array(new.name))
        // A migration keeps its folder.
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
        try Self.explaining("make the folder", path) { () throws(SystemError) in
            try withFolder(parent) { folder throws(SystemError) in try folder.makeFolder(name) }
        }
        madeFolders.append(path)
        // What was asked before was answered for a folder that was not there.
        disk = try Disk(root)
    }

    /// Removes what a run that was killed has left in a folder.
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
                    "see who may write in its folder, or repair a copy: `lint --diff` prints the patch"
                case ENOSPC, EDQUOT: "make room on the disk and run it again"
                default: explained.help
                }
            throw SnapshotError(explained.attempt, reason: explained.reason, help: help)
        }
    }
}
