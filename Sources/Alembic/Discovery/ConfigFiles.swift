internal import SourceFiles

/// Reads the configuration files of a snapshot.
///
/// Takes paths; returns a configuration for each section with a `script_location`, and for an `alembic.ini` in any
/// case. A link is followed: `%(here)s` is the folder of the link, as in Alembic.
struct ConfigFiles {
    let tree: any FileTree
    /// The absolute path of the repository's root; `nil` if there is none.
    let root: [UInt8]?

    /// Reads the configuration files of one folder.
    ///
    /// An `alembic.ini` takes the options that it does not set from the `pyproject.toml` beside it.
    func environments(in folder: Path, _ files: [Path]) throws(SnapshotError) -> [EnvironmentConfig] {
        let (ini, pyproject) = (
            folder.appending(EnvironmentConfig.fileName), folder.appending(EnvironmentConfig.pyprojectName)
        )
        let fallback = files.contains(pyproject) ? try environments(pyproject: pyproject).first : nil
        var found: [EnvironmentConfig] = []
        if files.contains(ini), let bytes = try tree.contents(following: ini) {
            found = try environments(ini: bytes, at: ini, fallback: fallback)
        } else if let fallback {
            found = [fallback]
        }
        for file in files where file != ini && file != pyproject {
            found += try environments(other: file).filter { $0.scriptLocation != nil }
        }
        return found
    }

    /// Reads one configuration file of any name.
    func environments(named path: Path) throws(SnapshotError) -> [EnvironmentConfig] {
        if path.name.elementsEqual(EnvironmentConfig.pyprojectName.utf8) {
            return try environments(pyproject: path)
        }
        guard let bytes = try tree.contents(following: path) else { return [] }
        return try environments(ini: bytes, at: path, fallback: nil)
    }

    /// The configuration with the file and the section of `config` in this snapshot; `nil` if there is none.
    func environment(like config: EnvironmentConfig) throws(SnapshotError) -> EnvironmentConfig? {
        // With the file beside it: an alembic.ini may leave the locations to pyproject.toml.
        let beside = [EnvironmentConfig.fileName, EnvironmentConfig.pyprojectName].map { config.folder.appending($0) }
        let found = try environments(in: config.folder, beside) + environments(named: config.path)
        return found.first { $0.path == config.path && $0.section == config.section }
    }

    private func environments(pyproject path: Path) throws(SnapshotError) -> [EnvironmentConfig] {
        guard let bytes = try tree.contents(following: path) else { return [] }
        return ConfigReader.environment(pyproject: bytes, at: path, root: root).map { [$0] } ?? []
    }

    /// Reads a file like Pyramid's `development.ini`, which may be one of any tool.
    private func environments(other path: Path) throws(SnapshotError) -> [EnvironmentConfig] {
        guard let bytes = try tree.contents(following: path), bytes[...].contains(text: "script_location") else {
            return []
        }
        return try environments(ini: bytes, at: path, fallback: nil)
    }

    /// The `env.py` of a folder; an empty one where only the template beside it is left.
    private func script(in folder: Path) throws(SnapshotError) -> EnvironmentScript? {
        if let bytes = try tree.contents(following: folder.appending(EnvironmentScript.fileName)) {
            return EnvironmentScript(bytes)
        }
        let template = folder.appending(EnvironmentScript.templateName)
        return try tree.entry(at: template) == nil ? nil : EnvironmentScript([])
    }

    private func environments(
        ini bytes: [UInt8], at path: Path, fallback: EnvironmentConfig?
    ) throws(SnapshotError) -> [EnvironmentConfig] {
        var found = ConfigReader.environments(
            ini: bytes, at: path, root: root, fallback: fallback, beside: try script(in: path.parent ?? .root))
        if case .path(let file) = try tree.following(path), file != path {
            for index in found.indices where found[index].path == path { found[index].path = file }
        }
        return found
    }
}
