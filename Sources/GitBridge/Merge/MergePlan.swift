internal import SourceFiles

/// The outcome of every path that ours changed since the ancestor; all other paths are as in theirs.
///
/// Takes three trees; returns the outcomes and the conflicts. Renames are searched for only if one side deleted a file
/// that the other changed or deleted, or added a file to a folder that the other removed: in all other cases they
/// change nothing. Source: gitmerge's description of the ort strategy, and Git 2.39's merge-ort.c.
struct MergePlan {
    /// The outcomes of the paths that ours changed, or that are the new names of files.
    private(set) var outcomes: [Path: FileMerge.Outcome] = [:]
    /// The conflicts, sorted by path.
    private(set) var conflicts: [ConflictedFile] = []

    private let trees: FileMerge
    private let changes: TreeChanges
    private var searches = RenameSearches()

    /// The renames of both sides, each searched for at most once.
    private struct RenameSearches {
        var ours: [Path: Path]?
        var theirs: [Path: Path]?
    }

    init(_ trees: FileMerge) throws(SnapshotError) {
        self.trees = trees
        changes = try TreeChanges(from: trees.ancestor, to: trees.ours) { before, after throws(SnapshotError) in
            try trees.isSame(before, in: trees.ancestor, after, in: trees.ours)
        }
        let paths = changes.byPath.keys.sorted()
        for path in paths {
            guard let change = changes.byPath[path], outcomes[path] == nil else { continue }
            try add(change, at: path)
        }
        for path in paths {
            guard let change = changes.byPath[path] else { continue }
            try addCollisions(of: change, at: path)
        }
        try addFolderRenames(paths)
        for (path, outcome) in outcomes {
            if let kind = outcome.conflict { conflicts.append(ConflictedFile(path: path, kind: kind)) }
        }
        conflicts.sort { $0.path < $1.path }
    }

    // MARK: Files

    private mutating func add(_ change: TreeChanges.Change, at path: Path) throws(SnapshotError) {
        let their = try trees.theirs.entry(at: path)?.withoutFolder
        let outcome = try trees.merge(change.before, change.after, their, at: path)
        switch (change.before, change.after, their) {
        case (let before?, nil, let their?) where outcome.conflict == .deletedByOurs:
            if let new = try renamesOfOurs()[path], let our = try trees.ours.entry(at: new) {
                return try move(before, our, their, from: path, to: new, otherSide: trees.theirs)
            }
        case (let before?, let our?, nil) where outcome.conflict == .deletedByTheirs:
            if let new = try renamesOfTheirs()[path], let their = try trees.theirs.entry(at: new) {
                return try move(before, our, their, from: path, to: new, otherSide: trees.ours)
            }
        case (let before?, nil, nil):
            if try addRenamesOfBoth(before) { return }
        default: break
        }
        outcomes[path] = outcome
    }

    /// Applies a change to the new name that the other side gave the file.
    private mutating func move(
        _ base: FileEntry,
        _ our: FileEntry,
        _ their: FileEntry,
        from old: Path,
        to new: Path,
        otherSide: any FileTree
    ) throws(SnapshotError) {
        outcomes[old] = FileMerge.Outcome()
        var outcome = try trees.merge(base, our, their, at: new)
        // The other side has another file at that path.
        if try otherSide.entry(at: new) != nil { outcome.conflict = .addedByBoth }
        outcomes[new] = outcome
    }

    /// Handles a name that is gone on both sides because one or both renamed the file; returns whether they did.
    private mutating func addRenamesOfBoth(_ base: FileEntry) throws(SnapshotError) -> Bool {
        let our = try renamesOfOurs()[base.path].flatMap { path throws(SnapshotError) in try trees.ours.entry(at: path)
        }
        let their = try renamesOfTheirs()[base.path].flatMap { path throws(SnapshotError) in
            try trees.theirs.entry(at: path)
        }
        if our == nil, their == nil { return false }
        outcomes[base.path] = FileMerge.Outcome()
        if let our, let their, our.path == their.path {
            outcomes[our.path] = try trees.merge(base, our, their, at: our.path)
            return true
        }
        let conflict = our == nil || their == nil ? ConflictedFile.Kind.renamedAndDeleted : .renamedApart
        if let our {
            outcomes[our.path] = FileMerge.Outcome(entry: our, content: .ours, conflict: conflict, source: our.path)
        }
        if let their {
            outcomes[their.path] = FileMerge.Outcome(
                entry: their, content: .theirs, conflict: conflict, source: their.path)
        }
        return true
    }

    private mutating func renamesOfOurs() throws(SnapshotError) -> [Path: Path] {
        if let known = searches.ours { return known }
        let found = try RenameSearch(changes: changes, ancestor: trees.ancestor, side: trees.ours).renames()
        searches.ours = found
        return found
    }

    private mutating func renamesOfTheirs() throws(SnapshotError) -> [Path: Path] {
        if let known = searches.theirs { return known }
        let trees = trees
        let changes = try TreeChanges(from: trees.ancestor, to: trees.theirs) { before, after throws(SnapshotError) in
            try trees.isSame(before, in: trees.ancestor, after, in: trees.theirs)
        }
        let found = try RenameSearch(changes: changes, ancestor: trees.ancestor, side: trees.theirs).renames()
        searches.theirs = found
        return found
    }

    // MARK: Folders

    /// A file of ours at the path of a folder of theirs, or below a file of theirs.
    private mutating func addCollisions(of change: TreeChanges.Change, at path: Path) throws(SnapshotError) {
        guard change.before == nil, change.after != nil else { return }
        if try trees.theirs.entry(at: path)?.mode == .folder {
            let kept = try trees.theirs.entries(in: path, recursive: true).contains { entry in
                outcomes[entry.path].map { $0.entry != nil } ?? true
            }
            if kept { outcomes[path]?.conflict = .fileAndFolder }
        }
        var parent = path.parent
        while let folder = parent, !folder.isRoot {
            if let file = try trees.theirs.entry(at: folder)?.withoutFolder {
                let base = try trees.ancestor.entry(at: folder)?.withoutFolder
                let isKept: Bool =
                    if let base { try !trees.isSame(base, in: trees.ancestor, file, in: trees.theirs) } else { true }
                if isKept { outcomes[folder] = FileMerge.Outcome(entry: nil, conflict: .fileAndFolder) }
                return
            }
            parent = folder.parent
        }
    }

    /// Files that one side added to a folder which the other side renamed.
    private mutating func addFolderRenames(_ paths: [Path]) throws(SnapshotError) {
        var judged: Set<Path> = []
        for path in paths {
            guard let folder = path.parent, !folder.isRoot, judged.insert(folder).inserted,
                try trees.ancestor.entry(at: folder)?.mode == .folder
            else { continue }
            if try trees.ours.entry(at: folder) == nil {
                var added: [FileEntry] = []
                for entry in try trees.theirs.entries(in: folder, recursive: false) where entry.mode != .folder {
                    if try trees.ancestor.entry(at: entry.path) == nil { added.append(entry) }
                }
                if !added.isEmpty { addFolderRename(of: folder, added, try renamesOfOurs(), .theirs) }
            } else if try trees.theirs.entry(at: folder) == nil {
                let added = paths.filter { $0.parent == folder && changes.byPath[$0]?.before == nil }
                    .compactMap { changes.byPath[$0]?.after }
                if !added.isEmpty { addFolderRename(of: folder, added, try renamesOfTheirs(), .ours) }
            }
        }
    }

    private mutating func addFolderRename(
        of folder: Path, _ added: [FileEntry], _ renames: [Path: Path], _ content: FileMerge.Content
    ) {
        var counts: [Path: Int] = [:]
        for (old, new) in renames where old.parent == folder {
            if let target = new.parent, target != folder { counts[target, default: 0] += 1 }
        }
        guard let most = counts.values.max() else { return }
        let targets = counts.filter { $0.value == most }.keys
        guard targets.count == 1, let target = targets.first else { return }
        for entry in added {
            let path = target.appending(entry.path.name)
            outcomes[entry.path] = FileMerge.Outcome()
            outcomes[path] = FileMerge.Outcome(
                entry: FileEntry(path: path, mode: entry.mode, object: entry.object), content: content,
                conflict: .renamedFolder, source: entry.path)
        }
    }
}
