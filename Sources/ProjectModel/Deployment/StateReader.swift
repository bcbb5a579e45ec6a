internal import Alembic
internal import OrchestratorCore
internal import SourceFiles

/// Reads one deployed state of the environment that `config` configures today.
struct StateReader {
    let snapshot: LintedSnapshot
    let settings: Settings
    let config: EnvironmentConfig
    let current: DeploymentReader.Current

    /// The state in the tree of a commit.
    func state(_ commit: DeployedTrees.Commit) throws(SnapshotError) -> DeployedState {
        let scripts = try scriptDirectory(in: commit.tree)
        let (configThen, files) = (scripts.config, scripts.files)
        let isSame = isCurrent(files)
        let known = isSame ? [:] : migrationsByObject()
        let migrations =
            isSame
            ? current.revisions.migrations
            : try Migration.read(files, from: commit.tree) { $0.object.flatMap { known[$0] } }
        let settings = try commit.settings(of: configThen.folder)
        let folder = try SourceFolderFinder(tree: commit.tree).sourceFolder(of: configThen)
        let core = try core(of: commit, settings, in: folder)
        let name = commit.name.abbreviatingCommit
        if isSame, core == current.core.state, settings.external.folders.isEmpty {
            return DeployedState(
                name: name, migrations: migrations, core: core, graph: current.revisions.graph, isCurrent: true)
        }
        let reader = RevisionsReader(tree: commit.tree, settings: settings)
        return DeployedState(
            name: name, migrations: migrations, core: core, graph: try reader.graph(of: migrations, core: core))
    }

    /// The core that the commit pins; absent for a project that is not an orchestrator's.
    private func core(
        of commit: DeployedTrees.Commit, _ past: Settings, in folder: Path
    ) throws(SnapshotError) -> CoreState {
        guard current.profile == .orchestrator else { return .absent }
        let then = CoreReader(tree: commit.tree, settings: past, environments: [])
        let core = try then.detection(in: folder).state
        // An installed environment has the core of today. If the pins are the same, it is also that of the commit.
        guard core.head == nil, case .known(let known) = current.core.state, known.source == .environment else {
            return core
        }
        let now = CoreReader(tree: snapshot.tree, settings: settings, environments: [])
        return try now.detection(in: current.sourceFolder).state == core ? current.core.state : core
    }

    /// The script directory of that day; that of today's configuration if there was none.
    private func scriptDirectory(in tree: any FileTree) throws(SnapshotError) -> ScriptDirectory {
        let discovery = Discovery(in: tree, root: snapshot.root)
        guard let today = current.revisions.scripts else { return try ScriptDirectory(config, in: tree) }
        return try discovery.scriptDirectory(like: today) { file throws(SnapshotError) in
            try snapshot.tree.entry(at: file) != nil
        }
    }

    /// The linted migrations by the ids of their objects.
    private func migrationsByObject() -> [ObjectID: Migration] {
        var known: [ObjectID: Migration] = [:]
        known.reserveCapacity(current.revisions.migrations.count)
        for migration in current.revisions.migrations {
            if let object = migration.entry.object { known[object] = migration }
        }
        return known
    }

    /// Whether `files` are the linted migrations, by the ids of their objects.
    private func isCurrent(_ files: [FileEntry]) -> Bool {
        files.count == current.revisions.migrations.count
            && zip(files, current.revisions.migrations).allSatisfy { $0.object != nil && $0 == $1.entry }
    }
}

extension String {
    /// This name of a revision with the full id of a commit in it abbreviated to twelve digits: `0123456789ab^`.
    fileprivate var abbreviatingCommit: String {
        let digits = prefix(40)
        guard digits.utf8.count == 40, digits.allSatisfy({ $0.isHexDigit }) else { return self }
        return String(digits.prefix(12) + dropFirst(40))
    }
}
