internal import Alembic
internal import Diagnostics
internal import Fixing
internal import OrchestratorCore
internal import ProjectModel
internal import Rules

/// Makes a report of the findings of a run.
enum ReportBuilder {
    /// The report on a state of the files of a session, with the fixes that were made to get there.
    static func report(of session: Session, _ state: LintedState, applied: [AppliedFix]? = nil) -> Report {
        let (projects, outcomes) = (state.projects, state.outcomes)
        // Two environments of one repository share the findings about the source folder.
        let diagnostics = unique(outcomes.flatMap(\.diagnostics)).sorted(by: Diagnostic.isOrderedBefore)
        let migrations = projects.reduce(0) { $0 + $1.revisions.migrations.count }
        return Report(
            tool: Report.Tool(name: "lint", version: Version.text, rules: rules),
            snapshot: session.snapshot,
            core: projects.lazy.compactMap(core).first,
            graph: Report.Graph(
                revisions: projects.reduce(0) { $0 + $1.revisions.graph.nodes.count }, heads: projects.flatMap(heads)),
            findings: Report.Findings(
                diagnostics: diagnostics, notEvaluated: unique(outcomes.flatMap(\.notEvaluated)), applied: applied),
            summary: Report.Summary(
                of: diagnostics, suppressed: outcomes.reduce(0) { $0 + $1.suppressed }, migrations: migrations)
        )
    }

    private static var rules: [Report.Rule] {
        RuleRegistry.rules.map { rule in
            let documentation = rule.metadata.documentation
            return Report.Rule(
                id: rule.metadata.id, summary: documentation.summary, rationale: documentation.rationale,
                severity: rule.metadata.severity)
        }
    }

    private static func unique<Value: Hashable>(_ values: [Value]) -> [Value] {
        var seen: Set<Value> = []
        return values.filter { seen.insert($0).inserted }
    }

    /// The core of a project; `nil` for a project that is not an orchestrator's.
    private static func core(of project: Project) -> Report.Core? {
        guard project.profile == .orchestrator else { return nil }
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
            package: project.core.package, release: state.release?.description, head: state.head, source: source,
            path: state.path)
    }

    private static func heads(of project: Project) -> [Report.Head] {
        let revisions = project.revisions
        return revisions.graph.heads.map { index in
            Report.Head(
                revision: revisions.id(of: index), labels: revisions.labels[index],
                isEffective: revisions.graph.nodes[index].isEffectiveHead, path: revisions.migration(at: index)?.path)
        }
    }
}
