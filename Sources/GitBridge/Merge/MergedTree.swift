public import SourceFiles

/// The tree that a merge would give, computed in memory: theirs, overlaid by what ours has changed since the ancestor.
///
/// What walks in: three snapshots: that of the merge base, that of the target (ours), and what is merged into it (theirs). What walks out: one more snapshot,
/// and the conflicts. Nothing of the repository changes, not even an object file. The first question costs what ours has changed; no folder that is equal by
/// its id is looked into. A file in conflict reads as ours has it, or as theirs where ours has deleted it.
public final class MergedTree: FileTree {
    private let trees: FileMerge
    /// Whether conflicts read with markers, as they do in Git's virtual merge bases.
    private let marksConflicts: Bool
    private var madePlan: Plan?

    /// The plan, and where in the tree it has something to say.
    private struct Plan {
        let merge: MergePlan
        /// The outcomes of each folder.
        var children: [Path: [FileEntry]] = [:]
        /// The folders that hold outcomes, in whatever depth.
        var touched: Set<Path> = []
        /// The folders right below one that hold outcomes.
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

    /// Merges `theirs` into `ours`; with `marksConflicts`, a file in conflict reads with conflict markers.
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

    /// What Git would leave to people, sorted by path.
    public func conflicts() throws(SnapshotError) -> [ConflictedFile] {
        try plan().merge.conflicts
    }

    /// The entry at `path`; `nil` where the merge leaves none.
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

    /// The bytes of the file at `path`; `nil` where there is none.
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

    /// Reads `entries`; those that come from theirs as they are, which are most of them, as theirs reads them.
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
