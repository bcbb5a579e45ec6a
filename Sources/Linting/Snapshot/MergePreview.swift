internal import GitBridge
internal import ProjectModel
internal import SourceFiles

/// The tree of `--merge-into`: the targets are merged one after another, and the linted snapshot at the end.
///
/// Takes the names of the targets, and a snapshot with the commits that it is based on. Returns a tree in memory, the
/// sides of the merge, and the conflicts. Nothing in the repository changes.
struct MergePreview {
    /// The merged tree.
    let tree: any FileTree
    /// The sides, the first target first, and the snapshot last.
    let sides: [LintedSnapshot.Side]
    /// The commits of the targets.
    let targets: [ObjectID]
    /// The files that Git could not merge by itself, sorted by path.
    let conflicts: [Change.Conflict]

    /// Merges `snapshot`, which is based on the commits `parents`, into the commits that `names` name.
    ///
    /// In a hook it returns `nil` for a snapshot with a history of its own, like a branch of web pages, which nobody is
    /// going to merge: Git refuses to. Anywhere else that is an error, because somebody asked for the merge.
    init?(
        of snapshot: LintedSnapshot.Side,
        on parents: [ObjectID],
        into names: [String],
        in repository: Repository,
        isHook: Bool
    ) throws(SnapshotError) {
        var builder = Builder(repository: repository)
        let missing = MissingMergeBase(repository: repository)
        for name in names {
            let id = try repository.resolve(revision: name)
            let side = LintedSnapshot.Side(name: name, tree: try repository.tree(of: id))
            guard try builder.add(side, on: [id], isCommit: true) else {
                throw missing.error(Self.attempt(name, into: names))
            }
        }
        targets = builder.tips
        guard try builder.add(snapshot, on: parents, isCommit: false) else {
            if isHook, missing.isCertain { return nil }
            throw missing.error(Self.attempt(snapshot.name, into: names))
        }
        guard let tree = builder.tree else {
            throw SnapshotError("cannot preview a merge", reason: "no revision is named to merge into")
        }
        self.tree = tree
        sides = builder.sides
        conflicts = try builder.conflicts()
    }

    private static func attempt(_ side: String, into targets: [String]) -> String {
        "cannot merge \(side) into \(targets.first ?? "")"
    }

    /// Merges one side after the other.
    private struct Builder {
        let repository: Repository
        var tree: (any FileTree)?
        var tips: [ObjectID] = []
        var sides: [LintedSnapshot.Side] = []
        var merges: [MergedTree] = []

        /// Adds a side; false if it has no commit in common with those before.
        mutating func add(
            _ side: LintedSnapshot.Side, on parents: [ObjectID], isCommit: Bool
        ) throws(SnapshotError) -> Bool {
            defer {
                sides.append(side)
                tips += parents
            }
            guard let ours = tree, let target = sides.first else {
                tree = side.tree
                return true
            }
            if parents.isEmpty {
                throw SnapshotError(
                    MergePreview.attempt(side.name, into: [target.name]), reason: "it is not based on a commit",
                    help: "make the first commit, or lint without --merge-into")
            }
            let bases = try repository.mergeBases(of: parents, and: tips)
            // A fast-forward, one way or the other: there is nothing to merge.
            if bases == tips {
                tree = side.tree
                return true
            }
            if isCommit, bases == parents { return true }
            guard let ancestor = try CommonAncestor(repository: repository).tree(of: bases) else { return false }
            let merge = MergedTree(ancestor: ancestor, ours: ours, theirs: side.tree)
            merges.append(merge)
            tree = merge
            return true
        }

        /// The conflicts of all merges; a path is reported once.
        func conflicts() throws(SnapshotError) -> [Change.Conflict] {
            var found: [Path: Change.Conflict] = [:]
            for merge in merges {
                for conflict in try merge.conflicts() where found[conflict.path] == nil {
                    found[conflict.path] = Change.Conflict(path: conflict.path, reason: conflict.kind.reason)
                }
            }
            return found.values.sorted { $0.path < $1.path }
        }
    }
}
