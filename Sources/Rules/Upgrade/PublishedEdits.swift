internal import Alembic
internal import OrchestratorCore
internal import ProjectModel
internal import SourceFiles

/// What this snapshot edited in the published migrations, compared with the baseline: the findings of
/// `published-unchanged`.
///
/// A migration is matched by its id. An edit that no database can notice is not one, see ``EdgeEdit``.
struct PublishedEdits {
    /// A published migration that is missing, and the file at its path.
    struct Missing {
        let past: Migration
        /// The migration at the path of the missing one; `nil` if there is none, or if it is another published one.
        let successor: Migration?
    }

    /// The baseline.
    let before: DeployedState
    /// The migrations of both states with the same id, if their files differ, in the order of the baseline.
    let changed: [(now: Migration, past: Migration)]
    /// The edges that were edited.
    let edges: [EdgeEdit]
    /// The published migrations that are missing, without those of a squash.
    let missing: [Missing]
    /// The published migrations that new roots replace; `nil` if there are none.
    let squash: Squash?
    /// The files in which `published-unchanged` reports an edit.
    let files: Set<Path>

    /// Compares the project with its baseline; `nil` if there is none that differs.
    init?(of project: Project) {
        guard case .known(let before) = project.deployment.baseline, !before.isCurrent else { return nil }
        self.before = before
        let squash = Squash(of: before, in: project)
        var changed: [(now: Migration, past: Migration)] = []
        var edges: [EdgeEdit] = []
        var missing: [Migration] = []
        for past in before.migrations {
            guard let id = past.id else { continue }
            guard let node = project.revisions.graph.index(of: id),
                let last = project.revisions.migration(at: node)
            else {
                missing.append(past)
                continue
            }
            // Of an id that is declared twice, the unchanged declaration is the published one.
            let all = project.revisions.migrations(at: node)
            let now = all.count == 1 ? last : Self.published(past, among: all) ?? last
            if now.entry.object != nil, now.entry.object == past.entry.object { continue }
            if project.deployment.unchangedFiles.contains(id) { continue }
            changed.append((now, past))
            edges += [HeaderVariable.downRevision, .dependsOn].compactMap { variable in
                EdgeEdit(of: variable, now: now, past: past, before: before.graph, in: project)
            }
        }
        self.changed = changed
        self.squash = squash
        self.edges = edges.filter { !(squash?.explains($0) ?? false) }
        let byPath = Dictionary(project.revisions.migrations.map { ($0.path, $0) }) { first, _ in first }
        self.missing =
            squash == nil
            ? missing.map { past in
                let successor = byPath[past.path]
                return Missing(
                    past: past, successor: successor?.id.map { before[$0] != nil } ?? false ? nil : successor)
            } : []
        files = Set(self.edges.map(\.now.path) + self.missing.compactMap(\.successor?.path)).union(squash?.files ?? [])
    }

    /// The declaration of the published migration `past` among several with its id; `nil` if none is known to be it.
    static func published(_ past: Migration, among declarations: [Migration]) -> Migration? {
        declarations.first { $0.entry.object != nil && $0.entry.object == past.entry.object }
            ?? declarations.first { $0.path == past.path }
            ?? declarations.first { now in
                [HeaderVariable.downRevision, .dependsOn].allSatisfy {
                    Set(now.header[$0].names) == Set(past.header[$0].names)
                }
            }
    }
}
