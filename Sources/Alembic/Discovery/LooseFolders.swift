internal import SourceFiles

/// Assigns folders of migrations that no environment loads.
///
/// A folder whose migrations name a parent in exactly one environment belongs to that one: it loads them if a Python
/// file sets its folders, else they are strays. Any other folder is that of a plugin whose host loads it: an
/// environment without a configuration. An archive below a script directory is neither.
struct LooseFolders {
    let tree: any FileTree
    let locations: PythonLocations
    let reader: MigrationReader

    /// Assigns `folders`, each with some of its Python files, to `environments` or adds new ones.
    func assign(
        _ folders: [Path: [Path]], to environments: inout [EnvironmentConfig], among candidates: Candidates
    ) throws(SnapshotError) {
        var loose: [MigrationFolder] = []
        let known = Set(environments.flatMap(\.versionLocations).map(\.target))
        for folder in folders.keys.sorted()
        where !candidates.contains(folder) && !known.contains(.folder(folder)) {
            guard try looksLikeMigrations(folders[folder] ?? []) else { continue }
            if let folder = try MigrationFolder(folder, in: tree, reader) { loose.append(folder) }
        }
        if loose.isEmpty { return }
        var ids: [Set<String>] = []
        for environment in environments { ids.append(try self.ids(of: environment)) }
        for folder in loose {
            let owners = ids.indices.filter { !ids[$0].isDisjoint(with: folder.outerParents) }
            if owners.count == 1, let owner = owners.first {
                try add(folder, to: &environments[owner])
            } else if !candidates.isInScriptDirectory(folder.path) {
                environments.append(Self.plugin(folder.path))
            }
        }
    }

    private func looksLikeMigrations(_ files: [Path]) throws(SnapshotError) -> Bool {
        for file in files where try tree.contents(of: file)?[...].contains(text: "down_revision") == true {
            return true
        }
        return false
    }

    private func ids(of config: EnvironmentConfig) throws(SnapshotError) -> Set<String> {
        let files = try ScriptDirectory(config, in: tree).files
        return Set(try reader.migrations(files).compactMap(\.id))
    }

    private func add(_ folder: MigrationFolder, to config: inout EnvironmentConfig) throws(SnapshotError) {
        guard let file = try locations.fileThatSetsLocations(of: config) else {
            config.strayFolders.append(folder.path)
            return
        }
        if config.versionLocations.isEmpty {
            config.versionLocations = try ScriptDirectory.folders(of: config, in: tree).versions.compactMap(\.path)
                .map { .found($0) }
        }
        config.versionLocations.append(.found(folder.path))
        config.pythonEvidence = .file(file)
    }

    private static func plugin(_ folder: Path) -> EnvironmentConfig {
        var config = EnvironmentConfig(
            path: folder, section: "alembic", folder: folder.parent ?? .root, scriptLocation: nil,
            versionLocations: [.found(folder)], isRecursive: false, fileTemplate: nil, problems: [])
        config.evidence = .versionFolder
        return config
    }
}
