internal import Diagnostics
internal import GitBridge
internal import ProjectModel
internal import SourceFiles

/// The snapshot that a request names, and the repository around it.
struct SnapshotSource {
    /// A snapshot of the repository before any merge.
    private struct Own {
        let kind: Report.Snapshot.Kind
        let name: String
        let tree: any FileTree
        var commit: ObjectID?
    }

    /// The repository; `nil` if there is none.
    let repository: Repository?
    /// Whether the repository has a commit.
    let state: RepositoryState
    /// The kind of the snapshot, before any merge.
    let ownKind: Report.Snapshot.Kind
    /// The commit that is linted.
    let commit: ObjectID?
    /// The files that are linted.
    let tree: any FileTree
    /// The merge that the files are the result of.
    let preview: MergePreview?
    /// The commits that the snapshot is based on: itself, or the parents of the next commit; the targets of a merge,
    /// too.
    let tips: [ObjectID]
    /// The absolute path of the work tree's root; `nil` for a bare repository.
    let root: [UInt8]?
    /// The folder that the user stands in, within the repository.
    let folder: Path

    /// Opens the snapshot for somebody who stands in `directory`, an absolute path.
    init(
        _ request: SnapshotRequest, directory: [UInt8], in invocation: Invocation
    ) throws(SnapshotError) {
        let found = try Repository.open(
            discoveringFrom: directory, environment: invocation.variables, originals: invocation.originals)
        repository = found
        guard let repository = found else {
            try Self.refuseWithoutRepository(request)
            (state, ownKind, commit, root, folder) = (.missing, .worktree, nil, directory, .root)
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
        let own = try Self.own(request, in: repository)
        (ownKind, commit) = (own.kind, own.commit)
        let parents = if let commit = own.commit { [commit] } else { try repository.parentsOfNextCommit() }
        var merge: MergePreview?
        if !request.mergeInto.isEmpty {
            merge = try MergePreview(
                of: LintedSnapshot.Side(name: own.name, tree: own.tree), on: parents, into: request.mergeInto,
                in: repository, isHook: invocation.variables["LINT_HOOK"] != nil)
        }
        if let merge {
            (tree, preview, tips) = (merge.tree, merge, parents + merge.targets.filter { !parents.contains($0) })
        } else {
            (tree, preview, tips) = (own.tree, nil, parents)
        }
    }

    private static func own(_ request: SnapshotRequest, in repository: Repository) throws(SnapshotError) -> Own {
        if let revision = request.commit {
            let id = try repository.resolve(revision: revision)
            return Own(kind: .commit, name: revision, tree: try repository.tree(of: id), commit: id)
        }
        if request.isStaged {
            let index = try repository.index()
            try refuseConflicts(index.conflicts())
            return Own(kind: .index, name: "the staged files", tree: index)
        }
        return Own(kind: .worktree, name: "the working tree", tree: try repository.worktree())
    }

    /// The snapshot for the rules, whose files are read from `tree`.
    ///
    /// With `--staged` a repository without a commit counts as one with a commit: the first commit is about to be made.
    func linted(_ tree: any FileTree) -> LintedSnapshot {
        var disk: (() throws(SnapshotError) -> any FileTree)?
        if ownKind == .index, let repository, !repository.isBare {
            disk = { () throws(SnapshotError) in try repository.worktree() }
        }
        return LintedSnapshot(
            tree, root: root, repository: ownKind == .index ? .committed : state,
            merge: preview.map { LintedSnapshot.Merge(sides: $0.sides, conflicts: $0.conflicts) }, disk: disk)
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
            "cannot lint \(wanted)", reason: "this folder is not in a Git repository",
            help: "go to the project's folder or name it with -C; without an option the files on disk are linted")
    }

    private static func refuseConflicts(_ conflicts: [Path]) throws(SnapshotError) {
        if conflicts.isEmpty { return }
        let paths = conflicts.map(\.description).listed(atMost: 1)
        throw SnapshotError(
            "cannot lint the staged files", reason: "the index contains an unresolved conflict in \(paths)",
            help: "resolve it and `git add` the file; Git does not commit before that either")
    }
}
