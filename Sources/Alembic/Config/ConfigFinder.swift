public import SourceFiles

/// Finds Alembic's configuration files in a snapshot.
///
/// Takes a snapshot and the current folder; returns the environments. The nearest folder upward with a configuration is
/// used. If there is none, the folders below are searched a few levels deep, so that a large repository is not walked.
public struct ConfigFinder {
    /// The number of levels that are searched below the current folder.
    private static let maximumDepth = 3
    private static let pyproject = "pyproject.toml"

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
        if path.name.elementsEqual(Self.pyproject.utf8) {
            return ConfigReader.environment(pyproject: bytes, at: path, root: root).map { [$0] } ?? []
        }
        return ConfigReader.environments(ini: bytes, at: path, root: root, fallback: nil)
    }

    private func environments(at folder: Path) throws(SnapshotError) -> [EnvironmentConfig] {
        let pyprojectPath = folder.appending(Self.pyproject)
        let pyproject = try tree.contents(of: pyprojectPath).flatMap {
            ConfigReader.environment(pyproject: $0, at: pyprojectPath, root: root)
        }
        let iniPath = folder.appending(EnvironmentConfig.fileName)
        if let bytes = try tree.contents(of: iniPath) {
            return ConfigReader.environments(ini: bytes, at: iniPath, root: root, fallback: pyproject)
        }
        return pyproject.map { [$0] } ?? []
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
