public import SourceFiles

/// The tree of a merge, computed in memory: theirs, with the changes of ours since the ancestor.
///
/// Takes three snapshots: the merge base, the target (ours), and what is merged into it (theirs). Returns another
/// snapshot and the conflicts. Nothing is written to the repository, not even an object file. The cost is that of the
/// changes of ours, because folders with equal ids are skipped. A file in conflict has the content of ours, or that of
/// theirs if ours deleted it.
public final class MergedTree: FileTree {
    private let trees: FileMerge
    /// Whether files in conflict contain conflict markers, as in Git's virtual merge bases.
    private let marksConflicts: Bool
    private var madePlan: Plan?

    /// The plan, and the folders that it affects.
    private struct Plan {
        let merge: MergePlan
        /// The outcomes of each folder.
        var children: [Path: [FileEntry]] = [:]
        /// The folders with outcomes at any depth.
        var touched: Set<Path> = []
        /// The folders with outcomes right below each folder.
        var subfolders: [Path: Set<Path>] = [:]
        var listings: [Path: [FileEntry]] = [:]

        init(_ merge: MergePlan) {
            self.merge = merge
            for (path, outcome) in merge.outcomes {
                guard let folder = path.parent else { continue }
                if let entry = outcome.entry { children[folder, default: []].append(entry) }
                var current = folder
                while touched.insert(current).inserted, let parent = current.parent {
                    subfolders[parent, default: []].insert(current)
                    current = parent
                }
            }
        }
    }

    /// Merges `theirs` into `ours`; with `marksConflicts`, a file in conflict contains conflict markers.
    public init(
        ancestor: any FileTree, ours: any FileTree, theirs: any FileTree, marksConflicts: Bool = false
    ) {
        trees = FileMerge(ancestor: ancestor, ours: ours, theirs: theirs)
        self.marksConflicts = marksConflicts
    }

    private func plan() throws(SnapshotError) -> Plan {
        if let madePlan { return madePlan }
        let plan = Plan(try MergePlan(trees))
        madePlan = plan
        return plan
    }

    /// The conflicts, sorted by path.
    public func conflicts() throws(SnapshotError) -> [ConflictedFile] {
        try plan().merge.conflicts
    }

    /// The entry at `path`; `nil` if the merge has none.
    public func entry(at path: Path) throws(SnapshotError) -> FileEntry? {
        if path.isRoot { return FileEntry(path: path, mode: .folder) }
        let plan = try plan()
        if let entry = plan.merge.outcomes[path]?.entry { return entry }
        if plan.touched.contains(path) {
            return try listing(of: path).isEmpty ? nil : FileEntry(path: path, mode: .folder)
        }
        if plan.merge.outcomes[path] != nil { return nil }
        return try trees.theirs.entry(at: path)
    }

    /// The entries of `folder`, sorted by path.
    public func entries(in folder: Path, recursive: Bool) throws(SnapshotError) -> [FileEntry] {
        if !recursive { return try listing(of: folder) }
        var entries: [FileEntry] = []
        var pending = [try listing(of: folder)[...]]
        while var top = pending.popLast() {
            guard let entry = top.popFirst() else { continue }
            pending.append(top)
            if entry.mode == .folder {
                pending.append(try listing(of: entry.path)[...])
            } else {
                entries.append(entry)
            }
        }
        return entries.sortedByPath()
    }

    private func listing(of folder: Path) throws(SnapshotError) -> [FileEntry] {
        let plan = try plan()
        guard plan.touched.contains(folder) else {
            return try trees.theirs.entries(in: folder, recursive: false)
        }
        if let known = plan.listings[folder] { return known }
        let subfolders = plan.subfolders[folder] ?? []
        var entries = try trees.theirs.entries(in: folder, recursive: false).filter { entry in
            plan.merge.outcomes[entry.path] == nil && !subfolders.contains(entry.path)
        }
        entries += plan.children[folder] ?? []
        for subfolder in subfolders where plan.merge.outcomes[subfolder]?.entry == nil {
            if try !listing(of: subfolder).isEmpty { entries.append(FileEntry(path: subfolder, mode: .folder)) }
        }
        let sorted = entries.sorted { $0.path < $1.path }
        madePlan?.listings[folder] = sorted
        return sorted
    }

    /// The bytes of the file at `path`; `nil` if there is none.
    public func contents(of path: Path) throws(SnapshotError) -> [UInt8]? {
        guard let outcome = try plan().merge.outcomes[path] else { return try trees.theirs.contents(of: path) }
        guard let entry = outcome.entry, entry.isFile else { return nil }
        if marksConflicts, let marked = outcome.marked { return marked }
        switch outcome.content {
        case .ours: return try trees.ours.contents(of: outcome.source ?? path)
        case .theirs: return try trees.theirs.contents(of: outcome.source ?? path)
        case .bytes(let bytes): return bytes
        }
    }

    /// Transforms the bytes of `entries`; theirs reads those that are unchanged, which are most of them.
    public func map<Value: Sendable>(
        _ entries: [FileEntry],
        _ transform: @escaping @Sendable (FileEntry, borrowing Span<UInt8>) -> Value
    ) throws(SnapshotError) -> [Value] {
        let outcomes = try plan().merge.outcomes
        var untouched = try trees.theirs.map(entries.filter { outcomes[$0.path] == nil }, transform).makeIterator()
        var values: [Value] = []
        values.reserveCapacity(entries.count)
        for entry in entries {
            if outcomes[entry.path] == nil {
                if let value = untouched.next() { values.append(value) }
            } else {
                guard let bytes = try contents(of: entry.path) else { throw SnapshotError.noContent(entry) }
                values.append(transform(entry, bytes.span))
            }
        }
        return values
    }
}
