internal import Alembic
internal import OrchestratorCore
internal import Rules

/// Why no upgrade can be planned: Alembic refuses to load the graph, or not all of it is known.
struct PlanObstacle {
    /// What is in the way, without a full stop.
    let reason: String
    /// What to do about it.
    let help: String

    /// The first obstacle in a project; `ref` is the commit that it was read from, `nil` for the snapshot itself.
    static func find(in project: Project, at ref: String?) -> PlanObstacle? {
        let place = ref.map { "the upgrade from `\($0)`" } ?? "the upgrade"
        func obstacle(_ reason: String, _ help: String? = nil) -> PlanObstacle {
            let check = ref.map { "`lint --commit \($0)`" } ?? "`lint`"
            return PlanObstacle(
                reason: "cannot plan \(place): \(reason)", help: help ?? "run \(check) and mend that first")
        }
        if project.profile == .orchestrator, project.core.state.head == nil {
            return obstacle(
                "the schema head of \(project.settings.core.package) is unknown"
                    + (project.core.state.reason.map { ": \($0)" } ?? ""),
                project.core.state.help)
        }
        if project.scripts == nil { return obstacle("there is no Alembic configuration") }
        if let file = project.migrations.first(where: { $0.id == nil }) {
            return obstacle("no revision id can be read in \(file.path)")
        }
        if let reason = refusal(of: project.graph) { return obstacle(reason) }
        return nil
    }

    /// Why Alembic would not load a graph, or what of it is not known.
    private static func refusal(of graph: RevisionGraph) -> String? {
        var labels: Set<String> = []
        for declaration in graph.declarations {
            for label in declaration.labels {
                if !labels.insert(label).inserted {
                    return "Alembic refuses the label `\(label)`, which is declared twice"
                }
                if graph.index(of: label) != nil { return "Alembic refuses the label `\(label)`, which is an id, too" }
            }
        }
        for node in graph.nodes {
            if node.declarations.count > 1 { return "`\(node.id)` is declared twice, and Alembic takes either" }
            if !node.isComplete { return "what `\(node.id)` stands on is not statically known" }
            if let missing = (node.missingDown + node.missingDependencies).first {
                return "`\(node.id)` names `\(missing)`, which no known revision is"
            }
        }
        if let cycle = graph.cycles(by: .downAndDependencies).first {
            return "Alembic refuses the cycle of `\(graph.nodes[cycle[0]].id)`"
        }
        return nil
    }
}
