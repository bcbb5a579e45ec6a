internal import Alembic
internal import Diagnostics
internal import GitBridge
internal import OrchestratorCore
internal import ProjectModel
internal import SourceFiles

/// What every request that reads projects has in common: the repository, the snapshot, the settings and the projects in
/// it.
struct Session {
    /// The snapshot, as a report describes it.
    let snapshot: Report.Snapshot
    /// The files that are linted.
    let tree: any FileTree
    /// The settings in force.
    let settings: FolderSettings
    /// The projects.
    private(set) var projects: [Project]
    /// Script directories that are passed over.
    let passedOver: [Path]
    /// The number of environments that are not linted, because the change of a hook does not touch them.
    let untouched: Int
    /// The repository; `nil` if there is none.
    let repository: Repository?
    /// The folder that the user stands in, within the repository.
    let folder: Path
    private let reader: ProjectReader
    private let configs: [EnvironmentConfig]
    private let base: DeployedTrees.Commit?

    /// Which states the snapshot is compared with.
    enum Comparison {
        /// No state.
        case none
        /// The state of a commit, without a base.
        case release(String)
        /// The base, and the states that `--deployed` names.
        case full(ComparisonRequest)
    }

    /// Opens what `request` names, and prints which files called `rules.json` belong to other tools.
    ///
    /// Throws ``NothingToLint`` if there is no environment, unless it `mayBeEmpty`.
    init(
        _ request: SnapshotRequest, comparedWith comparison: Comparison = .none, in invocation: Invocation,
        mayBeEmpty: Bool = false, _ transcript: inout Transcript
    ) throws {
        let directory = invocation.absolute(request.directory)
        let source = try SnapshotSource(request, directory: directory, in: invocation)
        // Discovery and the readers list the same folders, and a fix is linted again.
        let tree = CachingTree(source.tree)
        let file = request.config.map { NamedFile($0, in: invocation) }
        let located = try SettingsLocator(tree: tree, folder: source.folder, root: source.root).find(file: file)
        for path in located.foreign {
            transcript.note("\(path) has no \"lint\" key: it belongs to another tool and is not read")
        }
        let finder = DeployedTreeFinder(
            source: source, settings: located.settings.root, variables: invocation.variables
        ) { tree, folder throws(SnapshotError) in
            try SettingsLocator(tree: tree, folder: source.folder, root: source.root)
                .past(located.settings[folder], of: folder, isNamed: file != nil)
        }
        let deployed: DeployedTrees =
            switch comparison {
            case .none: DeployedTrees()
            case .release(let name): DeployedTrees(releases: [try finder.release(named: name)])
            case .full(let request): try finder.trees(request, mergeTarget: source.preview?.sides.first?.name)
            }
        let installed = InstalledEnvironments(root: source.root ?? directory)
        let scope = LintedEnvironments(
            discovered: located.discovered, source: source, deployed: deployed, invocation: invocation)
        let deleted = try scope.deletedFiles(located.settings.root)
        reader = ProjectReader(
            source.linted(tree), settings: located.settings, deployed: deployed,
            installed: { installed.all(of: $0, in: invocation) }, known: located.discovered.migrations,
            deleted: deleted, today: invocation.today)
        let isEmpty = located.discovered.environments.isEmpty && deleted.environments.isEmpty
        if isEmpty, !mayBeEmpty, try !reader.isSourceFolder(source.folder) { throw try scope.nothing() }
        configs = try scope.chosen()
        let isUntouched = configs.isEmpty && !located.discovered.environments.isEmpty && deleted.environments.isEmpty
        projects = try isUntouched ? [] : reader.projects(configs, folder: source.folder)
        (self.tree, settings, passedOver) = (tree, located.settings, located.discovered.passedOver)
        untouched = located.discovered.environments.count - configs.count
        (repository, folder, base) = (source.repository, source.folder, deployed.base)
        snapshot = Self.describe(source, base: deployed.base?.name, request, projects)
    }

    private static func describe(
        _ source: SnapshotSource, base: String?, _ request: SnapshotRequest, _ projects: [Project]
    ) -> Report.Snapshot {
        let judged = Set(projects.flatMap { $0.change.merge?.conflicts.map(\.path) ?? [] })
        return Report.Snapshot(
            kind: source.preview == nil ? source.ownKind : .merge, commit: source.commit?.description, base: base,
            mergeInto: source.preview.map { _ in request.mergeInto.joined(separator: ", ") },
            merged: source.preview.map { _ in source.ownKind },
            conflictsElsewhere: source.preview?.conflicts.map(\.path).filter { !judged.contains($0) } ?? [])
    }

    /// The same session, with what Git's history says about the unpublished revisions of the projects at `positions`.
    func answering(_ positions: [Int]) -> Session {
        guard let repository, !positions.isEmpty else { return self }
        var session = self
        let finder = RevisionHistoryFinder(
            repository: repository, base: base, released: ReleasedNames(settings.root.released))
        for position in positions {
            session.projects[position] = projects[position].answered(by: finder.history(of: projects[position]))
        }
        return session
    }

    /// The projects of `tree`, which differs from the linted files in the paths `changed` only.
    func projects(in tree: any FileTree, changed: Set<Path>) throws(SnapshotError) -> [Project] {
        try reader.reading(tree, insteadOf: projects, changed: changed).projects(configs, folder: folder)
    }

    /// The projects of `tree`, which may have a configuration that the linted files do not have.
    func projects(of tree: any FileTree) throws(SnapshotError) -> [Project] {
        let found = try ProjectReader.environments(
            in: tree, folder: folder, root: repository?.workTree, settings: settings.root)
        return try reader.reading(tree).projects(found.environments, folder: folder)
    }
}
