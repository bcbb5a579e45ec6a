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
    /// The repository; `nil` where there is none.
    let repository: Repository?
    private let loader: ProjectLoader
    private let configs: [EnvironmentConfig]
    /// Where in the repository the user stands.
    let folder: Path

    /// Opens what `request` asks for; where it is going to be linted more than once, it is looked through once all the same.
    init(_ request: SnapshotRequest, isLintedAgain: Bool = false) throws {
        environment = ProcessState.environment
        let directory = Self.absolute(request.directory ?? ".")
        let source = try SnapshotSource(request, directory: directory, environment: environment)
        tree = isLintedAgain ? CachingTree(source.tree) : source.tree

        let (found, configs) = try SettingsLocator(tree: tree, folder: source.folder, root: source.root).find(
            file: request.config)
        settings = found
        func then(_ tree: any FileTree) throws(SnapshotError) -> Settings {
            try SettingsLocator(tree: tree, folder: source.folder, root: source.root).past(
                current: found, beside: configs, file: request.config)
        }
        let base = try source.base(request, settings: found, then: then)
        var releases: [ProjectLoader.Base] = []
        for name in request.deployed { releases.append(try source.release(named: name, then: then)) }

        loader = ProjectLoader(
            from: tree, base: base, releases: releases,
            merge: source.preview.map { ProjectLoader.Merge(sides: $0.sides, conflicts: $0.conflicts) },
            disk: source.disk, repository: source.stateAfterwards, root: source.root, settings: found,
            environments: InstalledEnvironments(root: source.root ?? directory, folder: source.folder).all(
                variables: environment),
            today: ProcessState.today(environment))
        projects = try loader.projects(configs, folder: source.folder)
        (repository, self.configs, folder) = (source.repository, configs, source.folder)

        let judged = Set(projects.flatMap { $0.merge?.conflicts.map(\.path) ?? [] })
        snapshot = Report.Snapshot(
            kind: source.preview == nil ? source.own : .merge, commit: source.commit?.description, base: base?.name,
            mergeInto: source.preview.map { _ in request.mergeInto.joined(separator: ", ") },
            merged: source.preview.map { _ in source.own },
            conflictsElsewhere: source.preview?.conflicts.map(\.path).filter { !judged.contains($0) } ?? [])
    }

    /// The projects as they are with other files: those of `tree`, which differ in the paths `changed`.
    func projects(in tree: any FileTree, changed: Set<Path>) throws(SnapshotError) -> [Project] {
        try loader.reading(tree, insteadOf: projects, changed: changed).projects(configs, folder: folder)
    }

    /// The projects of `tree`, which may have a configuration that this snapshot has not.
    func projects(of tree: any FileTree) throws(SnapshotError) -> [Project] {
        let configs = try ProjectLoader.configurations(
            in: tree, folder: folder, root: repository?.workTree, settings: settings)
        return try loader.reading(tree, insteadOf: [], changed: []).projects(configs, folder: folder)
    }

    private static func absolute(_ directory: String) -> [UInt8] {
        directory.hasPrefix("/")
            ? Array(directory.utf8) : ProcessState.currentFolder + [UInt8(ascii: "/")] + Array(directory.utf8)
    }
}
