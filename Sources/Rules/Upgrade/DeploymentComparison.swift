internal import Alembic
internal import Diagnostics
internal import OrchestratorCore
internal import SourceFiles

/// The graph of a deployed state beside the one of today, both as far as they can be compared.
///
/// Where the core is not known on both sides, both graphs are those of the project's own migrations alone; where more would be needed to judge, ``doubt``
/// says so.
struct DeploymentComparison {
    /// Why nothing can be said.
    struct Doubt {
        let reason: String
        let help: String
        let location: Location?
    }

    /// The graph of the deployed state.
    let then: RevisionGraph
    /// Today's graph.
    let now: RevisionGraph
    /// Why nothing can be said; `nil` where something can.
    let doubt: Doubt?

    init(of state: DeployedState, with project: Project) {
        let changes = Changes(of: state, in: project)
        let isCoreKnown = Self.isComparable(state.core, project.core.state)
        if isCoreKnown {
            (then, now) = (state.graph, project.graph)
        } else {
            (then, now) = (state.graph.withoutPackages, project.graph.withoutPackages)
        }
        if let hidden = changes.hidden {
            doubt = Doubt(
                reason: "\(project.name(of: hidden)) does not say in literals what it follows",
                help: "write its identifiers as literals; `static-header` shows where", location: Location(hidden.path))
        } else if !isCoreKnown, changes.touchesDependencies {
            let isUnknownNow = project.core.state.head == nil
            doubt = Doubt(
                reason: "the `depends_on` of a published migration was edited, and "
                    + (isUnknownNow
                        ? project.core.state.reason ?? "the core is not known"
                        : "the core's schema branch at \(state.name) is not known: "
                            + (state.core.reason ?? "of its head \(state.core.head ?? "") nothing but the id is said")),
                help: isUnknownNow
                    ? project.core.state.help ?? "pin the core exactly" : "put the edited `depends_on` back",
                location: nil)
        } else {
            doubt = nil
        }
    }

    /// Whether the schema branches of two cores can be laid side by side.
    private static func isComparable(_ then: CoreState, _ now: CoreState) -> Bool {
        switch (then, now) {
        case (.known(let then), .known(let now)):
            then.head == now.head || (then.chain != nil && now.chain != nil)
        case (.absent, .absent): true
        default: false
        }
    }

    /// What was done to the published migrations, as far as it decides what can be said.
    private struct Changes {
        /// A migration whose edges only Python knows, where they would matter.
        var hidden: Migration?
        /// Whether the `depends_on` of one was edited, or one that has it is gone.
        var touchesDependencies = false

        init(of state: DeployedState, in project: Project) {
            var isAnyEdited = false
            for past in state.migrations {
                guard let id = past.id else { continue }
                let now = project.graph.index(of: id).flatMap { project.migration(at: $0) }
                if let now, now.entry.object != nil, now.entry.object == past.entry.object { continue }
                let dependencies = Set(past.header.dependsOn.names)
                if Set(now?.header.dependsOn.names ?? []) != dependencies { touchesDependencies = true }
                if now == nil || touchesDependencies
                    || Set(now?.header.downRevision.names ?? []) != Set(past.header.downRevision.names)
                {
                    isAnyEdited = true
                }
            }
            // What is not known stays what it was, as long as nothing that has run was touched.
            guard isAnyEdited else { return }
            hidden = (project.migrations + state.migrations).first { migration in
                let header = migration.header
                return header.defect == nil
                    && [header.revision, header.downRevision, header.dependsOn].contains(where: \.isUnknown)
            }
        }
    }
}

extension RevisionGraph {
    /// The same graph without what packages bring; what names it names nothing then.
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
