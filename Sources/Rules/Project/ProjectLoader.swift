public import Alembic
internal import JSONSyntax
public import OrchestratorCore
public import SourceFiles

/// Makes a ``Project`` of a snapshot: the one place in this room that reads files.
///
/// What walks in: the snapshot, what is published, the settings, and installed environments. What walks out: one project for each of Alembic's
/// environments that the snapshot configures, or a single one without, so that the rules can say that it is missing.
public struct ProjectLoader {
    /// The published state, to read from.
    public struct Base {
        /// How it is named, like `HEAD`.
        public let name: String
        /// Its tree.
        public let tree: any FileTree

        /// Names a base.
        public init(name: String, tree: any FileTree) {
            self.name = name
            self.tree = tree
        }
    }

    private let tree: any FileTree
    private let base: Base?
    private let repository: RepositoryState
    private let root: [UInt8]?
    private let settings: Settings
    private let environments: [CoreEnvironment]

    /// Loads from `tree`; `root` is the absolute path of the repository's root on disk, where there is one.
    public init(
        from tree: any FileTree,
        base: Base?,
        repository: RepositoryState,
        root: [UInt8]?,
        settings: Settings,
        environments: [CoreEnvironment] = []
    ) {
        self.tree = tree
        self.base = base
        self.repository = repository
        self.root = root
        self.settings = settings
        self.environments = environments
    }

    /// Finds the configurations of Alembic for somebody who stands in `folder`.
    public static func configurations(
        in tree: any FileTree,
        folder: Path,
        root: [UInt8]?,
        settings: Settings
    ) throws(SnapshotError) -> [Alembic.AlembicConfig] {
        let finder = ConfigFinder(in: tree, root: root)
        if settings.configs.isEmpty { return try finder.environments(from: folder) }
        var configs: [Alembic.AlembicConfig] = []
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
    public func projects(_ configs: [Alembic.AlembicConfig], folder: Path) throws(SnapshotError) -> [Project] {
        if configs.isEmpty { return [try project(nil, folder: folder)] }
        var projects: [Project] = []
        for config in configs { projects.append(try project(config, folder: config.folder)) }
        return projects
    }

    private func project(_ config: Alembic.AlembicConfig?, folder: Path) throws(SnapshotError) -> Project {
        var scripts: ScriptDirectory?
        if let config { scripts = try ScriptDirectory(config, in: tree) }
        let migrations = try Migration.read(scripts?.files ?? [], from: tree)
        let published = try published(config, migrations)
        let core = try detectCore(in: folder)
        let profile = profile(of: migrations, core: core, hasConfig: config != nil)

        var declarations = migrations.indices.compactMap {
            RevisionDeclaration(migrations[$0].header, origin: .project($0))
        }
        for folder in settings.external.folders { declarations += try external(folder) }
        if profile == .orchestrator { declarations += schemaDeclarations(of: core.state) }
        let graph = RevisionGraph(declarations)

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
            published: published,
            ownNodes: graph.nodes.indices.filter { node in
                graph.nodes[node].declarations.contains { graph.declarations[$0].origin != .package }
            }
        )
    }

    // MARK: Published

    private func published(_ config: Alembic.AlembicConfig?, _ current: [Migration]) throws(SnapshotError)
        -> PublishedState
    {
        guard let base, let config else { return .nothing }
        // Where the configuration has moved or changed since, the folders of its day are the ones that count.
        let configAtBase = try ConfigFinder(in: base.tree, root: root).environments(named: config.path).first {
            $0.section == config.section
        }
        let files = try ScriptDirectory(configAtBase ?? config, in: base.tree).files
        var known: [ObjectID: Migration] = [:]
        known.reserveCapacity(current.count)
        for migration in current {
            if let object = migration.entry.object { known[object] = migration }
        }
        return PublishedState(
            base: base.name, migrations: try Migration.read(files, from: base.tree, known: known))
    }

    // MARK: The core and other packages

    private func detectCore(in folder: Path) throws(SnapshotError) -> CoreDetection {
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

    private func schemaDeclarations(of state: CoreState) -> [RevisionDeclaration] {
        guard case .known(let core) = state else { return [] }
        let chain = core.chain ?? [SchemaRevision(id: core.head, down: nil)]
        return chain.enumerated().map { position, revision in
            RevisionDeclaration(
                id: revision.id,
                downRevisions: revision.down.map { [$0] } ?? [],
                labels: position == 0 ? [settings.branches.schema] : [])
        }
    }

    private func external(_ folder: Path) throws(SnapshotError) -> [RevisionDeclaration] {
        let entries = try tree.entries(in: folder, recursive: false).filter {
            $0.isFile && ScriptDirectory.loads(fileNamed: $0.path.name)
        }
        return try Migration.read(entries, from: tree).compactMap {
            RevisionDeclaration($0.header, origin: .package)
        }
    }

    // MARK: The source folder

    private func layout(in folder: Path) throws(SnapshotError) -> [Project.LayoutFolder] {
        var layout: [Project.LayoutFolder] = []
        for relative in settings.layout.folders {
            let path = Path(resolving: relative.bytes, in: folder) ?? relative
            let state: Project.LayoutFolder.State
            switch try tree.entry(at: path)?.mode {
            case nil: state = .missing
            case .folder?: state = try tree.entries(in: path, recursive: false).isEmpty ? .empty : .kept
            // The commit of another repository is a folder that Git keeps.
            case .submodule?: state = .kept
            case .file?, .symbolicLink?: state = .notAFolder
            }
            layout.append(Project.LayoutFolder(path: path, state: state))
        }
        return layout
    }

    private func translations(in folder: Path) throws(SnapshotError) -> [Project.Translation] {
        let path = Path(resolving: settings.layout.translations.bytes, in: folder) ?? settings.layout.translations
        var translations: [Project.Translation] = []
        for entry in try tree.entries(in: path, recursive: false)
        where entry.path.name.suffix(5).elementsEqual(".json".utf8) {
            guard entry.isFile, let bytes = try tree.contents(of: entry.path) else {
                translations.append(Project.Translation(path: entry.path, content: .notAFile))
                continue
            }
            translations.append(Project.Translation(path: entry.path, content: Self.content(of: bytes)))
        }
        return translations
    }

    private static func content(of bytes: [UInt8]) -> Project.Translation.Content {
        do {
            let value = try JSONParser.parse(bytes)
            return value.object == nil ? .otherValue(value.kindName) : .object
        } catch {
            return .invalid(message: error.message, range: error.range)
        }
    }

    // MARK: Misplaced migrations

    /// Migrations below the script location that are in no version folder.
    private func misplaced(_ scripts: ScriptDirectory?) throws(SnapshotError) -> [Project.Misplaced] {
        guard let scripts, scripts.folderState == .present, let top = scripts.folder else { return [] }
        let loaded = Set(scripts.versionFolders.compactMap(\.path))
        var candidates: [FileEntry] = []
        // Far enough for `versions/schema/2024`, and no walk of a repository whose script location is its root.
        var open = [(folder: top, depth: 0)] + scripts.unloadedFolders.map { ($0, 0) }
        while let (folder, depth) = open.popLast() {
            if loaded.contains(folder) || depth > 3 { continue }
            for entry in try tree.entries(in: folder, recursive: false) {
                if entry.mode == .folder, entry.path.nameText != "__pycache__", !entry.path.nameText.hasPrefix(".") {
                    open.append((entry.path, depth + 1))
                } else if entry.isFile, ScriptDirectory.loads(fileNamed: entry.path.name) {
                    candidates.append(entry)
                }
            }
        }
        candidates.sort { $0.path < $1.path }
        return try Migration.read(candidates, from: tree)
            .filter { $0.id != nil && !$0.header.downRevision.isAbsent }
            .map { Project.Misplaced(migration: $0) }
    }
}
