internal import SourceFiles

/// Recognises script directories by their shape: an `env.py` beside a folder `versions` or a `script.py.mako`.
///
/// Many projects configure Alembic in Python, and have no configuration file.
struct ScriptDirectories {
    let tree: any FileTree

    /// The environment of an `env.py`; `nil` if its folder is not a script directory, or has no migration: a template,
    /// or the skeleton of a plugin.
    func environment(of script: Path) throws(SnapshotError) -> EnvironmentConfig? {
        let folder = script.parent ?? .root
        guard try isScriptDirectory(folder), try hasMigration(folder) else { return nil }
        guard let bytes = try tree.contents(of: script) else { return nil }
        var config = EnvironmentConfig(
            path: script, section: "alembic", folder: folder, scriptLocation: .found(folder), versionLocations: [],
            isRecursive: false, fileTemplate: nil, problems: [])
        config.evidence = .scriptDirectory
        config.isRunByFlask = EnvironmentScript(bytes).usesFlask
        return config
    }

    /// The script directories with migrations among the folders of `scripts`.
    func folders(of scripts: [Path]) throws(SnapshotError) -> [Path] {
        var folders: [Path] = []
        for script in scripts {
            let folder = script.parent ?? .root
            if try isScriptDirectory(folder), try hasMigration(folder) { folders.append(folder) }
        }
        return folders
    }

    private func isScriptDirectory(_ folder: Path) throws(SnapshotError) -> Bool {
        if try tree.entry(following: folder.appending("versions"))?.mode == .folder { return true }
        return try tree.entry(at: folder.appending(EnvironmentScript.templateName)) != nil
    }

    private func hasMigration(_ folder: Path) throws(SnapshotError) -> Bool {
        guard case .path(let versions) = try tree.following(folder.appending("versions")) else { return true }
        return try tree.entries(in: versions, recursive: true).contains {
            ScriptDirectory.loads(fileNamed: $0.path.name)
        }
    }
}
