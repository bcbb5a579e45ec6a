internal import Alembic
internal import Diagnostics
internal import GitBridge
internal import OrchestratorCore
internal import ProjectModel
internal import SourceFiles

/// Decides which of the environments that were found are linted, and what it means that there are none.
///
/// A hook lints the environments whose migrations, configuration or pins the change touches; any other run lints all.
struct LintedEnvironments {
    let discovered: Discovered
    let source: SnapshotSource
    let deployed: DeployedTrees
    let invocation: Invocation

    /// What the change deleted since the merge base.
    func deletedFiles(_ settings: Settings) throws(SnapshotError) -> DeletedFiles {
        // A commit that is the base itself deleted nothing.
        guard let before = mergeBase, before !== source.tree else { return DeletedFiles() }
        return try DeletedFilesFinder(source: source, before: before, discovered: discovered, settings: settings)
            .files()
    }

    /// The message that there is no environment, with what the user may mean.
    func nothing() throws(SnapshotError) -> NothingToLint {
        NothingToLint(
            folder: source.folder, hasRepository: source.repository != nil, candidates: try candidates(),
            isSuccess: isHook, argument: source.root.flatMap { FolderArgument(root: $0, from: invocation.folder) })
    }

    /// The environments to lint.
    func chosen() throws(SnapshotError) -> [EnvironmentConfig] {
        let all = discovered.environments
        guard isGitHook, all.count > 1, let before = try treeBeforeChange() else { return all }
        var touched = TouchedEnvironments(from: before, to: source.tree)
        var chosen: [EnvironmentConfig] = []
        for config in all where try touched.contain(config) { chosen.append(config) }
        return chosen
    }

    /// Whether Git runs a hook: one of lint's own, or another that lints the index, which Git names at a commit.
    private var isGitHook: Bool {
        let variables = invocation.variables
        return variables["LINT_HOOK"] != nil || (source.ownKind == .index && variables["GIT_INDEX_FILE"] != nil)
    }

    /// Whether the run is that of a hook; the pre-commit framework runs hooks over a whole repository, too.
    private var isHook: Bool { isGitHook || invocation.variables["PRE_COMMIT"] == "1" }

    // MARK: The change

    /// The files that a hook's change started from: the target of a merge, `HEAD` for the index, else the merge base.
    private func treeBeforeChange() throws(SnapshotError) -> (any FileTree)? {
        if let target = source.preview?.sides.first?.tree { return target }
        if source.ownKind == .index {
            guard let repository = source.repository, case .commit(let head, _) = try repository.head() else {
                return nil
            }
            return try repository.tree(of: head)
        }
        return mergeBase
    }

    /// The tree of the merge base; `nil` if there is none, or it is unknown.
    private var mergeBase: (any FileTree)? {
        switch deployed.mergeBase {
        case .tip: deployed.base?.tree
        case .tree(let tree): tree
        case .unknown: nil
        }
    }

    // MARK: Candidates

    private func candidates() throws(SnapshotError) -> [NothingToLint.Candidate] {
        var folders = discovered.passedOver
        if !source.folder.isRoot { folders += try environments(in: source.tree, from: .root).map(\.folder) }
        var candidates = folders.map { NothingToLint.Candidate.environment($0) }
        for path in try submodules() { candidates.append(.submodule(path)) }
        for path in try Discovery(in: source.tree, root: source.root).ignoredConfigurations(near: source.folder) {
            candidates.append(.ignored(path, reason: try source.tree.ignoreReason(of: path)))
        }
        return candidates
    }

    /// The submodules with an environment, as far as they are checked out.
    private func submodules() throws(SnapshotError) -> [Path] {
        guard let root = source.root, let bytes = try source.tree.contents(of: ".gitmodules") else { return [] }
        var found: [Path] = []
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            let words = String(decoding: line, as: UTF8.self).split(separator: "=", maxSplits: 1)
            guard words.count == 2, words[0].filter({ !$0.isWhitespace }) == "path" else { continue }
            guard let path = Path(resolving: words[1].utf8.drop { $0 == UInt8(ascii: " ") }) else { continue }
            let folder = root + [UInt8(ascii: "/")] + path.bytes
            do throws(SnapshotError) {
                guard
                    let repository = try Repository.open(
                        discoveringFrom: folder, environment: ["PATH": ""], currentDirectory: folder),
                    repository.workTree != root
                else { continue }
                if try !environments(in: repository.worktree(), from: .root).isEmpty { found.append(path) }
            } catch { continue }
        }
        return found
    }

    private func environments(in tree: any FileTree, from folder: Path) throws(SnapshotError) -> [EnvironmentConfig] {
        try Discovery(in: tree, root: source.root).environments(from: folder).environments
    }
}
