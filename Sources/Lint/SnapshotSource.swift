internal import Diagnostics
internal import GitBridge
internal import Rules
internal import SourceFiles

/// The snapshot that the options ask for, and what lies around it: the base, the releases in production, the files on disk.
struct SnapshotSource {
    let repository: Repository?
    let state: RepositoryState
    /// What the rules take for the state: a first commit that is about to be made cures the lack of one.
    var stateAfterwards: RepositoryState { own == .index ? .committed : state }
    /// What the user has: without a merge, that is what is linted.
    let own: Report.Snapshot.Kind
    let commit: ObjectID?
    let tree: any FileTree
    let preview: MergePreview?
    /// The commits that the snapshot stands on: itself, or the parents of the next commit; those that it is merged into, too.
    let tips: [ObjectID]
    /// The absolute path of the work tree's root; `nil` for a bare repository.
    let root: [UInt8]?
    /// Where in the repository the user stands.
    let folder: Path
    private let environment: [String: String]

    init(_ request: SnapshotRequest, directory: [UInt8], environment: [String: String]) throws(SnapshotError) {
        self.environment = environment
        let found = try Repository.open(discoveringFrom: directory, environment: environment)
        repository = found
        guard let repository = found else {
            try Self.refuseWithoutRepository(request)
            (state, own, commit, root, folder) = (.missing, .worktree, nil, directory, .root)
            (tree, preview, tips) = (try WorktreeTree(root: directory), nil, [])
            return
        }
        state =
            switch try repository.head() {
            case .commit: .committed
            case .unborn(let branch): .unborn(branch: branch)
            }
        root = repository.workTree
        folder = root == nil ? .root : repository.path(ofFile: directory) ?? .root
        let snapshot: any FileTree
        let name: String
        if let revision = request.commit {
            let id = try repository.resolve(revision: revision)
            (own, commit, snapshot, name) = (.commit, id, try repository.tree(of: id), revision)
        } else if request.isStaged {
            let index = try repository.index()
            try Self.refuseConflicts(index.conflicts())
            (own, commit, snapshot, name) = (.index, nil, index, "the staged files")
        } else {
            (own, commit, snapshot, name) = (.worktree, nil, try repository.worktree(), "the working tree")
        }
        let parents = if let commit { [commit] } else { try repository.parentsOfNextCommit() }
        if request.mergeInto.isEmpty {
            (tree, preview, tips) = (snapshot, nil, parents)
        } else {
            let merge = try MergePreview(
                of: ProjectLoader.Merge.Side(name: name, tree: snapshot), on: parents, into: request.mergeInto,
                in: repository)
            (tree, preview, tips) = (merge.tree, merge, parents + merge.targets.filter { !parents.contains($0) })
        }
    }

    /// Opens the files on disk, where the index is linted.
    var disk: (() throws(SnapshotError) -> any FileTree)? {
        guard own == .index, let repository, !repository.isBare else { return nil }
        return { () throws(SnapshotError) in try repository.worktree() }
    }

    /// What is published, and where the snapshot went its own way; `nil` where there is no commit yet.
    func base(
        _ request: SnapshotRequest,
        settings: Settings,
        then: (any FileTree) throws(SnapshotError) -> Settings
    ) throws(SnapshotError) -> ProjectLoader.Base? {
        guard let repository, state == .committed,
            let base = try BaseFinder(repository: repository, environment: environment).base(
                option: request.base, settings: settings.base, mergeTarget: request.mergeInto.first)
        else { return nil }
        let tree: any FileTree = base.id == commit && preview == nil ? self.tree : try repository.tree(of: base.id)
        return ProjectLoader.Base(
            name: base.name, tree: tree, fork: try fork(from: base, in: repository), settings: try then(tree))
    }

    private func fork(
        from base: BaseFinder.Base,
        in repository: Repository
    ) throws(SnapshotError) -> ProjectLoader.Base.Fork {
        if tips.contains(base.id) { return .tip }
        let bases = try repository.mergeBases(of: tips, and: [base.id])
        if bases == [base.id] { return .tip }
        if let commit, bases == [commit], preview == nil { return .tree(tree) }
        if let tree = try CommonAncestor(repository: repository).tree(of: bases) { return .tree(tree) }
        let missing = NoMergeBase(repository: repository)
        return .unknown(reason: "\(missing.reason) (published is \(base.name))", help: missing.help)
    }

    /// A release in production.
    func release(
        named name: String,
        then: (any FileTree) throws(SnapshotError) -> Settings
    ) throws(SnapshotError) -> ProjectLoader.Base {
        guard let repository else {
            throw SnapshotError(
                "cannot read the release `\(name)`", reason: "there is no Git repository here",
                help: "go to the project's folder or name it with -C")
        }
        let tree = try repository.tree(of: try repository.resolve(revision: name))
        return ProjectLoader.Base(name: name, tree: tree, settings: try then(tree))
    }

    private static func refuseWithoutRepository(_ request: SnapshotRequest) throws(SnapshotError) {
        let wanted: String? =
            if request.isStaged {
                "the staged files"
            } else if request.commit != nil {
                "a commit"
            } else if !request.mergeInto.isEmpty {
                "a merge"
            } else {
                nil
            }
        guard let wanted else { return }
        throw SnapshotError(
            "cannot lint \(wanted)", reason: "there is no Git repository here",
            help: "go to the project's folder or name it with -C; without an option the files on disk are linted")
    }

    private static func refuseConflicts(_ conflicts: [Path]) throws(SnapshotError) {
        guard let first = conflicts.first else { return }
        let more = conflicts.count > 1 ? " and \(conflicts.count - 1) more" : ""
        throw SnapshotError(
            "cannot lint the staged files", reason: "the index holds an unresolved conflict in \(first)\(more)",
            help: "resolve it and `git add` the file; Git commits nothing before that either")
    }
}
