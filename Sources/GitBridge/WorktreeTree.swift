public import SourceFiles

/// The working tree as a snapshot: what is tracked or could be added, as it is on disk.
///
/// Ignored files and other repositories inside are no part of it, a FIFO or a device is no file, and a tracked file that was removed is gone;
/// only what a sparse checkout leaves out is there, with the content that the index names. A folder without a repository is a snapshot too:
/// nothing is tracked in it and nothing ignored.
///
/// Each answer looks at the folders that it is about and no others. The index is the one that was read first; the disk is as it is when asked.
public final class WorktreeTree: FileTree {
    /// The root, an absolute path.
    public let root: [UInt8]
    private var scanner: WorktreeScanner
    private var reader: DiskReader
    private let location: RepositoryLocation?

    /// Takes the folder at `root`, an absolute path, which lies in no repository.
    public convenience init(root: [UInt8]) throws(SnapshotError) {
        try self.init(root: root, nil, nil)
    }

    init(root: [UInt8], _ repository: Repository?, _ index: IndexFile?) throws(SnapshotError) {
        self.root = root
        location = repository?.location
        scanner = try WorktreeScanner(root: root, repository, index)
        reader = try DiskReader(root, location)
    }

    /// The entry at `path`; `nil` where nothing is, or only something that is ignored.
    ///
    /// A folder on disk is an entry even when it is empty or ignored.
    public func entry(at path: Path) throws(SnapshotError) -> FileEntry? {
        try scanner.entry(at: path)
    }

    /// The entries of `folder`, sorted by path.
    public func entries(in folder: Path, recursive: Bool) throws(SnapshotError) -> [FileEntry] {
        if recursive { return try files(below: folder) }
        var entries: [FileEntry] = []
        for item in try scanner.items(in: folder) {
            if !item.isFolder {
                if let entry = try scanner.entry(for: item) { entries.append(entry) }
            } else if try holdsFiles(item.path) {
                entries.append(FileEntry(path: item.path, mode: .folder))
            }
        }
        return entries.sortedByPath()
    }

    /// The bytes of the file at `path`; `nil` where there is none.
    public func contents(of path: Path) throws(SnapshotError) -> [UInt8]? {
        guard let entry = try entry(at: path), entry.isFile else { return nil }
        return try reader.bytes(of: entry)
    }

    /// Whether a rule of `.gitignore` or its like covers a new file at `path`, or a folder above it.
    public func ignoresNewFile(at path: Path) throws(SnapshotError) -> Bool {
        try scanner.ignoresNewFile(at: path)
    }

    /// Reads `entries`, on all cores where that pays.
    public func map<Value: Sendable>(
        _ entries: [FileEntry],
        _ transform: @escaping @Sendable (FileEntry, borrowing Span<UInt8>) -> Value
    ) throws(SnapshotError) -> [Value] {
        if entries.count < ParallelReader.threshold { return try reader.read(entries[...], transform) }
        return try ParallelReader.map(
            entries, { [root, location] () throws(SnapshotError) in try DiskReader(root, location) }, transform
        )
    }

    private func files(below folder: Path) throws(SnapshotError) -> [FileEntry] {
        var entries: [FileEntry] = []
        // A stack of its own: folders may be nested deeper than the call stack. Git's order of names makes the result sorted.
        var pending = [try scanner.items(in: folder)[...]]
        while var items = pending.popLast() {
            guard let item = items.popFirst() else { continue }
            pending.append(items)
            if item.isFolder {
                pending.append(try scanner.items(in: item.path)[...])
            } else if let entry = try scanner.entry(for: item) {
                entries.append(entry)
            }
        }
        return entries
    }

    private func holdsFiles(_ folder: Path) throws(SnapshotError) -> Bool {
        if try scanner.hasTrackedFileOnDisk(below: folder) { return true }
        var pending = [folder]
        while let folder = pending.popLast() {
            let items = try scanner.items(in: folder)
            if items.contains(where: { !$0.isFolder }) { return true }
            pending += items.map(\.path)
        }
        return false
    }
}
