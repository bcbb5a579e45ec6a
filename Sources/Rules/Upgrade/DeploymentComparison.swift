internal import Alembic
internal import Diagnostics
internal import OrchestratorCore
internal import ProjectModel
internal import SourceFiles

/// The graph of a deployed state and today's graph, as far as they can be compared.
///
/// If the core is unknown on one side, both graphs contain the project's own migrations alone; if that is not enough,
/// there is an ``obstacle``.
struct DeploymentComparison {
    /// Why the upgrade could not be evaluated.
    struct Obstacle {
        let reason: String
        let help: String
        let location: Location?
    }

    /// The graph of the deployed state.
    let then: RevisionGraph
    /// Today's graph.
    let now: RevisionGraph
    /// Why the upgrade could not be evaluated; `nil` if it can be.
    let obstacle: Obstacle?

    init(of state: DeployedState, with project: Project) {
        let changes = Changes(of: state, in: project)
        let isCoreKnown = Self.isComparable(state.core, project.core.state)
        if isCoreKnown {
            (then, now) = (state.graph, Self.graph(of: project, withoutCopiesFrom: state))
        } else {
            (then, now) = (
                state.graph.withoutPackages, Self.graph(of: project, withoutCopiesFrom: state).withoutPackages
            )
        }
        if let hidden = changes.hidden {
            obstacle = Obstacle(
                reason: "the parents of \(project.revisions.name(of: hidden)) are not literals",
                help: StaticHeader.help, location: Location(hidden.path))
        } else if !isCoreKnown, changes.touchesDependencies {
            let isUnknownNow = project.core.state.head == nil
            obstacle = Obstacle(
                reason: "`depends_on` of a published migration was edited, and "
                    + (isUnknownNow
                        ? project.core.state.reason ?? "the core is unknown"
                        : "the core's schema branch at \(state.name) is unknown: "
                            + (state.core.reason ?? "only the id of its head, \(state.core.head ?? ""), is known")),
                help: isUnknownNow
                    ? project.core.state.help ?? "pin an exact release of the core" : "restore the edited `depends_on`",
                location: nil)
        } else {
            obstacle = nil
        }
    }

    /// Today's graph, without new files that declare the id of a revision of `state`: `unique-revision` reports those,
    /// and Alembic does not unite their edges.
    private static func graph(of project: Project, withoutCopiesFrom state: DeployedState) -> RevisionGraph {
        let graph = project.revisions.graph
        var copies: Set<Int> = []
        for node in graph.nodes where node.declarations.count > 1 && state.graph.index(of: node.id) != nil {
            let own = node.declarations.filter { graph.declarations[$0].origin != .package }
            if let past = state[node.id] {
                let migrations = own.compactMap { project.revisions.migration(of: graph.declarations[$0]) }
                guard let kept = PublishedEdits.published(past, among: migrations) else { continue }
                copies.formUnion(
                    own.filter { project.revisions.migration(of: graph.declarations[$0])?.path != kept.path })
            } else if own.count < node.declarations.count {
                copies.formUnion(own)
            }
        }
        if copies.isEmpty { return graph }
        return RevisionGraph(graph.declarations.indices.filter { !copies.contains($0) }.map { graph.declarations[$0] })
    }

    /// Whether the schema branches of two cores can be compared.
    private static func isComparable(_ then: CoreState, _ now: CoreState) -> Bool {
        switch (then, now) {
        case (.known(let then), .known(let now)):
            then.head == now.head || (then.chain != nil && now.chain != nil)
        case (.absent, .absent): true
        default: false
        }
    }

    /// The changes of the published migrations that decide what can be compared.
    private struct Changes {
        /// A migration whose edges are not literals, if the comparison needs them.
        var hidden: Migration?
        /// Whether the `depends_on` of one was edited, or one that has it is missing.
        var touchesDependencies = false

        init(of state: DeployedState, in project: Project) {
            var isAnyEdited = false
            for past in state.migrations {
                guard let id = past.id else { continue }
                let now = project.revisions.graph.index(of: id).flatMap { project.revisions.migration(at: $0) }
                if let now, now.entry.object != nil, now.entry.object == past.entry.object { continue }
                let dependencies = Set(past.header.dependsOn.names)
                if Set(now?.header.dependsOn.names ?? []) != dependencies { touchesDependencies = true }
                if now == nil || touchesDependencies
                    || Set(now?.header.downRevision.names ?? []) != Set(past.header.downRevision.names)
                {
                    isAnyEdited = true
                }
            }
            // As long as no applied migration was edited, unknown edges are what they were.
            guard isAnyEdited else { return }
            hidden = (project.revisions.migrations + state.migrations).first { migration in
                let header = migration.header
                return header.defect == nil
                    && [header.revision, header.downRevision, header.dependsOn].contains(where: \.isUnknown)
            }
        }
    }
}

extension Revisions {
    /// The migration of a declaration; `nil` if a package declares it.
    fileprivate func migration(of declaration: RevisionDeclaration) -> Migration? {
        if case .project(let index) = declaration.origin { migrations[index] } else { nil }
    }
}

extension RevisionGraph {
    /// The same graph without the revisions of packages, and without the edges to them.
    fileprivate var withoutPackages: RevisionGraph {
        let own = declarations.filter { $0.origin != .package }
        let ids = Set(own.flatMap { [$0.id] + $0.labels })
        return RevisionGraph(
            own.map { declaration in
                RevisionDeclaration(
                    id: declaration.id, downRevisions: declaration.downRevisions.filter(ids.contains),
                    dependencies: declaration.dependencies.filter(ids.contains), labels: declaration.labels,
                    origin: declaration.origin, isComplete: declaration.isComplete)
            })
    }
}
