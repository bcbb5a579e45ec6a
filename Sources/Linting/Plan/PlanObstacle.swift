internal import Alembic
internal import OrchestratorCore
internal import ProjectModel

/// Why no upgrade can be planned: Alembic refuses to load the graph, or not all of it is known.
struct PlanObstacle {
    /// What is in the way, without a full stop.
    let reason: String
    /// What to do about it.
    let help: String

    /// The first obstacle in what is linted.
    static func find(in project: Project) -> PlanObstacle? {
        if project.revisions.scripts == nil { return obstacle("there is no Alembic configuration", at: nil) }
        let revisions = project.revisions
        return find(in: revisions.graph, revisions.migrations, core: project.core.state, of: project, at: nil)
    }

    /// The first obstacle in a state of `project` that is deployed.
    static func find(in state: DeployedState, of project: Project) -> PlanObstacle? {
        find(in: state.graph, state.migrations, core: state.core, of: project, at: state.name)
    }

    private static func find(
        in graph: RevisionGraph,
        _ migrations: [Migration],
        core: CoreState,
        of project: Project,
        at ref: String?
    ) -> PlanObstacle? {
        if project.profile == .orchestrator, core.head == nil {
            return obstacle(
                "the schema head of \(project.core.package) is unknown"
                    + (core.reason.map { ": \($0)" } ?? ""),
                at: ref, help: core.help)
        }
        if let file = migrations.first(where: { $0.id == nil }) {
            return obstacle("no revision id can be read in \(file.path)", at: ref)
        }
        let elsewhere = Set(project.settings.external.revisions)
        return refusal(of: graph, knowing: elsewhere).map { obstacle($0, at: ref) }
    }

    private static func obstacle(_ reason: String, at ref: String?, help: String? = nil) -> PlanObstacle {
        let place = ref.map { "the upgrade from `\($0)`" } ?? "the upgrade"
        let check = ref.map { "`lint --commit \($0)`" } ?? "`lint`"
        return PlanObstacle(
            reason: "cannot plan \(place): \(reason)", help: help ?? "run \(check) and correct what it reports")
    }

    /// Why Alembic would not load a graph, or what of it is not known.
    private static func refusal(of graph: RevisionGraph, knowing elsewhere: Set<String>) -> String? {
        var labels: Set<String> = []
        for declaration in graph.declarations {
            for label in declaration.labels {
                if !labels.insert(label).inserted {
                    return "Alembic refuses the label `\(label)`, which is declared twice"
                }
                if graph.index(of: label) != nil {
                    return "Alembic refuses the label `\(label)`, which is also a revision id"
                }
            }
        }
        for node in graph.nodes {
            if node.declarations.count > 1 {
                return "`\(node.id)` is declared twice, and Alembic loads only one of the two"
            }
            if !node.isComplete { return "the parents of `\(node.id)` are not statically known" }
            if let missing = node.missing.first(where: { !elsewhere.contains($0) }) {
                return "`\(node.id)` names `\(missing)`, which is not a known revision"
            }
        }
        if let cycle = graph.cycles(by: .downAndDependencies).first {
            return "Alembic refuses the cycle of `\(graph.nodes[cycle[0]].id)`"
        }
        return nil
    }
}
