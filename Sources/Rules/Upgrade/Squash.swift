internal import Alembic
internal import Diagnostics
internal import OrchestratorCore
internal import ProjectModel
internal import SourceFiles

/// A squash: published migrations are missing, their root among them, and new roots replace them.
///
/// A database survives a squash if the revisions in its `alembic_version` still exist.
struct Squash {
    /// The state before it.
    let before: DeployedState
    /// The new roots, sorted by id: new migrations, or published ones that had a parent before.
    let roots: [Migration]
    /// The ids that new roots have taken over, and those of the missing migrations.
    let replaced: Set<String>
    /// The rows of a database at ``before`` that no migration of the project has any more, sorted.
    let lostRows: [String]
    /// The rows of such a database that the new graph contains, sorted.
    let keptRows: [String]

    /// Finds the squash between a state and the project; `nil` if there is none.
    init?(of before: DeployedState, in project: Project) {
        let graph = project.revisions.graph
        let missing = before.migrations.filter { $0.id.map { graph.index(of: $0) == nil } ?? false }.compactMap(\.id)
        guard missing.contains(where: { before.graph.index(of: $0).map { before.graph.nodes[$0].isBase } ?? false })
        else { return nil }
        let roots = BranchRoots(of: project).all.filter { root in
            let past = before.graph.index(of: graph.nodes[root].id)
            return past.map { !before.graph.nodes[$0].isBase } ?? true
        }
        let takenOver = roots.map { graph.nodes[$0].id }.filter { before[$0] != nil }
        guard !roots.isEmpty, missing.count + takenOver.count > 1 else { return nil }
        self.before = before
        self.roots = roots.compactMap { project.revisions.migration(at: $0) }
        replaced = Set(missing + takenOver)
        let rows = DeployedDatabase(upgradedTo: before.graph).rows.filter { before[$0] != nil }
        lostRows = rows.filter { graph.index(of: $0) == nil }
        keptRows = rows.filter { graph.index(of: $0) != nil }
    }

    /// The files of the new roots.
    var files: Set<Path> { Set(roots.map(\.path)) }

    /// Whether an edited edge is a part of the squash: it names a new migration instead of one that is missing.
    func explains(_ edit: EdgeEdit) -> Bool {
        edit.variable == .downRevision && !edit.isUnknown && edit.removed.allSatisfy(replaced.contains)
            && edit.added.allSatisfy { before[$0] == nil }
    }

    /// Reports the squash as one finding; `releases` are other deployed states.
    func report(besides releases: [DeployedState], in project: Project, _ findings: inout Findings) {
        let names = roots.map { project.revisions.name(of: $0) }.listed(atMost: 5)
        let new = "the new \(roots.count == 1 ? "root" : "roots") \(names)"
        let fate =
            lostRows.isEmpty
            ? "databases at \(keptRows.listed(atMost: 5)) continue, older ones cannot be upgraded"
            : "databases at \(lostRows.listed(atMost: 5)) cannot be upgraded"
        let lost = releases.compactMap { state in
            Squash(of: state, in: project).flatMap { $0.lostRows.isEmpty ? nil : (state.name, $0.lostRows) }
        }
        findings.report(
            "\(replaced.count) published migrations were replaced by \(new): \(fate) "
                + "(Alembic: `Can't locate revision`)",
            at: roots.first.map { Location($0.path, $0.header.revision.range) },
            revision: roots.first?.id,
            help: help(in: project),
            notes: [Note("base: `\(before.name)`")]
                + lost.map { Note("databases deployed at \($0) are at \($1.listed(atMost: 5)), which is missing") },
            atMost: lostRows.isEmpty && lost.isEmpty ? .warning : .error)
    }

    private func help(in project: Project) -> String {
        if lostRows.isEmpty {
            return "upgrade every database to \(keptRows.listed(atMost: 5)) before you deploy this change"
        }
        let root = roots.count == 1 ? project.revisions.name(of: roots[0]) : nil
        if lostRows.count == 1, keptRows.isEmpty, let root {
            let keep =
                "give \(root) the id of the old head, \"\(lostRows[0])\": databases at \(lostRows[0]) then continue"
            // A purge would also remove the row of the core's branch.
            guard project.profile == .alembic else { return keep }
            return keep + "; or run `\(project.command("stamp")) --purge \(root)` on each of them instead of an upgrade"
        }
        return "restore the migrations \(lostRows.listed(atMost: 5)), or squash each branch into a root with the id of "
            + "its old head: databases at these heads then continue"
    }
}
