internal import Alembic
internal import Diagnostics
internal import Fixing
internal import OrchestratorCore
internal import ProjectModel
internal import Rules
internal import SourceFiles

/// Makes a report of the findings of a run.
enum ReportBuilder {
    /// The report on a state of the files of a session, with the fixes that were made to get there.
    static func report(of session: Session, _ state: LintedState, applied: [AppliedFix]? = nil) -> Report {
        let (projects, outcomes) = (state.projects, state.outcomes)
        let diagnostics = diagnostics(of: state).sorted(by: Diagnostic.isOrderedBefore)
        let migrations = projects.reduce(0) { $0 + $1.revisions.migrations.count }
        var report = Report(
            tool: Report.Tool(name: "lint", version: Version.text, rules: rules),
            snapshot: session.snapshot,
            environments: projects.map(environment).sorted { $0.path < $1.path },
            findings: Report.Findings(
                diagnostics: diagnostics, notEvaluated: unique(outcomes.flatMap(\.notEvaluated)), applied: applied),
            summary: Report.Summary(
                of: diagnostics, suppressed: outcomes.reduce(0) { $0 + $1.suppressed }, migrations: migrations)
        )
        (report.passedOver, report.untouched) = (session.passedOver, session.untouched)
        return report
    }

    private static var rules: [Report.Rule] {
        RuleRegistry.rules.map { rule in
            let documentation = rule.metadata.documentation
            return Report.Rule(
                id: rule.metadata.id, summary: documentation.summary, rationale: documentation.rationale,
                severity: rule.metadata.severity)
        }
    }

    /// The findings of all environments, each once; with several, a finding that one of them has names it.
    ///
    /// Environments of one source folder share the findings about that folder.
    private static func diagnostics(of state: LintedState) -> [Diagnostic] {
        guard state.projects.count > 1 else { return unique(state.outcomes.flatMap(\.diagnostics)) }
        var environments: [Diagnostic: Set<Path>] = [:]
        for (project, outcome) in zip(state.projects, state.outcomes) {
            for diagnostic in outcome.diagnostics { environments[diagnostic, default: []].insert(path(of: project)) }
        }
        return unique(state.outcomes.flatMap(\.diagnostics)).map { diagnostic in
            var diagnostic = diagnostic
            if let paths = environments[diagnostic], paths.count == 1 { diagnostic.environment = paths.first }
            return diagnostic
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

    private static func environment(_ project: Project) -> Report.Environment {
        Report.Environment(
            path: path(of: project), profile: project.profile == .orchestrator ? .orchestrator : .alembic,
            config: project.revisions.scripts?.config.path, core: core(of: project),
            graph: Report.Graph(revisions: project.revisions.graph.nodes.count, heads: heads(of: project)),
            migrations: project.revisions.migrations.count)
    }

    /// The script directory of a project; the folder of its configuration, or its source folder, if there is none.
    private static func path(of project: Project) -> Path {
        let scripts = project.revisions.scripts
        return scripts?.environmentFolder ?? project.layout.sourceFolder
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
