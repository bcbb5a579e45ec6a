internal import Alembic
internal import OrchestratorCore
internal import Rules
internal import SourceFiles

/// What `lint plan` prints of a project that can be planned.
struct PlanText {
    /// The lines.
    let text: String
    /// Whether the upgrade comes to its end, and runs exactly what has not run yet.
    let isSafe: Bool

    /// Plans the upgrade of `database`, which was deployed at `ref`; of a fresh one where they are `nil`.
    init(of project: Project, from database: DeployedDatabase?, at ref: String?) {
        let plan = UpgradePlan(of: project.graph, from: database)
        let lines = PlanLines(project)
        var (trouble, steps): ([String], [String]) = ([], [])
        var isRefused = false
        if let database {
            let forecast = UpgradeForecast(of: database, with: project.graph)
            isRefused = forecast.isRefused
            trouble += lines.trouble(forecast)
        }
        if let failure = plan.failure { trouble.append(lines.failure(at: plan.steps[failure])) }
        let source = ref.map { "a database deployed at \($0)" } ?? "a fresh database"
        if isRefused {
            steps = ["nothing runs on \(source)"]
        } else {
            let (listed, early) = lines.steps(plan.steps)
            let own = plan.steps.count { !lines.isFromPackage($0) }
            let others = plan.steps.count - own
            var summary =
                "\(plan.steps.count) \(plan.steps.count == 1 ? "revision runs" : "revisions run") on \(source)"
            if plan.steps.isEmpty { summary = "nothing to run on \(source)" }
            if own > 0, others > 0 { summary += ": \(others) of packages, \(own) of the project" }
            if early > 0 { summary += "; \(early) too early" }
            steps = listed + [summary]
        }
        text = (trouble + steps).map { Self.printable($0) + "\n" }.joined()
        isSafe = trouble.isEmpty
    }

    /// The heading over one of several projects.
    static func heading(of project: Project) -> String {
        printable("== \(project.scripts.map { $0.config.path.description } ?? project.folder.description)")
    }

    /// The same text on one line, without anything that acts on a terminal.
    static func printable(_ text: String) -> String { Path.printable(Array(text.utf8)) }
}

/// The lines of a plan.
private struct PlanLines {
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

    func isFromPackage(_ node: Int) -> Bool { project.isFromPackage(project.graph.nodes[node].id) }

    private func id(_ node: Int) -> String { project.graph.nodes[node].id }

    private func title(_ node: Int) -> String {
        project.migration(at: node)?.header.docstring.title ?? messages[id(node)] ?? ""
    }

    private func named(_ node: Int) -> String {
        let title = title(node)
        return title.isEmpty ? "`\(id(node))`" : "`\(id(node))`, \(title)"
    }

    /// What is wrong with an upgrade.
    func trouble(_ forecast: UpgradeForecast) -> [String] {
        var lines = forecast.missingRows.map {
            "refused: Can't locate revision identified by '\($0)', a row of the database's alembic_version"
        }
        lines += forecast.overlaps.map {
            "refused: Requested revision \($0.above) overlaps with other requested revisions \($0.row): both are rows of alembic_version, "
                + "and the one is now below the other"
        }
        lines += forecast.skipped.map {
            "skipped: \(named($0)) never runs: it stands below what the database remembers as run"
        }
        lines += forecast.repeated.map {
            "repeated: \(named($0)) has run and runs again: nothing that the database remembers stands on it any more"
        }
        return lines
    }

    /// The words for Alembic's own failure.
    func failure(at node: Int) -> String {
        "failing: Alembic ends with a KeyError after \(named(node)): it stands on several heads, and on something below one of them; "
            + "name the topmost revisions alone"
    }

    /// The steps, one on each line, and how many of them are too early.
    func steps(_ steps: [Int]) -> (lines: [String], early: Int) {
        let rows = steps.enumerated().map { position, node in
            let labels = project.labels[node]
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
                let more = later > 1 ? " and \(later - 1) more" : ""
                lines.append(
                    String(repeating: " ", count: widths[0] + 2)
                        + "^ early: it runs before `\(id(next))`\(more), and no depends_on makes it wait")
            }
            lines.append(line)
        }
        return (lines.reversed(), early)
    }
}
