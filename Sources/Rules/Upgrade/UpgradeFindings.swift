internal import Alembic
internal import Diagnostics
internal import OrchestratorCore
internal import ProjectModel
internal import SourceFiles

/// Reports what an upgrade would do wrong to the databases of one deployed state, edit by edit: the findings of
/// `upgrade-path`.
struct UpgradeFindings {
    private let state: DeployedState
    private let project: Project
    private let then: RevisionGraph
    private let now: RevisionGraph
    private let forecast: UpgradeForecast
    private let database: DeployedDatabase
    private let changes: [EdgeChange]

    init(state: DeployedState, project: Project, comparison: DeploymentComparison, forecast: UpgradeForecast) {
        self.state = state
        self.project = project
        self.forecast = forecast
        then = comparison.then
        now = comparison.now
        database = DeployedDatabase(upgradedTo: comparison.then)
        changes = EdgeChange.all(from: comparison.then, to: comparison.now)
    }

    /// Reports everything that the forecast contains.
    func report(_ findings: inout Findings) {
        reportMissing(&findings)
        reportOverlaps(&findings)
        // A refused upgrade runs nothing, so it skips nothing either.
        guard forecast.missingRows.isEmpty, forecast.overlaps.isEmpty else { return }
        reportSkipped(&findings)
        reportRepeated(&findings)
    }

    // MARK: Refused

    private func reportMissing(_ findings: inout Findings) {
        for row in forecast.missingRows where !findings.reportsLoss(of: row, since: state) {
            let past = state[row]
            findings.report(
                "databases deployed at \(state.name) cannot be upgraded: their revision \(row) is missing "
                    + "(Alembic: `Can't locate revision identified by '\(row)'`)",
                at: past.map { Location($0.path) } ?? project.core.state.path.map { Location($0) },
                revision: row,
                help: past == nil
                    ? "pin a release of \(project.core.package) that contains \(row): "
                        + "a database cannot go back to an older one"
                    : "restore the migration with this id; to undo what it does, add a new one",
                notes: rowNotes)
        }
    }

    private func reportOverlaps(_ findings: inout Findings) {
        for overlap in forecast.overlaps {
            let (row, above) = (node(ofRow: overlap.row), node(ofRow: overlap.above))
            let ancestors = now.ancestors(of: [above].compactMap(\.self), by: .downAndDependencies)
            let culprit = changes.first { edge in
                guard edge.isAdded, ancestors.contains(edge.source), let target = now.index(of: edge.target), let row
                else { return false }
                return now.ancestors(of: [target], by: .downAndDependencies).contains(row)
            }
            findings.report(
                "databases deployed at \(state.name) cannot be upgraded: "
                    + "they are at \(sorted(overlap.row, overlap.above)), "
                    + "and \(overlap.row) is now an ancestor of \(overlap.above) "
                    + "(Alembic: `Requested revision \(overlap.above) overlaps with other requested revisions "
                    + "\(overlap.row)`)",
                at: culprit.flatMap(location) ?? above.flatMap(location) ?? fallback,
                revision: culprit.map { now.nodes[$0.source].id },
                help: help(for: culprit, toReach: overlap.row),
                notes: rowNotes)
        }
    }

    private func sorted(_ ids: String...) -> String {
        ids.sorted().joined(separator: " and ")
    }

    // MARK: Skipped or repeated

    private func reportSkipped(_ findings: inout Findings) {
        var reported: Set<Int> = []
        for edge in changes where edge.isAdded {
            guard !database.applied.contains(edge.target), let target = now.index(of: edge.target) else { continue }
            let ancestors = now.ancestors(of: [target], by: .downAndDependencies)
            let skipped = forecast.skipped.filter(ancestors.contains)
            if skipped.isEmpty { continue }
            reported.formUnion(skipped)
            reportSkipped(skipped, by: edge, &findings)
        }
        let rest = forecast.skipped.filter { !reported.contains($0) }
        if !rest.isEmpty { reportSkipped(rest, by: nil, &findings) }
    }

    private func reportSkipped(_ skipped: [Int], by edge: EdgeChange?, _ findings: inout Findings) {
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
        let edge = changes.first { edge in
            guard !edge.isAdded, let target = then.index(of: edge.target) else { return false }
            let ancestors = then.ancestors(of: [target], by: .downAndDependencies)
            return forecast.repeated.contains { now.nodes[$0].id == edge.target }
                || forecast.repeated.contains { then.index(of: now.nodes[$0].id).map(ancestors.contains) ?? false }
        }
        findings.report(
            "databases deployed at \(state.name) would run \(list(forecast.repeated)) a second time",
            at: edge.flatMap(location) ?? forecast.repeated.first.flatMap(location) ?? fallback,
            revision: edge.map { now.nodes[$0.source].id },
            help: help(for: edge, toReach: nil),
            notes: rowNotes)
    }

    // MARK: Notes, places and help

    /// What `alembic_version` contains, and how Alembic reads it.
    private var rowNotes: [Note] {
        let rows = database.rows.prefix(4).joined(separator: ", ") + (database.rows.count > 4 ? " …" : "")
        let abbreviated = database.rows.filter { now.index(of: $0) == nil }.compactMap { row in
            node(ofRow: row).map { Note("Alembic reads the row \(row) as an abbreviation of \(now.nodes[$0].id)") }
        }
        return [
            Note(
                "`alembic_version` of such a database contains \(rows): "
                    + "Alembic treats all ancestors in today's files as applied"
            )
        ] + abbreviated
    }

    /// The revision that a row of `alembic_version` means: the one with this id, or one whose id begins with it.
    private func node(ofRow row: String) -> Int? {
        now.index(of: row) ?? now.nodes.firstIndex { $0.id.hasPrefix(row) }
    }

    /// The place of a finding without an edit: the pin of the core.
    private var fallback: Location? {
        project.core.state.path.map { Location($0) }
    }

    private func location(of node: Int) -> Location? {
        project.revisions.graph.index(of: now.nodes[node].id).flatMap { project.revisions.migration(at: $0) }.map {
            Location($0.path, $0.header.revision.range)
        }
    }

    private func location(of edge: EdgeChange) -> Location? {
        guard let node = project.revisions.graph.index(of: now.nodes[edge.source].id),
            let migration = project.revisions.migration(at: node)
        else { return nil }
        let identifier = migration.header[edge.variable]
        let element = identifier.value?.elements.first { $0.string == edge.target }
        return Location(migration.path, element?.range ?? identifier.range ?? migration.header.revision.range)
    }

    private func help(for edge: EdgeChange?, toReach id: String?) -> String {
        guard let edge else {
            return "restore the published migration or the release of the core that was replaced"
        }
        let source = now.nodes[edge.source].id
        let header = state[source]?.header
        let before = header?[edge.variable].literal ?? "None"
        let restore = "set `\(edge.variable)` of \(source) back to \(before)"
        guard edge.isAdded, let id else { return restore }
        if edge.variable == .dependsOn {
            return restore + ", and add a new migration with `depends_on = \"\(id)\"`"
        }
        if database.applied.contains(id) { return restore + ", and add a merge revision on top to join the two" }
        let top = topmost(above: source)
        return restore + ", and put \(id) on top: set its `down_revision` to \"\(top)\""
    }

    /// The deployed head that descends from a revision, on which new revisions can be put.
    private func topmost(above id: String) -> String {
        guard let node = then.index(of: id) else { return id }
        let above = then.descendants(of: [node], by: .down)
        return above.filter { then.nodes[$0].isHead }.map { then.nodes[$0].id }.min() ?? id
    }

    private func list(_ nodes: [Int]) -> String {
        nodes.map { now.nodes[$0].id }.listed(atMost: 5)
    }
}
