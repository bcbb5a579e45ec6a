internal import CLibgit2
public import SourceFiles

/// The tree of a commit as a snapshot; it needs no work tree, so that it works in a bare repository.
public final class CommitTree: FileTree {
    /// The commit.
    public let commit: ObjectID
    private let root: ObjectID
    private let location: RepositoryLocation
    private var objects: ObjectDatabase
    private var reader: BlobReader
    /// The trees that were read, by path, because rules read the same folders repeatedly.
    private var trees: [Path: [TreeItem]] = [:]

    init(commit: ObjectID, root: ObjectID, _ location: RepositoryLocation) throws(SnapshotError) {
        self.commit = commit
        self.root = root
        self.location = location
        objects = try ObjectDatabase(location)
        reader = try BlobReader(location)
    }

    /// The entry at `path`; `nil` if the commit has none.
    public func entry(at path: Path) throws(SnapshotError) -> FileEntry? {
        guard let parent = path.parent else { return FileEntry(path: path, mode: .folder, object: root) }
        guard let items = try items(of: parent) else { return nil }
        return TreeItem.find(path.name, in: items)?.entry(in: parent)
    }

    /// The entries of `folder`, sorted by path.
    public func entries(in folder: Path, recursive: Bool) throws(SnapshotError) -> [FileEntry] {
        guard let items = try items(of: folder) else { return [] }
        if !recursive { return items.map { $0.entry(in: folder) }.sortedByPath() }
        var entries: [FileEntry] = []
        // An explicit stack, because a tree may be deeper than the call stack. Git's order of names makes the result
        // sorted.
        var pending = [(folder: folder, items: items[...])]
        while var top = pending.popLast() {
            guard let item = top.items.popFirst() else { continue }
            pending.append(top)
            let entry = item.entry(in: top.folder)
            if item.mode == .folder {
                pending.append((folder: entry.path, items: try read(item.object, at: entry.path)[...]))
            } else {
                entries.append(entry)
            }
        }
        return entries
    }

    /// The tree of a folder.
    public func trackedTree(at folder: Path) throws(SnapshotError) -> ObjectID? {
        guard let entry = try entry(at: folder), entry.mode == .folder else { return nil }
        return entry.object
    }

    /// The entries whose path `isWanted` accepts; every tree of the commit is read.
    public func trackedEntries(
        where isWanted: (ArraySlice<UInt8>) -> Bool
    ) throws(SnapshotError) -> [FileEntry] {
        try trackedEntries(where: isWanted) { _, _ in false }
    }

    /// The entries whose path `isWanted` accepts, without those in folders whose tree `isSkipped` accepts.
    public func trackedEntries(
        where isWanted: (ArraySlice<UInt8>) -> Bool,
        skipping isSkipped: (Path, ObjectID) throws(SnapshotError) -> Bool
    ) throws(SnapshotError) -> [FileEntry] {
        var entries: [FileEntry] = []
        var pending = [(folder: Path.root, id: root)]
        while let (folder, id) = pending.popLast() {
            if try isSkipped(folder, id) { continue }
            let isRead = try objects.withTree(id, named: treeName(folder)) { tree in
                var path = folder.isRoot ? [] : folder.bytes + [UInt8(ascii: "/")]
                let prefix = path.count
                var cursor = TreeCursor()
                while cursor.position < tree.count {
                    guard let item = cursor.next(in: tree) else { return false }
                    path.removeSubrange(prefix...)
                    for index in item.name { path.append(tree[index]) }
                    if item.mode == .folder {
                        pending.append((Path(normalized: path), item.object(in: tree)))
                    } else if isWanted(path[...]) {
                        entries.append(
                            FileEntry(path: Path(normalized: path), mode: item.mode, object: item.object(in: tree)))
                    }
                }
                return true
            }
            if !isRead { throw damaged(id, treeName(folder)) }
        }
        return entries.sortedByPath()
    }

    /// The bytes of the file at `path`; `nil` if there is none.
    public func contents(of path: Path) throws(SnapshotError) -> [UInt8]? {
        guard let entry = try entry(at: path), entry.isFile else { return nil }
        return try reader.bytes(of: entry)
    }

    /// Transforms the bytes of `entries`, on all cores if there are enough of them.
    public func map<Value: Sendable>(
        _ entries: [FileEntry],
        _ transform: @escaping @Sendable (FileEntry, borrowing Span<UInt8>) -> Value
    ) throws(SnapshotError) -> [Value] {
        try ParallelReader.map(
            entries, through: &reader, { [location] () throws(SnapshotError) in try BlobReader(location) }, transform)
    }

    /// The items of the tree at `folder`; `nil` if there is no folder.
    private func items(of folder: Path) throws(SnapshotError) -> [TreeItem]? {
        if let known = trees[folder] { return known }
        var (path, id) = (Path.root, root)
        for component in folder.components {
            guard let item = TreeItem.find(component, in: try items(at: path, id)), item.mode == .folder else {
                return nil
            }
            (path, id) = (path.appending(component), item.object)
        }
        return try items(at: path, id)
    }

    private func items(at path: Path, _ id: ObjectID) throws(SnapshotError) -> [TreeItem] {
        if let known = trees[path] { return known }
        let items = try read(id, at: path)
        trees[path] = items
        return items
    }

    private func read(_ id: ObjectID, at path: Path) throws(SnapshotError) -> [TreeItem] {
        guard let items = try objects.withTree(id, named: treeName(path), { TreeItem.items(of: $0) }) else {
            throw damaged(id, treeName(path))
        }
        return items
    }

    /// The name of the tree at `folder` in a message.
    private func treeName(_ folder: Path) -> String {
        folder.isRoot ? "the root folder of commit \(commit)" : "the folder \(folder) of commit \(commit)"
    }

    private func damaged(_ id: ObjectID, _ name: String) -> SnapshotError {
        SnapshotError(
            "cannot read \(name) (object \(id))", reason: "the object is damaged",
            help: "check the repository: `git fsck`")
    }
}
