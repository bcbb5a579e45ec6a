public import Alembic
public import OrchestratorCore
public import SourceFiles

/// Makes a ``Project`` of a snapshot: the one place in this room that reads files.
///
/// What walks in: the snapshot, what is published, the settings, and installed environments. What walks out: one project for each of Alembic's
/// environments that the snapshot configures, or a single one without, so that the rules can say that it is missing.
public struct ProjectLoader {
    /// The published state, to read from.
    public struct Base {
        /// Where the snapshot went its own way.
        public enum Fork {
            /// At the newest state of the base.
            case tip
            /// At an older state of it.
            case tree(any FileTree)
            /// It cannot be told.
            case unknown(reason: String, help: String)
        }

        /// How it is named, like `origin/main`.
        public let name: String
        /// Its tree.
        public let tree: any FileTree
        /// Where the snapshot went its own way.
        public let fork: Fork
        /// The settings of its day.
        public let settings: Settings

        /// Names a base.
        public init(name: String, tree: any FileTree, fork: Fork = .tip, settings: Settings) {
            self.name = name
            self.tree = tree
            self.fork = fork
            self.settings = settings
        }
    }

    /// What a would-be merge has to say of itself.
    public struct Merge {
        /// One of those who are merged: how it is named, and its tree.
        public struct Side {
            /// How it is named, like `origin/main` or `the staged files`.
            public let name: String
            /// Its tree.
            public let tree: any FileTree

            /// Names a side.
            public init(name: String, tree: any FileTree) {
                self.name = name
                self.tree = tree
            }
        }

        /// Those who are merged, the target first.
        public let sides: [Side]
        /// What Git would leave to people.
        public let conflicts: [Project.Conflict]

        /// Describes a merge.
        public init(sides: [Side], conflicts: [Project.Conflict]) {
            self.sides = sides
            self.conflicts = conflicts
        }
    }

    private(set) var tree: any FileTree
    let base: Base?
    let releases: [Base]
    let merge: Merge?
    /// Opens the files on disk, where the index is linted.
    let disk: (() throws(SnapshotError) -> any FileTree)?
    let repository: RepositoryState
    let root: [UInt8]?
    let settings: Settings
    let environments: [CoreEnvironment]
    let today: CalendarDay
    /// The deployed states that were read already.
    let deployedStates = DeployedStates()
    /// The migrations of another tree that are the same ones here, by path.
    private var unchanged: [Path: Migration] = [:]

    /// Loads from `tree`; `root` is the absolute path of the repository's root on disk, where there is one.
    ///
    /// `releases` are in production, `merge` tells of the merge that `tree` is, and `disk` opens the files beside an index, which
    /// is done only where something is missing; `today` is what a repair dates its migrations with.
    public init(
        from tree: any FileTree,
        base: Base?,
        releases: [Base] = [],
        merge: Merge? = nil,
        disk: (() throws(SnapshotError) -> any FileTree)? = nil,
        repository: RepositoryState,
        root: [UInt8]?,
        settings: Settings,
        environments: [CoreEnvironment] = [],
        today: CalendarDay = CalendarDay(secondsSinceEpoch: 0)
    ) {
        self.tree = tree
        self.base = base
        self.releases = releases
        self.merge = merge
        self.disk = disk
        self.repository = repository
        self.root = root
        self.settings = settings
        self.environments = environments
        self.today = today
    }

    /// Finds the configurations of Alembic for somebody who stands in `folder`.
    public static func configurations(
        in tree: any FileTree,
        folder: Path,
        root: [UInt8]?,
        settings: Settings
    ) throws(SnapshotError) -> [EnvironmentConfig] {
        let finder = ConfigFinder(in: tree, root: root)
        if settings.configs.isEmpty { return try finder.environments(from: folder) }
        var configs: [EnvironmentConfig] = []
        for path in settings.configs {
            let found = try finder.environments(named: path)
            if found.isEmpty {
                throw SnapshotError(
                    "cannot read `\(path)`, which `configs` of \(SettingsFile.name) names",
                    reason: "it configures no Alembic environment",
                    help: "name an alembic.ini, or a pyproject.toml with [tool.alembic]")
            }
            configs += found
        }
        return configs
    }

    /// Loads the projects of `configs`; a single one in `folder` where there are none.
    public func projects(_ configs: [EnvironmentConfig], folder: Path) throws(SnapshotError) -> [Project] {
        if configs.isEmpty { return [try project(nil, folder: folder)] }
        var projects: [Project] = []
        for config in configs { projects.append(try project(config, folder: config.folder)) }
        return projects
    }

    /// The same loader for `tree`, which differs from the one that `projects` were loaded from in the paths `changed` and nowhere else.
    ///
    /// Nothing that is the same is read again.
    public func reading(
        _ tree: any FileTree, insteadOf projects: [Project], changed: Set<Path>
    ) -> ProjectLoader {
        var loader = self
        loader.tree = tree
        for migration in projects.lazy.flatMap(\.migrations) where !changed.contains(migration.path) {
            loader.unchanged[migration.path] = migration
        }
        return loader
    }

    private func project(_ config: EnvironmentConfig?, folder: Path) throws(SnapshotError) -> Project {
        var scripts: ScriptDirectory?
        if let config { scripts = try ScriptDirectory(config, in: tree) }
        let migrations = try Migration.read(scripts?.files ?? [], from: tree) { unchanged[$0.path] }
        let core = try detectCore(in: folder, of: tree, settings: settings, environments: environments)
        let profile = profile(of: migrations, core: core, hasConfig: config != nil)

        var declarations = migrations.indices.compactMap {
            RevisionDeclaration(migrations[$0].header, origin: .project($0))
        }
        for folder in settings.external.folders { declarations += try external(folder, of: tree) }
        if profile == .orchestrator { declarations += schemaDeclarations(of: core.state) }
        let graph = RevisionGraph(declarations)
        let deployment = try deployment(
            config, in: folder, migrations, graph: graph, core: core, profile: profile)

        return Project(
            settings: settings,
            profile: profile,
            repository: repository,
            folder: folder,
            layout: profile == .orchestrator ? try layout(in: folder) : [],
            translations: profile == .orchestrator ? try translations(in: folder) : [],
            scripts: scripts,
            migrations: migrations,
            misplaced: try misplaced(scripts),
            graph: graph,
            labels: BranchLabels(of: graph),
            core: core,
            published: deployment.published,
            baseline: deployment.baseline,
            releases: deployment.releases,
            changedBodies: deployment.changedBodies,
            unstaged: try unstaged(graph, config),
            reusedPaths: reusedPaths(of: migrations, deployment.published),
            today: today,
            merge: try mergeState(
                graph,
                MergedParts(
                    migrations: migrations, scripts: scripts, usesCore: profile == .orchestrator, folder: folder)),
            ownNodes: graph.nodes.indices.filter { node in
                graph.nodes[node].declarations.contains { graph.declarations[$0].origin != .package }
            }
        )
    }

    /// The files of `migrations` that are not published, but have the path of a published one.
    private func reusedPaths(of migrations: [Migration], _ published: PublishedState) -> Set<Path> {
        published.paths(among: Set(migrations.lazy.filter { !($0.id.map(published.contains) ?? false) }.map(\.path)))
    }

    // MARK: The core and other packages

    func detectCore(
        in folder: Path, of tree: any FileTree, settings: Settings, environments: [CoreEnvironment]
    ) throws(SnapshotError) -> CoreDetection {
        let core = CoreSettings(
            package: settings.core.package, versions: settings.core.versions, head: settings.core.head,
            isExpected: settings.profile == .orchestrator)
        let detector = CoreDetector(settings: core) { _, bytes in
            let header = HeaderReader.header(of: bytes)
            guard let id = header.revision.value?.string, let parents = header.downRevision.value?.elements,
                parents.count < 2
            else {
                return nil
            }
            return SchemaRevision(id: id, down: parents.first?.string, message: header.docstring.title)
        }
        return try detector.detect(in: tree, folder: folder, environments: environments)
    }

    /// Which rules apply, where the settings leave it open.
    private func profile(of migrations: [Migration], core: CoreDetection, hasConfig: Bool) -> Settings.Profile {
        guard settings.profile == .auto else { return settings.profile }
        if core.state != .absent || !hasConfig { return .orchestrator }
        let namesTheCore = migrations.contains { migration in
            let named =
                (migration.header.downRevision.value?.elements ?? [])
                + (migration.header.dependsOn.value?.elements ?? [])
            return named.contains { $0.string.map(Catalogue.isKnownRevision) ?? false }
        }
        // The core itself is an ordinary Alembic project: its root is one of the revisions that it ships.
        let isTheCore = migrations.contains { $0.id.map(Catalogue.isKnownRevision) ?? false }
        return namesTheCore && !isTheCore ? .orchestrator : .alembic
    }

    func schemaDeclarations(of state: CoreState) -> [RevisionDeclaration] {
        guard case .known(let core) = state else { return [] }
        let chain = core.chain ?? [SchemaRevision(id: core.head, down: nil)]
        return chain.enumerated().map { position, revision in
            RevisionDeclaration(
                id: revision.id,
                downRevisions: revision.down.map { [$0] } ?? [],
                labels: position == 0 ? [settings.branches.schema] : [])
        }
    }

    func external(_ folder: Path, of tree: any FileTree) throws(SnapshotError) -> [RevisionDeclaration] {
        let entries = try tree.entries(in: folder, recursive: false).filter {
            $0.isFile && ScriptDirectory.loads(fileNamed: $0.path.name)
        }
        return try Migration.read(entries, from: tree).compactMap {
            RevisionDeclaration($0.header, origin: .package)
        }
    }
}
