internal import GitBridge
internal import ProjectModel
internal import SourceFiles

/// Finds the trees of what may be deployed: the tip of the base, its merge base with the snapshot, and the states that
/// `--deployed` names.
struct DeployedTreeFinder {
    let source: SnapshotSource
    let settings: Settings
    let variables: [String: String]
    /// Reads the settings of another tree for an environment in a folder.
    let settingsOf: (any FileTree, Path) throws(SnapshotError) -> Settings

    /// The trees; no base before the first commit.
    func trees(_ request: ComparisonRequest, mergeTarget: String?) throws(SnapshotError) -> DeployedTrees {
        guard let repository = source.repository, source.state == .committed,
            let base = try BaseFinder(repository: repository, variables: variables).base(
                option: request.base, settings: settings.base, mergeTarget: mergeTarget)
        else {
            return DeployedTrees(releases: try releases(of: request))
        }
        let isLinted = base.id == source.commit && source.preview == nil
        let tree: any FileTree = isLinted ? source.tree : try repository.tree(of: base.id)
        let found = try mergeBase(with: base, in: repository)
        let missing = MissingMergeBase(repository: repository)
        // In a hook, a base that nobody asked for is none for a branch with a history of its own: the base
        // publishes nothing of what it contains, and the hook would refuse it forever.
        if found == nil, missing.isCertain, request.base == nil, variables["LINT_HOOK"] != nil {
            return DeployedTrees(releases: try releases(of: request))
        }
        return DeployedTrees(
            base: commit(named: base.name, base.id, tree),
            mergeBase: found ?? .unknown(reason: "\(missing.reason) (base: \(base.name))", help: missing.help),
            releases: try releases(of: request))
    }

    private func releases(of request: ComparisonRequest) throws(SnapshotError) -> [DeployedTrees.Commit] {
        var releases: [DeployedTrees.Commit] = []
        for name in request.deployed { releases.append(try release(named: name)) }
        return releases
    }

    /// The state that `--deployed` or `lint plan --from` names.
    func release(named name: String) throws(SnapshotError) -> DeployedTrees.Commit {
        guard let repository = source.repository else {
            throw SnapshotError(
                "cannot read the deployed state `\(name)`", reason: "this folder is not in a Git repository",
                help: "go to the project's folder or name it with -C")
        }
        let id = try repository.resolve(revision: name)
        return commit(named: name, id, try repository.tree(of: id))
    }

    private func commit(named name: String, _ id: ObjectID, _ tree: any FileTree) -> DeployedTrees.Commit {
        DeployedTrees.Commit(name: name, id: id, tree: tree) { folder throws(SnapshotError) in
            try settingsOf(tree, folder)
        }
    }

    /// The merge base; `nil` if the two histories have no commit in common.
    private func mergeBase(
        with base: BaseFinder.Base,
        in repository: Repository
    ) throws(SnapshotError) -> DeployedTrees.MergeBase? {
        if source.tips.contains(base.id) { return .tip }
        let bases = try repository.mergeBases(of: source.tips, and: [base.id])
        if bases == [base.id] { return .tip }
        if let commit = source.commit, bases == [commit], source.preview == nil { return .tree(source.tree) }
        return try CommonAncestor(repository: repository).tree(of: bases).map { .tree($0) }
    }
}
