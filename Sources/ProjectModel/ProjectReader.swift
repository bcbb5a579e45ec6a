public import Alembic
public import OrchestratorCore
public import SourceFiles

/// Reads the projects of a snapshot.
///
/// Takes the snapshot, the settings, the trees of what may be deployed and the installed environments. Returns one
/// ``Project`` for each environment, or a single one without an environment, so that the rules can report that it is
/// missing.
public struct ProjectReader {
    private var snapshot: LintedSnapshot
    private let settings: FolderSettings
    private let deployed: DeployedTrees
    private let installed: (Path) -> [CoreEnvironment]
    private let today: CalendarDay
    /// The projects of another tree that differs from this one in the paths ``changed`` only.
    private var earlier: [Project] = []
    private var changed: Set<Path> = []
    /// Migrations of the snapshot that were read before, by path.
    private var known: [Path: Migration]
    /// What the change deleted.
    private let deleted: DeletedFiles

    /// Reads from `snapshot`; `installed` are the Python environments of a source folder, `known` migrations that the
    /// search for environments has read, `deleted` what the change deleted, and `today` is the day that a fix writes
    /// into new migrations.
    public init(
        _ snapshot: LintedSnapshot,
        settings: FolderSettings,
        deployed: DeployedTrees = DeployedTrees(),
        installed: @escaping (Path) -> [CoreEnvironment] = { _ in [] },
        known: [Path: Migration] = [:],
        deleted: DeletedFiles = DeletedFiles(),
        today: CalendarDay = CalendarDay(secondsSinceEpoch: 0)
    ) {
        self.known = known
        self.deleted = deleted
        self.snapshot = snapshot
        self.settings = settings
        self.deployed = deployed
        self.installed = installed
        self.today = today
    }

    /// Finds the environments for somebody who stands in `folder`.
    ///
    /// `root` is the absolute path of the repository's root. Throws if `configs` of the settings names a file that
    /// does not configure an environment.
    public static func environments(
        in tree: any FileTree,
        folder: Path,
        root: [UInt8]?,
        settings: Settings
    ) throws(SnapshotError) -> Discovered {
        let discovery = Discovery(in: tree, root: root)
        if settings.configs.isEmpty {
            return try discovery.environments(from: folder, passingOver: PassedOverFolders(settings.exclude))
        }
        var configs: [EnvironmentConfig] = []
        for path in settings.configs {
            let found = try discovery.environments(named: path)
            if found.isEmpty {
                throw SnapshotError(
                    "cannot read `\(path)`, which `configs` of \(SettingsFile.name) names",
                    reason: "it does not configure an Alembic environment",
                    help: "name an alembic.ini, or a pyproject.toml with [tool.alembic]")
            }
            configs += found
        }
        // Who stands in a folder does not mean the environments of others.
        let near = configs.filter { config in
            let homes = [config.folder, config.path.parent ?? .root]
            return homes.contains { $0.isWithin(folder) || folder.isWithin($0) }
        }
        return Discovered(
            environments: near, passedOver: near.isEmpty ? configs.map(\.folder) : [])
    }

    /// Reads the projects of `configs`; a single one in `folder` if there are none.
    public func projects(_ configs: [EnvironmentConfig], folder: Path) throws(SnapshotError) -> [Project] {
        if configs.isEmpty {
            var project = try project(nil, folder: folder)
            project.change.deletedEnvironments = deleted.environments
            return [project]
        }
        let finder = SourceFolderFinder(tree: snapshot.tree)
        var projects: [Project] = []
        for config in configs { projects.append(try project(config, folder: try finder.sourceFolder(of: config))) }
        // An environment that was deleted has no project of its own.
        projects[0].change.deletedEnvironments = deleted.environments
        return projects
    }

    /// The source folder of an environment.
    public static func sourceFolder(of config: EnvironmentConfig, in tree: any FileTree) throws(SnapshotError) -> Path {
        try SourceFolderFinder(tree: tree).sourceFolder(of: config)
    }

    /// Whether `folder` is the source folder of a Workflow Orchestrator project, although it has no environment.
    ///
    /// A requirement of the core alone does not show that: libraries and tools beside an orchestrator have one, too.
    public func isSourceFolder(_ folder: Path) throws(SnapshotError) -> Bool {
        let settings = settings[folder]
        if settings.profile == .orchestrator { return true }
        let reader = CoreReader(tree: snapshot.tree, settings: settings, environments: installed(folder))
        let core = try reader.detection(in: folder)
        guard try reader.profile(of: .init(folder: folder, scripts: nil, migrations: []), core: core) == .orchestrator
        else { return false }
        for path in [Path(stringLiteral: "main.py")] + SourceFolder.allCases.map({ settings.layout[$0] }) {
            guard let path = Path(resolving: path.bytes, in: folder) else { continue }
            if try snapshot.tree.entry(at: path) != nil { return true }
        }
        return false
    }

    /// The same reader for `tree`, which differs from the one that `projects` were read from in the paths `changed`
    /// only.
    ///
    /// What did not change is not read again.
    public func reading(_ tree: any FileTree, insteadOf projects: [Project] = [], changed: Set<Path> = [])
        -> ProjectReader
    {
        var reader = self
        reader.snapshot.tree = tree
        reader.earlier = projects
        reader.changed = changed
        reader.known = [:]
        return reader
    }

    private func project(_ config: EnvironmentConfig?, folder: Path) throws(SnapshotError) -> Project {
        let earlier = earlier.first { config != nil && $0.revisions.scripts?.config == config }
        var scripts: ScriptDirectory?
        if let config { scripts = try ScriptDirectory(config, in: snapshot.tree) }
        let migrations = try migrations(scripts, reusing: earlier)
        let settings = settings[config?.folder ?? folder]
        let coreReader = CoreReader(tree: snapshot.tree, settings: settings, environments: installed(folder))
        let detection = try coreReader.detection(in: folder)
        let evidence = CoreReader.Evidence(folder: folder, scripts: scripts?.folder, migrations: migrations)
        let profile = try coreReader.profile(of: evidence, core: detection)

        let revisions = try RevisionsReader(tree: snapshot.tree, settings: settings)
            .revisions(scripts, migrations, core: profile == .orchestrator ? detection.state : .absent)
        let deployment = try DeploymentReader(trees: deployed, snapshot: snapshot, settings: settings)
            .deployment(
                of: .init(revisions: revisions, core: detection, profile: profile, sourceFolder: folder),
                reusing: earlier?.deployment)
        let layout = try LayoutReader(snapshot: snapshot, settings: settings)
            .layout(of: folder, revisions, profile: profile)
        var change = try ChangeReader(snapshot: snapshot, revisions: revisions, layout: layout, profile: profile)
            .change(today: today)
        change.deletedConfiguration = scripts.flatMap { deleted.configurations[$0.environmentFolder] }
        let strays = profile == .orchestrator ? try coreReader.strays(detection, beside: revisions) : []
        let core = Core(package: settings.core.package, detection: detection, strays: strays)
        return Project(
            settings: settings.resolved(profile), layout: layout, revisions: revisions, core: core,
            deployment: deployment, change: change)
    }

    /// The migrations that Alembic would load; those of `earlier` whose files did not change are not read again.
    private func migrations(
        _ scripts: ScriptDirectory?, reusing earlier: Project?
    ) throws(SnapshotError) -> [Migration] {
        var known = known
        for migration in earlier?.revisions.migrations ?? [] where !changed.contains(migration.path) {
            known[migration.path] = migration
        }
        return try Migration.read(scripts?.files ?? [], from: snapshot.tree) { known[$0.path] }
    }
}
