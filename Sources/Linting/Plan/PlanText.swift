internal import Alembic
internal import ProjectModel
internal import SourceFiles

/// The text of `lint plan` for one project.
struct PlanText {
    /// The lines.
    let text: String
    /// Whether the upgrade succeeds and runs exactly what is pending.
    let isSafe: Bool

    /// Plans the upgrade of `database`, which was deployed at `ref`; of a fresh one if they are `nil`.
    init(of project: Project, from database: DeployedDatabase?, at ref: String?) {
        let plan = UpgradePlan(of: project.revisions.graph, from: database)
        let lines = PlanLines(project)
        var (trouble, steps): ([String], [String]) = ([], [])
        var isRefused = false
        if let database {
            let forecast = UpgradeForecast(of: database, with: project.revisions.graph)
            isRefused = forecast.isRefused
            trouble += lines.trouble(forecast)
        }
        if let failure = plan.failure { trouble.append(lines.failure(at: plan.steps[failure])) }
        let source = ref.map { "a database deployed at \($0)" } ?? "a fresh database"
        if isRefused {
            steps = ["no revision runs on \(source)"]
        } else {
            let (listed, early) = lines.steps(plan.steps)
            steps = listed + [Self.summary(of: plan.steps, lines, early: early, on: source)]
        }
        text = (trouble + steps).map { Self.printable($0) + "\n" }.joined()
        isSafe = trouble.isEmpty
    }

    private static func summary(of steps: [Int], _ lines: PlanLines, early: Int, on source: String) -> String {
        if steps.isEmpty { return "no revision is pending on \(source)" }
        let own = steps.count { !lines.isFromPackage($0) }
        let others = steps.count - own
        var summary = "\(steps.count) \(steps.count == 1 ? "revision runs" : "revisions run") on \(source)"
        if own > 0, others > 0 { summary += ": \(others) of packages, \(own) of the project" }
        if early > 0 { summary += "; \(early) too early" }
        return summary
    }

    /// The heading over one of several projects.
    static func heading(of project: Project) -> String {
        let name = project.revisions.scripts?.config.path ?? project.layout.sourceFolder
        return printable("== \(name)")
    }

    /// The same text on one line, with control characters escaped.
    static func printable(_ text: String) -> String { Path.printable(Array(text.utf8)) }
}
