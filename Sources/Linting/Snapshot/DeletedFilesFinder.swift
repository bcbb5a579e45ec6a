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
        let pairs = Self.pairs(of: today, with: past)
        for (position, scripts) in past.enumerated() {
            guard let now = pairs[position] else {
                // Without a migration, nothing was lost.
                if scripts.files.isEmpty { continue }
                var isLeft = false
                for file in scripts.files where !isLeft { isLeft = try source.tree.entry(at: file.path) != nil }
                deleted.environments.append(
                    .init(
                        path: scripts.environmentFolder, config: scripts.config.path, migrations: scripts.files.count,
                        hasMigrationsLeft: isLeft))
                continue
            }
            if missing.contains(scripts.config.path), scripts.config.evidence == .configuration,
                now.config.evidence != .configuration
            {
                deleted.configurations[now.environmentFolder] = scripts.config.path
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

    /// Which environment of today each one of the past is, by its position: the one in its place if they share a
    /// migration, else the one that has the most of its migrations, else the one in its place.
    private static func pairs(
        of today: [ScriptDirectory], with past: [ScriptDirectory]
    ) -> [Int: ScriptDirectory] {
        var pairs: [Int: ScriptDirectory] = [:]
        var open = today
        func pair(_ best: (ScriptDirectory, [Int]) -> Int?) {
            open = open.filter { now in
                guard let position = best(now, past.indices.filter { pairs[$0] == nil }) else { return true }
                pairs[position] = now
                return false
            }
        }
        pair { now, left in
            left.first { now.hasPlace(of: past[$0]) && !now.sharedFiles(with: past[$0]).isEmpty }
        }
        pair { now, left in
            left.map { (position: $0, shared: now.sharedFiles(with: past[$0])) }.filter { !$0.shared.isEmpty }
                .max { $0.shared < $1.shared }?.position
        }
        pair { now, left in left.first { now.hasPlace(of: past[$0]) } }
        return pairs
    }
}
