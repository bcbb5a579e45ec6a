internal import Alembic
internal import Diagnostics
internal import Fixing
internal import OrchestratorCore
internal import Rules

/// Puts the findings of a run together into a report.
enum ReportBuilder {
    /// The report on a state of the files of a session, with the repairs that were made to get there.
    static func report(
        of session: Session, _ state: LintedState, repairs: [Report.Repair]? = nil
    ) -> Report {
        let (projects, outcomes) = (state.projects, state.outcomes)
        // Two environments of one repository share the findings about the source folder.
        let diagnostics = unique(outcomes.flatMap(\.diagnostics)).sorted(by: Diagnostic.isOrderedBefore)
        let cores = projects.map(core)
        let migrations = projects.reduce(0) { $0 + $1.migrations.count }
        return Report(
            tool: Report.Tool(name: "lint", version: Version.text),
            snapshot: session.snapshot,
            core: cores.first(where: \.isUsed) ?? cores.first,
            revisions: projects.reduce(0) { $0 + $1.graph.nodes.count },
            heads: projects.flatMap(heads),
            diagnostics: diagnostics,
            notEvaluated: unique(outcomes.flatMap(\.notEvaluated)),
            repairs: repairs,
            rules: RuleRegistry.rules.map { rule in
                let metadata = rule.metadata
                return Report.Rule(
                    id: metadata.id, summary: metadata.summary, rationale: metadata.rationale,
                    severity: metadata.severity)
            },
            summary: Report.Summary(
                of: diagnostics, suppressed: outcomes.reduce(0) { $0 + $1.suppressed }, migrations: migrations)
        )
    }

    private static func unique<Value: Hashable>(_ values: [Value]) -> [Value] {
        var seen: Set<Value> = []
        return values.filter { seen.insert($0).inserted }
    }

    private static func core(of project: Project) -> Report.Core {
        guard project.profile == .orchestrator else {
            return Report.Core(package: project.settings.core.package, source: .unknown, isUsed: false)
        }
        let state = project.core.state
        let source: Report.Core.Source =
            switch state.source {
            case .config: .config
            case .lock: .lock
            case .pin: .pin
            case .environment: .environment
            case nil: .unknown
            }
        return Report.Core(
            package: project.settings.core.package, release: state.release?.description, head: state.head,
            source: source,
            path: state.path)
    }

    private static func heads(of project: Project) -> [Report.Head] {
        project.graph.heads.map { index in
            Report.Head(
                revision: project.graph.nodes[index].id, labels: project.labels[index],
                isEffective: project.graph.nodes[index].isEffectiveHead, path: project.migration(at: index)?.path)
        }
    }
}
