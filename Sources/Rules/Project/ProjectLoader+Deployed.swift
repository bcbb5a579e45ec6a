internal import Alembic
internal import OrchestratorCore
internal import SourceFiles

/// The states that may be deployed: the base, and the releases in production.
extension ProjectLoader {
    /// Everything that a project says of what is deployed.
    struct Deployment {
        var published = PublishedState.nothing
        var baseline = Baseline.nothing
        var releases: [DeployedState] = []
        var changedBodies: Set<String> = []
    }

    /// The state that is linted, which most of a deployed one is the same as.
    private struct Current {
        let migrations: [Migration]
        let graph: RevisionGraph
        let core: CoreDetection
        let profile: Settings.Profile

        /// The migrations by the objects that hold them.
        func byObject() -> [ObjectID: Migration] {
            var known: [ObjectID: Migration] = [:]
            known.reserveCapacity(migrations.count)
            for migration in migrations {
                if let object = migration.entry.object { known[object] = migration }
            }
            return known
        }

        /// Whether these are the very same files, by their objects.
        func consists(of files: [FileEntry]) -> Bool {
            files.count == migrations.count
                && zip(files, migrations).allSatisfy { $0.object != nil && $0 == $1.entry }
        }
    }

    /// Reads the base and the releases, as far as `config` is there.
    func deployment(
        _ config: EnvironmentConfig?,
        in folder: Path,
        _ current: [Migration],
        graph: RevisionGraph,
        core: CoreDetection,
        profile: Settings.Profile
    ) throws(SnapshotError) -> Deployment {
        var deployment = Deployment()
        guard let config else {
            if let base, let lost = try ConfigFinder(in: base.tree, root: root).environments(from: folder).first {
                deployment.baseline = .unknown(
                    reason: "\(base.name) has Alembic's configuration in \(lost.path), and here is none any more",
                    help: "put it back, or say with `configs` of rules.json where it is now")
            }
            return deployment
        }
        let today = Current(migrations: current, graph: graph, core: core, profile: profile)
        func state(_ name: String, _ tree: any FileTree, _ settings: Settings) throws(SnapshotError) -> DeployedState {
            try deployedState(
                named: name, in: tree, settings: settings, config: config, current: today)
        }
        for release in releases {
            deployment.releases.append(try state(release.name, release.tree, release.settings))
        }
        guard let base else { return deployment }
        let tip = try state(base.name, base.tree, base.settings)
        deployment.published = PublishedState(tip, base: base.name)
        switch base.fork {
        case .tip: deployment.baseline = .known(tip)
        case .tree(let fork): deployment.baseline = .known(try state(base.name, fork, base.settings))
        case .unknown(let reason, let help):
            deployment.baseline = .unknown(reason: reason, help: help)
        }
        if case .known(let before) = deployment.baseline {
            var forkTree = base.tree
            if case .tree(let fork) = base.fork { forkTree = fork }
            deployment.changedBodies = try changedBodies(of: current, since: before, in: forkTree)
        }
        return deployment
    }

    private func deployedState(
        named name: String,
        in tree: any FileTree,
        settings: Settings,
        config: EnvironmentConfig,
        current: Current
    ) throws(SnapshotError) -> DeployedState {
        if let state = deployedStates[tree, config] { return state }
        let state = try readState(named: name, in: tree, settings: settings, config: config, current: current)
        deployedStates[tree, config] = state
        return state
    }

    private func readState(
        named name: String,
        in tree: any FileTree,
        settings: Settings,
        config: EnvironmentConfig,
        current: Current
    ) throws(SnapshotError) -> DeployedState {
        let configThen = try configuration(like: config, in: tree)
        let files = try ScriptDirectory(configThen, in: tree).files
        let isSame = current.consists(of: files)
        let migrations =
            isSame ? current.migrations : try read(files, from: tree, known: current.byObject())
        var core = CoreState.absent
        if current.profile == .orchestrator {
            core = try detectCore(in: configThen.folder, of: tree, settings: settings, environments: []).state
            // What is installed settles today's core only; nothing tells that it was another one then, as long as the pins are the same.
            if core.head == nil, case .known(let known) = current.core.state, known.source == .environment,
                try detectCore(in: config.folder, of: self.tree, settings: self.settings, environments: []).state
                    == core
            {
                core = current.core.state
            }
        }
        if isSame, core == current.core.state, settings.external.folders.isEmpty {
            return DeployedState(
                name: name.abbreviatingCommit, migrations: migrations, core: core, graph: current.graph, isCurrent: true
            )
        }
        var declarations = migrations.indices.compactMap {
            RevisionDeclaration(migrations[$0].header, origin: .project($0))
        }
        for folder in settings.external.folders { declarations += try external(folder, of: tree) }
        declarations += schemaDeclarations(of: core)
        return DeployedState(
            name: name.abbreviatingCommit, migrations: migrations, core: core, graph: RevisionGraph(declarations))
    }

    private func read(
        _ files: [FileEntry], from tree: any FileTree, known: [ObjectID: Migration]
    ) throws(SnapshotError) -> [Migration] {
        try Migration.read(files, from: tree) { $0.object.flatMap { known[$0] } }
    }

    /// The configuration of that day, whose folders are the ones that count; today's where there was none.
    private func configuration(
        like config: EnvironmentConfig,
        in tree: any FileTree
    ) throws(SnapshotError) -> EnvironmentConfig {
        let finder = ConfigFinder(in: tree, root: root)
        if let found = try finder.environment(like: config) { return found }
        for found in try finder.environments(from: config.folder) + finder.environments(from: .root)
        where found.section == config.section {
            // It moved to where `config` is now; one that is still there is that of another project.
            if try self.tree.entry(at: found.path) == nil { return found }
        }
        return config
    }

    /// The ids of the migrations whose code is another than it was: what a database that has run them will never see.
    private func changedBodies(
        of current: [Migration], since before: DeployedState, in tree: any FileTree
    ) throws(SnapshotError) -> Set<String> {
        var changed: Set<String> = []
        for migration in current {
            guard let id = migration.id, let past = before[id], migration.entry.isFile, past.entry.isFile,
                migration.entry.object == nil || migration.entry.object != past.entry.object
            else { continue }
            guard let now = try self.tree.contents(of: migration.path), let then = try tree.contents(of: past.path)
            else {
                continue
            }
            if MigrationCode(of: now, header: migration.header) != MigrationCode(of: then, header: past.header) {
                changed.insert(id)
            }
        }
        return changed
    }
}

extension String {
    /// This name of a revision with the full id of a commit in it cut to the twelve digits that people read: `0123456789ab^`.
    fileprivate var abbreviatingCommit: String {
        let digits = prefix(40)
        guard digits.utf8.count == 40, digits.allSatisfy({ $0.isHexDigit }) else { return self }
        return String(digits.prefix(12) + dropFirst(40))
    }
}
