internal import Alembic
internal import Diagnostics
internal import OrchestratorCore
internal import SourceFiles

/// Tells what an upgrade would do wrong to the databases of one deployed state, edit by edit: the words of `upgrade-path`.
struct UpgradeTrouble {
    private let state: DeployedState
    private let project: Project
    private let then: RevisionGraph
    private let now: RevisionGraph
    private let forecast: UpgradeForecast
    private let database: DeployedDatabase
    private let edits: [EditedEdges.Edge]

    init(state: DeployedState, project: Project, comparison: DeploymentComparison, forecast: UpgradeForecast) {
        self.state = state
        self.project = project
        self.forecast = forecast
        then = comparison.then
        now = comparison.now
        database = DeployedDatabase(upgradedTo: comparison.then)
        edits = EditedEdges(from: comparison.then, to: comparison.now).edges
    }

    func report(_ findings: inout Findings) {
        reportMissing(&findings)
        reportOverlaps(&findings)
        // Where the upgrade is refused, nothing is run, so nothing is skipped either.
        guard forecast.missingRows.isEmpty, forecast.overlaps.isEmpty else { return }
        reportSkipped(&findings)
        reportRepeated(&findings)
    }

    // MARK: Refused

    private func reportMissing(_ findings: inout Findings) {
        for row in forecast.missingRows {
            let past = state[row]
            findings.report(
                "no database deployed at \(state.name) can be upgraded: it holds \(row), which is no longer there "
                    + "(Alembic: `Can't locate revision identified by '\(row)'`)",
                at: past.map { Location($0.path) } ?? project.core.state.path.map { Location($0) },
                revision: row,
                help: past == nil
                    ? "raise \(project.settings.core.package) to a release that has \(row) again: a database cannot follow it back"
                    : "put the migration back under its id; to undo what it does, add a new one",
                notes: rowNotes)
        }
    }

    private func reportOverlaps(_ findings: inout Findings) {
        for overlap in forecast.overlaps {
            let (row, above) = (node(ofRow: overlap.row), node(ofRow: overlap.above))
            let below = now.ancestors(of: [above].compactMap(\.self), by: .downAndDependencies)
            let culprit = edits.first { edge in
                guard edge.isAdded, below.contains(edge.source), let target = now.index(of: edge.target), let row else {
                    return false
                }
                return now.ancestors(of: [target], by: .downAndDependencies).contains(row)
            }
            findings.report(
                "no database deployed at \(state.name) can be upgraded: it holds \(sorted(overlap.row, overlap.above)), "
                    + "and \(overlap.row) would now lie below \(overlap.above) "
                    + "(Alembic: `Requested revision \(overlap.above) overlaps with other requested revisions \(overlap.row)`)",
                at: culprit.flatMap(location) ?? above.flatMap(location) ?? fallback,
                revision: culprit.map { now.nodes[$0.source].id },
                help: help(for: culprit, toReach: overlap.row),
                notes: rowNotes)
        }
    }

    private func sorted(_ ids: String...) -> String {
        ids.sorted().joined(separator: " and ")
    }

    // MARK: Run wrongly

    private func reportSkipped(_ findings: inout Findings) {
        var told: Set<Int> = []
        for edge in edits where edge.isAdded {
            guard !database.applied.contains(edge.target), let target = now.index(of: edge.target) else { continue }
            let below = now.ancestors(of: [target], by: .downAndDependencies)
            let skipped = forecast.skipped.filter(below.contains)
            if skipped.isEmpty { continue }
            told.formUnion(skipped)
            reportSkipped(skipped, by: edge, &findings)
        }
        let rest = forecast.skipped.filter { !told.contains($0) }
        if !rest.isEmpty { reportSkipped(rest, by: nil, &findings) }
    }

    private func reportSkipped(_ skipped: [Int], by edge: EditedEdges.Edge?, _ findings: inout Findings) {
        let ids = list(skipped)
        let notes = skipped.prefix(3).compactMap { node in
            location(of: node).map { Note("\(now.nodes[node].id) would never run", at: $0) }
        }
        findings.report(
            "databases deployed at \(state.name) would never run \(ids): `upgrade heads` skips "
                + "\(skipped.count == 1 ? "it" : "them") and reports success",
            at: edge.flatMap(location) ?? skipped.first.flatMap(location) ?? fallback,
            revision: edge.map { now.nodes[$0.source].id },
            help: help(for: edge, toReach: skipped.last.map { now.nodes[$0].id } ?? ids),
            notes: notes + rowNotes)
    }

    private func reportRepeated(_ findings: inout Findings) {
        if forecast.repeated.isEmpty { return }
        let edge = edits.first { edge in
            guard !edge.isAdded, let target = then.index(of: edge.target) else { return false }
            let below = then.ancestors(of: [target], by: .downAndDependencies)
            return forecast.repeated.contains { now.nodes[$0].id == edge.target }
                || forecast.repeated.contains { then.index(of: now.nodes[$0].id).map(below.contains) ?? false }
        }
        findings.report(
            "databases deployed at \(state.name) would run \(list(forecast.repeated)) a second time",
            at: edge.flatMap(location) ?? forecast.repeated.first.flatMap(location) ?? fallback,
            revision: edge.map { now.nodes[$0.source].id },
            help: help(for: edge, toReach: nil),
            notes: rowNotes)
    }

    // MARK: Words

    /// How a database looks, which explains all the rest.
    private var rowNotes: [Note] {
        let rows = database.rows.prefix(4).joined(separator: ", ") + (database.rows.count > 4 ? " …" : "")
        let abbreviated = database.rows.filter { now.index(of: $0) == nil }.compactMap { row in
            node(ofRow: row).map { Note("Alembic takes the row \(row) for \(now.nodes[$0].id), which begins with it") }
        }
        return [
            Note(
                "`alembic_version` of such a database holds \(rows); all that lies below in today's files is taken as already run"
            )
        ] + abbreviated
    }

    /// What Alembic takes a row for: the revision, or else one whose id begins so.
    private func node(ofRow row: String) -> Int? {
        now.index(of: row) ?? now.nodes.firstIndex { $0.id.hasPrefix(row) }
    }

    /// Where something is wrong without an edit to point at: the pin of the core.
    private var fallback: Location? {
        project.core.state.path.map { Location($0) }
    }

    private func location(of node: Int) -> Location? {
        project.graph.index(of: now.nodes[node].id).flatMap { project.migration(at: $0) }.map {
            Location($0.path, $0.header.revision.range)
        }
    }

    private func location(of edge: EditedEdges.Edge) -> Location? {
        guard let node = project.graph.index(of: now.nodes[edge.source].id),
            let migration = project.migration(at: node)
        else { return nil }
        let identifier = edge.isDependency ? migration.header.dependsOn : migration.header.downRevision
        let element = identifier.value?.elements.first { $0.string == edge.target }
        return Location(migration.path, element?.range ?? identifier.range ?? migration.header.revision.range)
    }

    private func help(for edge: EditedEdges.Edge?, toReach id: String?) -> String {
        guard let edge else {
            return "see which published migration, or which release of the core, was exchanged, and put it back"
        }
        let source = now.nodes[edge.source].id
        let name: HeaderVariable = edge.isDependency ? .dependsOn : .downRevision
        let header = state[source]?.header
        let before = header?[name].literal ?? "None"
        let back = "put `\(name)` of \(source) back to \(before)"
        guard edge.isAdded, let id else { return back }
        if edge.isDependency { return back + "; to wait for \(id), add a new migration with `depends_on = \"\(id)\"`" }
        if database.applied.contains(id) { return back + "; to join the two, add a merge revision on top" }
        let top = topmost(above: source)
        return back + "; \(id) belongs on top: give it `down_revision = \"\(top)\"`"
    }

    /// The deployed head above a revision, on which what is new can be put.
    private func topmost(above id: String) -> String {
        guard let node = then.index(of: id) else { return id }
        let above = then.descendants(of: [node], by: .down)
        return above.filter { then.nodes[$0].isHead }.map { then.nodes[$0].id }.min() ?? id
    }

    private func list(_ nodes: [Int]) -> String {
        let ids = nodes.map { now.nodes[$0].id }
        return ids.count < 6
            ? ids.joined(separator: ", ") : ids.prefix(5).joined(separator: ", ") + " and \(ids.count - 5) more"
    }
}
