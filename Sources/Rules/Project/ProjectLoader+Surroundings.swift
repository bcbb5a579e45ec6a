internal import Alembic
internal import OrchestratorCore
internal import SourceFiles

/// What lies beside the snapshot: files on disk that are not staged, and the sides of a merge.
extension ProjectLoader {
    /// The files on disk that declare what staged migrations name in vain; looked for only where something is missing.
    func unstaged(_ graph: RevisionGraph, _ config: EnvironmentConfig?) throws(SnapshotError) -> [String: Path] {
        guard let openDisk = disk, let config else { return [:] }
        let missing = Set(graph.nodes.flatMap { $0.missingDown + $0.missingDependencies })
        if missing.isEmpty { return [:] }
        let disk = try openDisk()
        let configOnDisk = try ConfigFinder(in: disk, root: root).environment(like: config)
        let files = try ScriptDirectory(configOnDisk ?? config, in: disk).files
        var found: [String: Path] = [:]
        for migration in try Migration.read(files, from: disk) {
            if let id = migration.id, missing.contains(id) { found[id] = migration.path }
        }
        return found
    }

    /// The conflicts that matter, and who brings which head.
    func mergeState(_ graph: RevisionGraph, _ project: MergedParts) throws(SnapshotError) -> Project.MergeState? {
        guard let merge else { return nil }
        var bringers: [String: [Int]] = [:]
        for head in graph.heads {
            let files = graph.nodes[head].declarations.compactMap { declaration in
                if case .project(let index) = graph.declarations[declaration].origin {
                    project.migrations[index].path
                } else {
                    nil
                }
            }
            for file in files {
                for (position, side) in merge.sides.enumerated() where try side.tree.entry(at: file) != nil {
                    bringers[graph.nodes[head].id, default: []].append(position)
                }
            }
        }
        return Project.MergeState(
            sides: merge.sides.map(\.name), conflicts: merge.conflicts.filter { project.isAbout($0.path) },
            bringers: bringers)
    }

    /// The parts of a merged project that decide which conflicts matter.
    struct MergedParts {
        /// Its migrations.
        let migrations: [Migration]
        /// Alembic's folders.
        let scripts: ScriptDirectory?
        /// Whether a core is used, so that it matters what pins it.
        let usesCore: Bool
        /// The source folder.
        let folder: Path

        /// Whether a verdict depends on this file: a migration, a configuration, a pin.
        func isAbout(_ path: Path) -> Bool {
            if scripts?.config.path == path || path.nameText == SettingsFile.name { return true }
            if scripts?.versionFolders.contains(where: { $0.path.map(path.isWithin) ?? false }) ?? false { return true }
            // A pin may stand in a folder above, and a list of requirements in one of its own.
            guard let parent = path.parent,
                folder.isWithin(parent) || parent.parent.map(folder.isWithin) ?? false
            else { return false }
            return path.nameText == "alembic.ini" || (usesCore && PinReader.mayPin(path))
        }
    }
}
