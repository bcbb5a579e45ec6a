public import SourceFiles

/// Finds the Alembic environments of a snapshot.
///
/// Takes a snapshot and the folder that somebody stands in. Returns the environments at and below that folder, and the
/// one that it belongs to: the nearest upward. Each is a configuration whose folders are known:
///
///     names ─┬─→ configurations ─────┐
///            ├─→ script directories ─┴─→ one for each script directory ─→ those of the folder ─┐
///            └─→ folders of migrations that belong to none ─────────────────────────────────────┴─→ environments
///
/// Names come from the index or the tree of a commit, so that a repository is searched at any depth without a walk of
/// the disk. The files that are read are configurations, and headers of migrations that no configuration names.
public struct Discovery {
    let tree: any FileTree
    private let files: ConfigFiles

    /// Searches in `tree`; `root` is the absolute path of the repository's root, `nil` if there is none.
    public init(in tree: any FileTree, root: [UInt8]?) {
        self.tree = tree
        files = ConfigFiles(tree: tree, root: root)
    }

    /// Finds the environments for somebody who stands in `folder`.
    public func environments(
        from folder: Path, passingOver passedOver: PassedOverFolders = PassedOverFolders()
    ) throws(SnapshotError) -> Discovered {
        let survey = try NameSurvey(of: tree, near: folder, passingOver: passedOver)
        let found = try environments(survey, from: folder, passedOver)
        if !found.environments.isEmpty { return found }
        let everything = try NameSurvey(ofEveryFileIn: tree, below: folder, passingOver: passedOver)
        if everything.isEmpty { return found }
        return try environments(survey.adding(everything), from: folder, passedOver)
    }

    /// The environments of one configuration file.
    public func environments(named path: Path) throws(SnapshotError) -> [EnvironmentConfig] {
        let locations = PythonLocations(tree: tree, reader: MigrationReader(tree))
        var environments: [EnvironmentConfig] = []
        for config in try files.environments(named: path) {
            environments += try locations.environments(of: config)
        }
        return environments
    }

    /// Finds the environment of `config`, which was found in another snapshot; `nil` if this one does not have it.
    public func environment(like config: EnvironmentConfig) throws(SnapshotError) -> EnvironmentConfig? {
        var found: EnvironmentConfig
        if config.evidence == .configuration {
            guard let read = try files.environment(like: config) else { return nil }
            found = read
            let isFound = try ScriptDirectory.folders(of: read, in: tree).script?.state == .present
            if !isFound { found.scriptLocation = config.scriptLocation }
        } else {
            guard try tree.entry(following: config.path) != nil else { return nil }
            found = config
        }
        guard config.pythonEvidence != nil else { return found }
        // The folders of today, and those that their environment had in this snapshot.
        found.versionLocations = []
        found.pythonEvidence = nil
        let today = Set(config.versionLocations.map(\.target))
        let then = try PythonLocations(tree: tree, reader: MigrationReader(tree)).environments(of: found).filter {
            !today.isDisjoint(with: $0.versionLocations.map(\.target))
        }
        let lost = then.flatMap(\.versionLocations).filter { !today.contains($0.target) }
        found.versionLocations = config.versionLocations + lost
        return found
    }

    /// The Python file that adds the version folders of installed packages to an environment; `nil` if there is none.
    public func fileThatAddsPackages(to config: EnvironmentConfig) throws(SnapshotError) -> Path? {
        try PythonLocations(tree: tree, reader: MigrationReader(tree)).fileThatAddsPackages(to: config)
    }

    /// The tracked files that may configure an environment or be its script, without the folders whose tree `isSkipped`
    /// accepts.
    public func configurationFiles(
        skipping isSkipped: (Path, ObjectID) throws(SnapshotError) -> Bool
    ) throws(SnapshotError) -> [Path] {
        let survey = try NameSurvey(ofTrackedFilesIn: tree, skipping: isSkipped)
        return survey.configurations + survey.scripts
    }

    private func environments(
        _ survey: NameSurvey, from folder: Path, _ passedOver: PassedOverFolders
    ) throws(SnapshotError) -> Discovered {
        let passedOver = try passedOver.adding(
            attributes: survey.attributes, virtualEnvironments: survey.virtualEnvironments, of: tree)
        let isSought = { (path: Path) in !passedOver.contain(path, from: folder) }
        let shapes = ScriptDirectories(tree: tree)
        let configurations = Dictionary(grouping: survey.configurations.filter(isSought)) { $0.parent ?? .root }
        var candidates = Candidates(tree: tree)
        for folder in configurations.keys.sorted() {
            for config in try files.environments(in: folder, configurations[folder] ?? []) {
                try candidates.add(config)
            }
        }
        for script in survey.scripts where isSought(script) && !candidates.hasEnvironment(in: script.parent ?? .root) {
            if let config = try shapes.environment(of: script) { try candidates.add(scriptDirectory: config) }
        }
        let reader = MigrationReader(tree)
        let locations = PythonLocations(tree: tree, reader: reader)
        var environments: [EnvironmentConfig] = []
        let (sought, elsewhere) = candidates.environments(of: folder)
        for config in sought {
            var config = config
            // Sections of one script directory, each with version folders of its own.
            let isShared = sought.contains { other in
                other.section != config.section && other.scriptLocation?.target == config.scriptLocation?.target
            }
            if isShared, config.scriptLocation != nil, !config.versionLocations.isEmpty { config.isPart = true }
            environments += try locations.environments(of: config)
        }
        let loose = LooseFolders(tree: tree, locations: locations, reader: reader)
        let folders = survey.migrationFolders.filter { $0.key.isWithin(folder) && isSought($0.value.first ?? $0.key) }
        try loose.assign(folders, to: &environments, among: candidates)
        let skipped = try shapes.folders(of: survey.scripts.filter { $0.isWithin(folder) && !isSought($0) })
        return Discovered(
            environments: environments,
            passedOver: Set(elsewhere + skipped.filter { !candidates.hasEnvironment(in: $0) }).sorted(),
            migrations: reader.known,
            surveyed: (survey.configurations + survey.scripts).filter(isSought))
    }
}

/// The environments that were found, and what was passed over.
public struct Discovered: Sendable {
    /// The environments, sorted by their folders.
    public let environments: [EnvironmentConfig]
    /// Script directories below the folder that somebody stands in which are passed over, and configurations of another
    /// machine, sorted.
    public let passedOver: [Path]
    /// The migrations that the search had to read, by path.
    public let migrations: [Path: Migration]
    /// The files that may configure an environment or be its script, by their names.
    public let surveyed: [Path]

    /// What was found.
    public init(
        environments: [EnvironmentConfig], passedOver: [Path] = [], migrations: [Path: Migration] = [:],
        surveyed: [Path] = []
    ) {
        self.migrations = migrations
        self.surveyed = surveyed
        self.environments = environments
        self.passedOver = passedOver
    }
}
