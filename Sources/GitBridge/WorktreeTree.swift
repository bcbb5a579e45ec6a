public import SourceFiles

/// The working tree as a snapshot: the tracked files and those that could be added, as they are on disk.
///
/// Ignored files, other repositories, FIFOs and devices are not part of it, nor is a tracked file that was removed. A
/// file that a sparse checkout leaves out is part of it, with the content in the index. A folder outside of a
/// repository is a snapshot too: nothing in it is tracked or ignored.
///
/// Each call reads only the folders that it needs. The index is the one that was read first; the disk is read at the
/// time of the call.
public final class WorktreeTree: FileTree {
    /// The root, an absolute path.
    public let root: [UInt8]
    /// The levels of folders that are searched for files.
    private static let deepestSearch = 32
    private var scanner: WorktreeScanner
    private var reader: DiskReader
    private let location: RepositoryLocation?
    private let repository: Repository?
    private var reasons: IgnoreReasonFinder?

    /// Takes the folder at `root`, an absolute path outside of any repository.
    public convenience init(root: [UInt8]) throws(SnapshotError) {
        try self.init(root: root, nil, nil)
    }

    init(root: [UInt8], _ repository: Repository?, _ index: IndexFile?) throws(SnapshotError) {
        self.root = root
        self.repository = repository
        location = repository?.location
        scanner = try WorktreeScanner(root: root, repository, index)
        reader = try DiskReader(root, location)
    }

    /// The entry at `path`; `nil` if nothing exists there, or it is ignored.
    ///
    /// A folder on disk is an entry even if it is empty or ignored.
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

    /// The entries of the index whose path `isWanted` accepts, with the kinds that the index has.
    public func trackedEntries(
        where isWanted: (ArraySlice<UInt8>) -> Bool
    ) throws(SnapshotError) -> [FileEntry] {
        scanner.trackedEntries(where: isWanted)
    }

    /// The tree of a folder in which nothing was staged.
    public func trackedTree(at folder: Path) -> ObjectID? { scanner.trackedTree(at: folder) }

    /// The untracked files whose path `isWanted` accepts, with their folders listed level by level.
    public func untrackedEntries(
        below folder: Path, depth: Int, limit: Int, skipping isSkipped: (Path) -> Bool,
        where isWanted: (ArraySlice<UInt8>) -> Bool
    ) throws(SnapshotError) -> [FileEntry] {
        guard try scanner.contains(folder) else { return [] }
        var entries: [FileEntry] = []
        var level = [folder]
        var listed = 0
        var remaining = depth
        while !level.isEmpty, remaining >= 0 {
            var next: [Path] = []
            for folder in level where listed < limit {
                listed += 1
                let found = try scanner.untrackedEntries(in: folder, where: isWanted)
                entries += found.files
                if remaining > 0 { next += found.folders.filter { !isSkipped($0) } }
            }
            level = next
            remaining -= 1
        }
        return entries.sortedByPath()
    }

    /// The bytes of the file at `path`; `nil` if there is none.
    public func contents(of path: Path) throws(SnapshotError) -> [UInt8]? {
        guard let entry = try entry(at: path), entry.isFile else { return nil }
        return try reader.bytes(of: entry)
    }

    /// Whether an ignore rule matches a new file at `path`, or a folder above it.
    public func ignoresNewFile(at path: Path) throws(SnapshotError) -> Bool {
        try scanner.ignoresNewFile(at: path)
    }

    /// The line of an ignore file that makes Git ignore the untracked file or folder at `path`.
    public func ignoreReason(of path: Path) throws(SnapshotError) -> IgnoreReason? {
        if reasons == nil, let repository { reasons = try IgnoreReasonFinder(repository) }
        let isFolder = try scanner.isFolder(path)
        return try reasons?.reason(of: path, isFolder: isFolder) { file throws(SnapshotError) in
            guard let entry = try scanner.fileEvenIfIgnored(at: file) else { return nil }
            return try reader.bytes(of: entry)
        }
    }

    /// The files and folders on disk directly in `folder` that Git ignores, sorted by path.
    public func ignoredEntries(in folder: Path) throws(SnapshotError) -> [FileEntry] {
        try scanner.ignoredEntries(in: folder)
    }

    /// Transforms the bytes of `entries`, on all cores if there are enough of them.
    public func map<Value: Sendable>(
        _ entries: [FileEntry],
        _ transform: @escaping @Sendable (FileEntry, borrowing Span<UInt8>) -> Value
    ) throws(SnapshotError) -> [Value] {
        try ParallelReader.map(
            entries, through: &reader, { [root, location] () throws(SnapshotError) in try DiskReader(root, location) },
            transform)
    }

    private func files(below folder: Path) throws(SnapshotError) -> [FileEntry] {
        var entries: [FileEntry] = []
        // An explicit stack, because folders may be nested deeper than the call stack. Git's order of names makes the
        // result sorted.
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

    /// Whether `folder` contains files that are tracked, or that could be added: what cannot be read cannot be added.
    ///
    /// Folders nested too deep to look at are taken to contain some: libgit2 looks for a `.gitignore` at every level
    /// above a path, so that each level costs more than the one before.
    private func holdsFiles(_ folder: Path) throws(SnapshotError) -> Bool {
        if try scanner.hasTrackedFileOnDisk(below: folder) { return true }
        var pending = [(folder: folder, depth: 0)]
        while let (folder, depth) = pending.popLast() {
            if depth > Self.deepestSearch { return true }
            let items = try scanner.items(in: folder, .ifPossible)
            if items.contains(where: { !$0.isFolder }) { return true }
            pending += items.map { ($0.path, depth + 1) }
        }
        return false
    }
}
