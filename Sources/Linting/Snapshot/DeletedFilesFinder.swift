internal import Alembic
internal import ProjectModel
internal import SourceFiles

/// Finds what the change deleted of the environments at the merge base.
///
/// A deleted environment is none that could be linted, so that a run would pass without it. Only folders that differ
/// from the merge base are looked at, by the ids of their trees; if no configuration and no script is missing there,
/// that is all.
struct DeletedFilesFinder {
    let source: SnapshotSource
    /// The tree of the merge base.
    let before: any FileTree
    /// The environments of today.
    let discovered: Discovered
    /// The settings of the repository's root.
    let settings: Settings

    /// What was deleted.
    func files() throws(SnapshotError) -> DeletedFiles {
        var deleted = DeletedFiles()
        let missing = try missingFiles()
        if missing.isEmpty { return deleted }
        var today: [ScriptDirectory] = []
        for config in discovered.environments { today.append(try ScriptDirectory(config, in: source.tree)) }
        var past: [ScriptDirectory] = []
        for config in try environmentsBefore() { past.append(try ScriptDirectory(config, in: before)) }
        // An environment that was there before is none that another one was moved to.
        let new = today.filter { now in !past.contains(where: now.isSame) }
        for scripts in past {
            if let same = today.first(where: { $0.isSame(scripts) }) {
                if missing.contains(scripts.config.path), scripts.config.evidence == .configuration,
                    same.config.evidence != .configuration
                {
                    deleted.configurations[same.environmentFolder] = scripts.config.path
                }
            } else if !scripts.files.isEmpty, !new.contains(where: { $0.hasFile(of: scripts) }) {
                var isLeft = false
                for file in scripts.files where !isLeft { isLeft = try source.tree.entry(at: file.path) != nil }
                deleted.environments.append(
                    .init(
                        path: scripts.environmentFolder, config: scripts.config.path, migrations: scripts.files.count,
                        hasMigrationsLeft: isLeft))
            }
        }
        return deleted
    }

    /// The configurations and scripts of the merge base that the snapshot does not have.
    private func missingFiles() throws(SnapshotError) -> Set<Path> {
        var missing: Set<Path> = []
        let changed = try Discovery(in: before, root: source.root).configurationFiles {
            (folder, tree) throws(SnapshotError) in
            try source.tree.trackedTree(at: folder) == tree
        }
        // On disk, a file may be deleted that the index still has.
        for path in changed + discovered.surveyed where try source.tree.entry(at: path) == nil { missing.insert(path) }
        return missing
    }

    private func environmentsBefore() throws(SnapshotError) -> [EnvironmentConfig] {
        if settings.configs.isEmpty {
            return try ProjectReader.environments(
                in: before, folder: source.folder, root: source.root, settings: settings
            ).environments
        }
        let discovery = Discovery(in: before, root: source.root)
        var found: [EnvironmentConfig] = []
        for path in settings.configs { found += try discovery.environments(named: path) }
        return found
    }
}

extension ScriptDirectory {
    /// Whether this is the environment of `other` at another time: with the same configuration or script directory.
    fileprivate func isSame(_ other: ScriptDirectory) -> Bool {
        if environmentFolder == other.environmentFolder { return true }
        if config.path == other.config.path && config.section == other.config.section { return true }
        let folders = Set(versionFolders.compactMap(\.path))
        return other.versionFolders.contains { $0.path.map(folders.contains) ?? false }
    }

    /// Whether a file of `other` is here, under the same name in another folder.
    fileprivate func hasFile(of other: ScriptDirectory) -> Bool {
        let names = Set(files.map { Array($0.path.name) })
        return other.files.contains { names.contains(Array($0.path.name)) }
    }
}
