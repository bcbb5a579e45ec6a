internal import Alembic
internal import Diagnostics
internal import OrchestratorCore
internal import ProjectModel

/// The lines of a plan.
struct PlanLines {
    let project: Project
    private let messages: [String: String]

    init(_ project: Project) {
        self.project = project
        var messages: [String: String] = [:]
        if case .known(let core) = project.core.state {
            for revision in core.chain ?? [] { messages[revision.id] = revision.message }
        }
        self.messages = messages
    }

    func isFromPackage(_ node: Int) -> Bool { project.isFromPackage(project.revisions.id(of: node)) }

    private func id(_ node: Int) -> String { project.revisions.id(of: node) }

    private func title(_ node: Int) -> String {
        project.revisions.migration(at: node)?.header.docstring.title ?? messages[id(node)] ?? ""
    }

    private func named(_ node: Int) -> String {
        let title = title(node)
        return title.isEmpty ? "`\(id(node))`" : "`\(id(node))`, \(title)"
    }

    /// One line for each thing that is wrong with an upgrade.
    func trouble(_ forecast: UpgradeForecast) -> [String] {
        var lines = forecast.missingRows.map {
            "refused: Can't locate revision identified by '\($0)', a row of the database's alembic_version"
        }
        lines += forecast.overlaps.map {
            "refused: Requested revision \($0.above) overlaps with other requested revisions \($0.row): both are rows "
                + "of alembic_version, and \($0.row) is now an ancestor of \($0.above)"
        }
        lines += forecast.skipped.map {
            "skipped: \(named($0)) never runs: it is an ancestor of a row of alembic_version and is taken as applied"
        }
        lines += forecast.repeated.map {
            "repeated: \(named($0)) is applied and runs again: it is no longer an ancestor of a row of alembic_version"
        }
        return lines
    }

    /// The line for a failure of Alembic itself.
    func failure(at node: Int) -> String {
        "failing: Alembic ends with a KeyError after \(named(node)): it names several heads, and an ancestor of one of "
            + "them; name the heads only"
    }

    /// The steps, one on each line, and how many of them run before a revision of a package.
    func steps(_ steps: [Int]) -> (lines: [String], early: Int) {
        let rows = steps.enumerated().map { position, node in
            let labels = project.revisions.labels[node]
            return ["\(position + 1)", id(node), labels.isEmpty ? "" : "(\(labels.joined(separator: ", ")))"]
        }
        let widths = (0..<3).map { column in rows.reduce(0) { max($0, $1[column].count) } }
        func padding(_ row: [String], _ column: Int) -> String {
            String(repeating: " ", count: widths[column] - row[column].count)
        }
        var early = 0
        var lines: [String] = []
        // From the end: which revisions of the packages come after each.
        var (next, later): (Int?, Int) = (nil, 0)
        for (row, node) in zip(rows, steps).reversed() {
            var line = [padding(row, 0) + row[0], row[1] + padding(row, 1), row[2] + padding(row, 2), title(node)]
                .joined(separator: "  ")
            while line.hasSuffix(" ") { line.removeLast() }
            if isFromPackage(node) {
                (next, later) = (node, later + 1)
            } else if let next {
                early += 1
                let followers = ["`\(id(next))`"].listed(of: later)
                lines.append(
                    String(repeating: " ", count: widths[0] + 2)
                        + "^ early: it runs before \(followers), and no `depends_on` orders it after that")
            }
            lines.append(line)
        }
        return (lines.reversed(), early)
    }
}
