internal import Alembic
internal import Diagnostics
internal import GitBridge
internal import OrchestratorCore
internal import Rules
internal import SourceFiles

/// The wiring that every command shares: the repository, the snapshot, the settings and the projects in it.
struct Session {
    let snapshot: Report.Snapshot
    let tree: any FileTree
    let settings: Settings
    let projects: [Project]
    let environment: [String: String]

    init(_ request: SnapshotRequest) throws {
        environment = ProcessState.environment
        let directory = Self.absolute(request.directory ?? ".")
        let source = try SnapshotSource(request, directory: directory, environment: environment)
        tree = source.tree

        let (found, configs) = try SettingsLocator(tree: tree, folder: source.folder, root: source.root).find(
            file: request.config)
        settings = found
        let base = try source.base(named: request.base ?? found.base)
        snapshot = Report.Snapshot(kind: source.kind, commit: source.commit?.description, base: base?.name)

        let loader = ProjectLoader(
            from: tree, base: base, repository: source.stateAfterwards, root: source.root, settings: found,
            environments: InstalledEnvironments(root: source.root ?? directory, folder: source.folder).all(
                variables: environment))
        projects = try loader.projects(configs, folder: source.folder)
    }

    private static func absolute(_ directory: String) -> [UInt8] {
        directory.hasPrefix("/")
            ? Array(directory.utf8) : ProcessState.currentFolder + [UInt8(ascii: "/")] + Array(directory.utf8)
    }
}
