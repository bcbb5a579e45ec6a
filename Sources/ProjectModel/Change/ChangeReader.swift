internal import Alembic
internal import OrchestratorCore
internal import SourceFiles

/// Reads what surrounds the change: files on disk that are not staged, and the sides of a merge.
struct ChangeReader {
    let snapshot: LintedSnapshot
    let revisions: Revisions
    let layout: Layout
    let profile: Settings.Profile

    /// The facet; `today` is the day of the run.
    func change(today: CalendarDay) throws(SnapshotError) -> Change {
        Change(unstaged: try unstaged(), merge: try merge(), today: today)
    }

    /// The files on disk that declare what staged migrations name; the disk is read only if a revision is missing.
    private func unstaged() throws(SnapshotError) -> [String: Path] {
        guard let openDisk = snapshot.disk, let config = revisions.scripts?.config else { return [:] }
        let missing = Set(revisions.graph.nodes.flatMap(\.missing))
        if missing.isEmpty { return [:] }
        let disk = try openDisk()
        let configOnDisk = try Discovery(in: disk, root: snapshot.root).environment(like: config)
        let files = try ScriptDirectory(configOnDisk ?? config, in: disk).files
        var found: [String: Path] = [:]
        for migration in try Migration.read(files, from: disk) {
            if let id = migration.id, missing.contains(id) { found[id] = migration.path }
        }
        return found
    }

    // MARK: The merge

    private func merge() throws(SnapshotError) -> Change.Merge? {
        guard let merge = snapshot.merge else { return nil }
        var sidesOfHead: [String: [Int]] = [:]
        for head in revisions.graph.heads {
            for migration in revisions.migrations(at: head) {
                for (position, side) in merge.sides.enumerated()
                where try side.tree.entry(at: migration.path) != nil {
                    sidesOfHead[revisions.id(of: head), default: []].append(position)
                }
            }
        }
        return Change.Merge(
            sides: merge.sides.map(\.name), conflicts: merge.conflicts.filter { isRead($0.path) },
            sidesOfHead: sidesOfHead)
    }

    /// Whether a rule depends on this file: a migration, a configuration or a pin.
    private func isRead(_ path: Path) -> Bool {
        if revisions.scripts?.config.path == path || path.nameText == SettingsFile.name { return true }
        let folders = revisions.scripts?.versionFolders ?? []
        if folders.contains(where: { $0.path.map(path.isWithin) ?? false }) { return true }
        // A pin may be in a folder above, and a list of requirements in a folder of its own.
        guard let parent = path.parent,
            layout.sourceFolder.isWithin(parent) || parent.parent.map(layout.sourceFolder.isWithin) ?? false
        else { return false }
        return path.nameText == EnvironmentConfig.fileName || (profile == .orchestrator && PinReader.mayPin(path))
    }
}
