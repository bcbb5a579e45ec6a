public import SourceFiles

/// The index as a snapshot: exactly the files of the next commit.
///
/// Files in conflict are not part of it: ``conflicts(in:)`` returns them, and the caller must check it. Files that are
/// only intended to be added (`git add -N`) are not part of it either.
public final class IndexTree: FileTree {
    private let index: IndexFile
    private let location: RepositoryLocation
    private var reader: BlobReader

    init(_ index: IndexFile, _ location: RepositoryLocation) throws(SnapshotError) {
        self.index = index
        self.location = location
        reader = try BlobReader(location)
    }

    /// The paths below `folder` with an unresolved conflict, sorted.
    public func conflicts(in folder: Path = .root) -> [Path] {
        var paths: [Path] = []
        for position in index.range(below: folder) where index.fields(at: position).stage != 0 {
            let path = index.path(at: position)
            if paths.last != path { paths.append(path) }
        }
        return paths
    }

    /// The entry at `path`; `nil` if the next commit will have none.
    public func entry(at path: Path) throws(SnapshotError) -> FileEntry? {
        if path.isRoot { return FileEntry(path: path, mode: .folder) }
        if let entry = index.range(of: path).lazy.compactMap({ self.index.committedEntry(at: $0) }).first {
            return entry
        }
        return holdsFiles(index.range(below: path)) ? FileEntry(path: path, mode: .folder) : nil
    }

    /// The entries of `folder`, sorted by path.
    public func entries(in folder: Path, recursive: Bool) throws(SnapshotError) -> [FileEntry] {
        let range = index.range(below: folder)
        if recursive { return range.compactMap { index.committedEntry(at: $0) } }
        let prefix = folder.isRoot ? 0 : folder.bytes.count + 1
        var entries: [FileEntry] = []
        var position = range.lowerBound
        while position < range.upperBound {
            let rest = index.pathBytes(at: position, from: prefix)
            guard let slash = rest.firstIndex(of: UInt8(ascii: "/")) else {
                if let entry = index.committedEntry(at: position) { entries.append(entry) }
                position += 1
                continue
            }
            let subfolder = folder.appending(rest[..<slash])
            let inside = index.range(below: subfolder)
            if holdsFiles(inside) { entries.append(FileEntry(path: subfolder, mode: .folder)) }
            position = inside.upperBound
        }
        return entries.sortedByPath()
    }

    /// The entries whose path `isWanted` accepts.
    public func trackedEntries(
        where isWanted: (ArraySlice<UInt8>) -> Bool
    ) throws(SnapshotError) -> [FileEntry] {
        index.positions(where: isWanted).compactMap { index.committedEntry(at: $0) }
    }

    /// The tree of a folder in which nothing was staged.
    public func trackedTree(at folder: Path) -> ObjectID? { index.trees[folder] }

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

    private func holdsFiles(_ range: Range<Int>) -> Bool {
        range.contains { index.committedEntry(at: $0) != nil }
    }
}

extension IndexFile {
    /// The entry at `position`; `nil` if the next commit will not contain it.
    func committedEntry(at position: Int) -> FileEntry? {
        let fields = fields(at: position)
        guard fields.stage == 0, !fields.isIntentToAdd else { return nil }
        return FileEntry(path: path(at: position), mode: fields.mode, object: fields.object)
    }
}

extension [FileEntry] {
    /// These entries sorted by path.
    ///
    /// Git orders a folder as if its name ended in a slash, so that a listing is almost sorted.
    func sortedByPath() -> [FileEntry] {
        let isSorted = zip(self, dropFirst()).allSatisfy { $0.path < $1.path }
        return isSorted ? self : sorted { $0.path < $1.path }
    }
}
