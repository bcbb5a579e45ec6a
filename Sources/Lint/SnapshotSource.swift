internal import Diagnostics
internal import GitBridge
internal import Rules
internal import SourceFiles

/// The snapshot that the options ask for, and the base beside it.
struct SnapshotSource {
    let repository: Repository?
    let state: RepositoryState
    /// What the rules take for the state: a first commit that is about to be made cures the lack of one.
    var stateAfterwards: RepositoryState { kind == .index ? .committed : state }
    let kind: Report.Snapshot.Kind
    let commit: ObjectID?
    let tree: any FileTree
    /// The absolute path of the work tree's root; `nil` for a bare repository.
    let root: [UInt8]?
    /// Where in the repository the user stands.
    let folder: Path

    init(_ request: SnapshotRequest, directory: [UInt8], environment: [String: String]) throws(SnapshotError) {
        let found = try Repository.open(discoveringFrom: directory, environment: environment)
        repository = found
        guard let repository = found else {
            try Self.refuseWithoutRepository(request)
            (state, kind, commit, root, folder) = (.missing, .worktree, nil, directory, .root)
            tree = try WorktreeTree(root: directory)
            return
        }
        state =
            switch try repository.head() {
            case .commit: .committed
            case .unborn(let branch): .unborn(branch: branch)
            }
        root = repository.workTree
        folder = root == nil ? .root : repository.path(ofFile: directory) ?? .root
        if let name = request.commit {
            let id = try repository.resolve(revision: name)
            (kind, commit, tree) = (.commit, id, try repository.tree(of: id))
        } else if request.isStaged {
            let index = try repository.index()
            try Self.refuseConflicts(index.conflicts())
            (kind, commit, tree) = (.index, nil, index)
        } else {
            (kind, commit, tree) = (.worktree, nil, try repository.worktree())
        }
    }

    /// The tree of what is published; `nil` where there is no commit yet.
    func base(named name: String?) throws(SnapshotError) -> ProjectLoader.Base? {
        guard let repository, state == .committed else { return nil }
        let name = name ?? "HEAD"
        return ProjectLoader.Base(name: name, tree: try repository.tree(of: try repository.resolve(revision: name)))
    }

    private static func refuseWithoutRepository(_ request: SnapshotRequest) throws(SnapshotError) {
        guard request.isStaged || request.commit != nil else { return }
        throw SnapshotError(
            "cannot lint \(request.isStaged ? "the staged files" : "a commit")",
            reason: "there is no Git repository here",
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
