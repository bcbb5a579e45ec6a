internal import SourceFiles

/// The environments of a whole repository, one for each script directory.
///
/// Takes configurations, then script directories that were recognised by their shape. Several configurations of one
/// script directory are one environment, that of the strongest evidence.
struct Candidates {
    /// An environment and its folders, without links in their paths.
    fileprivate struct Candidate {
        var config: EnvironmentConfig
        var script: Path?
        var versions: Set<Path>
        /// Whether the script directory exists.
        var isComplete: Bool
    }

    private let tree: any FileTree
    private var candidates: [Candidate] = []

    init(tree: any FileTree) {
        self.tree = tree
    }

    /// Adds an environment that a file configures.
    mutating func add(_ config: EnvironmentConfig) throws(SnapshotError) {
        let new = try candidate(config)
        guard let position = candidates.firstIndex(where: { Self.areSame($0, new) }) else {
            candidates.append(new)
            return
        }
        if Self.rank(config) < Self.rank(candidates[position].config) { candidates[position] = new }
    }

    /// Adds an environment that only its script directory shows, unless a configuration has this script directory.
    ///
    /// A configuration without the right location is completed: Alembic is run in another folder, or a program sets it.
    mutating func add(scriptDirectory config: EnvironmentConfig) throws(SnapshotError) {
        if hasEnvironment(in: config.folder) { return }
        let incomplete = candidates.indices.filter { position in
            let candidate = candidates[position]
            guard !candidate.isComplete else { return false }
            return Self.mayMean(config.folder, candidate.config)
        }
        guard incomplete.count == 1, let position = incomplete.first else {
            candidates.append(try candidate(config))
            return
        }
        var completed = candidates[position].config
        completed.scriptLocation = .found(config.folder)
        completed.problems.removeAll(where: \.isMissingLocation)
        completed.isRunByFlask = config.isRunByFlask
        candidates[position] = try candidate(completed)
    }

    /// The environments at and below `folder`, and the one that it belongs to, sorted by their folders.
    ///
    /// Beside an environment that is here, one whose script directory is on another machine is passed over: its file is
    /// installed there.
    func environments(of folder: Path) -> (sought: [EnvironmentConfig], passedOver: [Path]) {
        let below = candidates.filter { candidate in
            candidate.folders.contains { $0.isWithin(folder) }
        }
        let above = candidates.compactMap { candidate in
            candidate.homes.filter(folder.isWithin).map(\.bytes.count).max().map { ($0, candidate) }
        }
        let nearest = above.map(\.0).max()
        let owners = above.filter { $0.0 == nearest }.map(\.1)
        let chosen = below + owners.filter { owner in !below.contains { $0.config == owner.config } }
        let here = chosen.filter { !$0.isOnAnotherMachine }
        let elsewhere = here.isEmpty ? [] : chosen.filter(\.isOnAnotherMachine)
        return (
            (here.isEmpty ? chosen : here).sorted { $0.sortKey < $1.sortKey }.map(\.config),
            elsewhere.map(\.config.path)
        )
    }

    /// Whether a configuration has this script directory.
    func hasEnvironment(in script: Path) -> Bool {
        candidates.contains { $0.script == script && $0.isComplete }
    }

    /// Whether a folder is a version folder of an environment, or contains its script directory's own files.
    func contains(_ folder: Path) -> Bool {
        candidates.contains { $0.versions.contains(folder) || $0.script == folder }
    }

    /// Whether a folder is below the script directory of an environment.
    func isInScriptDirectory(_ folder: Path) -> Bool {
        candidates.contains { candidate in candidate.script.map { folder.isWithin($0) && !$0.isRoot } ?? false }
    }

    private func candidate(_ config: EnvironmentConfig) throws(SnapshotError) -> Candidate {
        let folders = try ScriptDirectory.folders(of: config, in: tree)
        return Candidate(
            config: config, script: folders.script?.path, versions: Set(folders.versions.compactMap(\.path)),
            isComplete: folders.script?.state == .present)
    }

    /// Whether a configuration whose script directory was not found may mean `folder`.
    private static func mayMean(_ folder: Path, _ config: EnvironmentConfig) -> Bool {
        guard let text = config.scriptLocation?.text else { return folder.isWithin(config.folder) }
        // A program replaces a placeholder in it.
        if text.contains("{") || text.contains("$") { return folder.isWithin(config.folder) }
        // An absolute path is that of another machine, or of a container.
        if text.utf8.first == UInt8(ascii: "/") {
            return folder == config.folder
                || Array(text.utf8).ends(in: folder.relative(to: config.folder) ?? folder.bytes[...])
        }
        return folder.bytes.ends(in: Array(text.utf8)[...])
    }

    /// Whether two configurations are of one environment.
    private static func areSame(_ one: Candidate, _ other: Candidate) -> Bool {
        guard let script = one.script, script == other.script else { return false }
        // A script directory may serve several environments with version folders of their own.
        return one.versions == other.versions || !one.config.namesVersionFolders || !other.config.namesVersionFolders
    }

    /// The strength of the evidence; less is stronger.
    private static func rank(_ config: EnvironmentConfig) -> (Int, Int, Int) {
        (
            config.scriptLocation?.range == nil ? 1 : 0, config.hasStandardName ? 0 : 1,
            config.path.components.count
        )
    }
}

extension Candidates.Candidate {
    /// Whether its script directory is an absolute path outside of the repository.
    fileprivate var isOnAnotherMachine: Bool {
        guard let location = config.scriptLocation, location.target == .outside else { return false }
        return location.text.hasPrefix("/")
    }
    /// The folder of the configuration and the script directory.
    fileprivate var homes: [Path] { [config.folder] + [script].compactMap(\.self) }
    /// These and the version folders.
    fileprivate var folders: [Path] { homes + versions }
    /// The path that environments are sorted by.
    fileprivate var sortKey: Path { script ?? config.path }
}

extension [UInt8] {
    /// Whether the last components of this path are `path`; bytes are compared, because file names are bytes.
    fileprivate func ends(in path: ArraySlice<UInt8>) -> Bool {
        suffix(path.count).elementsEqual(path)
            && (count == path.count || dropLast(path.count).last == UInt8(ascii: "/"))
    }
}
