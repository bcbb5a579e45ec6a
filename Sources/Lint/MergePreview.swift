internal import GitBridge
internal import Rules
internal import SourceFiles

/// The tree that `--merge-into` is about: the targets one after another, and what the user has at the end of the queue.
///
/// What walks in: the names of the targets, and a snapshot with the commits that it stands on. What walks out: a tree in memory, those who were merged, and what
/// Git would leave to people. Nothing in the repository changes.
struct MergePreview {
    /// The merged tree.
    let tree: any FileTree
    /// Those who are merged, the first target first, and the snapshot last.
    let sides: [ProjectLoader.Merge.Side]
    /// The commits of the targets.
    let targets: [ObjectID]
    /// What Git would leave to people, sorted by path.
    let conflicts: [Project.Conflict]

    /// Merges `snapshot`, which stands on the commits `parents`, into the commits that `names` name.
    init(
        of snapshot: ProjectLoader.Merge.Side,
        on parents: [ObjectID],
        into names: [String],
        in repository: Repository
    ) throws(SnapshotError) {
        var builder = Builder(repository: repository)
        for name in names {
            let id = try repository.resolve(revision: name)
            let side = ProjectLoader.Merge.Side(name: name, tree: try repository.tree(of: id))
            try builder.add(side, on: [id], isCommit: true)
        }
        targets = builder.tips
        try builder.add(snapshot, on: parents, isCommit: false)
        guard let tree = builder.tree else {
            throw SnapshotError("cannot preview a merge", reason: "no revision is named to merge into")
        }
        self.tree = tree
        sides = builder.sides
        conflicts = try builder.conflicts()
    }

    /// Merges one side after the other into what there is.
    private struct Builder {
        let repository: Repository
        var tree: (any FileTree)?
        var tips: [ObjectID] = []
        var sides: [ProjectLoader.Merge.Side] = []
        var merges: [MergedTree] = []

        mutating func add(
            _ side: ProjectLoader.Merge.Side, on parents: [ObjectID], isCommit: Bool
        ) throws(SnapshotError) {
            defer {
                sides.append(side)
                tips += parents
            }
            guard let ours = tree, let target = sides.first else {
                tree = side.tree
                return
            }
            let attempt = "cannot merge \(side.name) into \(target.name)"
            if parents.isEmpty {
                throw SnapshotError(
                    attempt, reason: "there is no commit yet that it stands on",
                    help: "make the first commit, or lint without --merge-into")
            }
            let bases = try repository.mergeBases(of: parents, and: tips)
            // A fast-forward, one way or the other: there is nothing to merge.
            if bases == tips {
                tree = side.tree
                return
            }
            if isCommit, bases == parents { return }
            guard let ancestor = try CommonAncestor(repository: repository).tree(of: bases) else {
                throw NoMergeBase(repository: repository).error(attempt)
            }
            let merge = MergedTree(ancestor: ancestor, ours: ours, theirs: side.tree)
            merges.append(merge)
            tree = merge
        }

        /// What the merges leave to people; what two of them leave is told once.
        func conflicts() throws(SnapshotError) -> [Project.Conflict] {
            var found: [Path: Project.Conflict] = [:]
            for merge in merges {
                for conflict in try merge.conflicts() where found[conflict.path] == nil {
                    found[conflict.path] = Project.Conflict(path: conflict.path, reason: conflict.kind.reason)
                }
            }
            return found.values.sorted { $0.path < $1.path }
        }
    }
}

/// Why two histories cannot be compared, and what helps.
struct NoMergeBase {
    let repository: Repository

    /// Why.
    var reason: String {
        repository.isShallow
            ? "this clone is shallow and does not reach back to where the two histories part"
            : "the two histories have no commit in common"
    }

    /// What helps.
    var help: String {
        repository.isShallow
            ? "fetch the rest: `git fetch --unshallow` (in CI, check out with the whole history)"
            : "name another revision; `git log --graph --all` shows the histories"
    }

    func error(_ attempt: String) -> SnapshotError {
        SnapshotError(attempt, reason: reason, help: help)
    }
}

extension ConflictedFile.Kind {
    /// The kind in words.
    fileprivate var reason: String {
        switch self {
        case .contents: "both sides changed the same lines"
        case .addedByBoth: "both sides added it with different contents"
        case .deletedByOurs: "the target deleted it, and it was changed since"
        case .deletedByTheirs: "it was deleted, and the target changed it"
        case .fileAndFolder: "it is a file on one side and a folder on the other"
        case .renamedApart: "both sides renamed it, to different names"
        case .renamedAndDeleted: "one side renamed it, and the other deleted it"
        case .renamedFolder: "it was added to a folder that the other side renamed"
        case .distinctTypes:
            "it is a file on one side and a link or another repository on the other, or both sides changed such a thing"
        }
    }
}
