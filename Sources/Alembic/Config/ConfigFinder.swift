public import SourceFiles

/// Finds Alembic's configuration files in a snapshot.
///
/// Takes a snapshot and the current folder; returns the environments. The nearest folder upward with a configuration is
/// used. If there is none, the folders below are searched a few levels deep, so that a large repository is not walked.
public struct ConfigFinder {
    /// The number of levels that are searched below the current folder.
    private static let maximumDepth = 3
    /// What the names of other configuration files end with.
    private static let endings = [".ini", ".cfg"]

    private let tree: any FileTree
    private let root: [UInt8]?

    /// Searches in `tree`; `root` is the absolute path of the repository's root, `nil` if there is none.
    public init(in tree: any FileTree, root: [UInt8]?) {
        self.tree = tree
        self.root = root
    }

    /// Finds the environments for the current folder `folder`.
    public func environments(from folder: Path) throws(SnapshotError) -> [EnvironmentConfig] {
        var upward: Path? = folder
        while let current = upward {
            let found = try environments(at: current)
            if !found.isEmpty { return found }
            upward = current.parent
        }
        return try environments(below: folder)
    }

    /// Finds the environment with the file and the section of `config` in this snapshot.
    public func environment(like config: EnvironmentConfig) throws(SnapshotError) -> EnvironmentConfig? {
        // With the file beside it: an alembic.ini may leave the locations to pyproject.toml.
        let together = try environments(at: config.path.parent ?? .root)
        let found = try together + environments(named: config.path)
        return found.first { $0.path == config.path && $0.section == config.section }
    }

    /// Reads one configuration file that the settings name.
    public func environments(named path: Path) throws(SnapshotError) -> [EnvironmentConfig] {
        guard let bytes = try tree.contents(of: path) else { return [] }
        if path.name.elementsEqual(EnvironmentConfig.pyprojectName.utf8) {
            return ConfigReader.environment(pyproject: bytes, at: path, root: root).map { [$0] } ?? []
        }
        return try environments(ini: bytes, at: path, fallback: nil)
    }

    private func environments(at folder: Path) throws(SnapshotError) -> [EnvironmentConfig] {
        let pyprojectPath = folder.appending(EnvironmentConfig.pyprojectName)
        let pyproject = try tree.contents(of: pyprojectPath).flatMap {
            ConfigReader.environment(pyproject: $0, at: pyprojectPath, root: root)
        }
        let iniPath = folder.appending(EnvironmentConfig.fileName)
        if let bytes = try tree.contents(of: iniPath) {
            return try environments(ini: bytes, at: iniPath, fallback: pyproject)
        }
        if let pyproject { return [pyproject] }
        return try environmentsOfOtherFiles(in: folder)
    }

    /// The environments of configuration files with other names, like Pyramid's `development.ini` and `production.ini`.
    ///
    /// Of two files that name the same folders, the first by name counts.
    private func environmentsOfOtherFiles(in folder: Path) throws(SnapshotError) -> [EnvironmentConfig] {
        var found: [EnvironmentConfig] = []
        for entry in try tree.entries(in: folder, recursive: false)
        where entry.isFile && Self.endings.contains(where: entry.path.nameText.hasSuffix) {
            guard let bytes = try tree.contents(of: entry.path), bytes[...].contains(text: "script_location") else {
                continue
            }
            for config in try environments(ini: bytes, at: entry.path, fallback: nil)
            where config.scriptLocation != nil && !found.contains(where: config.hasFolders(of:)) {
                found.append(config)
            }
        }
        return found
    }

    private func environments(
        ini bytes: [UInt8], at path: Path, fallback: EnvironmentConfig?
    ) throws(SnapshotError) -> [EnvironmentConfig] {
        let script = (path.parent ?? .root).appending(EnvironmentScript.fileName)
        return ConfigReader.environments(
            ini: bytes, at: path, root: root, fallback: fallback,
            beside: try tree.contents(of: script).map(EnvironmentScript.init))
    }

    private func environments(below folder: Path) throws(SnapshotError) -> [EnvironmentConfig] {
        var found: [EnvironmentConfig] = []
        var level = [folder]
        for _ in 0..<Self.maximumDepth {
            var next: [Path] = []
            for folder in level {
                for entry in try tree.entries(in: folder, recursive: false)
                where entry.mode == .folder && Self.isSearched(entry.path) {
                    let environments = try environments(at: entry.path)
                    found += environments
                    if environments.isEmpty { next.append(entry.path) }
                }
            }
            level = next
        }
        return found
    }

    private static func isSearched(_ folder: Path) -> Bool {
        let name = folder.nameText
        return !name.hasPrefix(".") && !["node_modules", "site-packages", "venv", "__pycache__"].contains(name)
    }
}
