public import Diagnostics
internal import SourceFiles

/// Holds a project against the rules.
///
/// What walks in: a project and the rules to apply. What walks out: the findings in the order of a report, without those that a comment or
/// the settings silence, and the questions that stay open.
public struct Engine {
    /// What a run found.
    public struct Outcome: Sendable {
        /// The findings, sorted.
        public var diagnostics: [Diagnostic]
        /// The questions that stay open, sorted.
        public var notEvaluated: [NotEvaluated]
        /// How many findings were silenced.
        public var suppressed: Int
    }

    /// From this many migrations on, the rules are worth more than one core.
    private static let threshold = 1000

    /// Applies `rules` to `project`; those that the settings turn off, or that do not belong to the project's profile, are passed over.
    public static func run(_ rules: [any Rule.Type], on project: Project) -> Outcome {
        var applicable = rules.filter { rule in
            project.settings.severities[rule.metadata.id] != nil
                && (rule.metadata.scope == .alembic || project.profile == .orchestrator)
        }
        // Nobody knows what a file in conflict will be: until that is settled, the conflict is all that can be said.
        if let merge = project.merge, !merge.conflicts.isEmpty {
            applicable = [MergeConflict.self]
        }
        let applied = Set(applicable.map { $0.metadata.id })
        let findings =
            project.migrations.count < threshold
            ? applicable.map { Self.findings(of: $0, in: project, applied) }
            : applicable.concurrentMap { Self.findings(of: $0, in: project, applied) }
        let diagnostics = findings.flatMap(\.diagnostics)
        let notEvaluated = findings.flatMap(\.notEvaluated)
        var filter = SuppressionFilter(project: project)
        var kept = diagnostics.filter { !filter.silences($0) }
        let suppressed = diagnostics.count - kept.count
        if applied.contains(UnusedSuppression.metadata.id) { kept += filter.unused(applied: applied) }
        return Outcome(
            diagnostics: kept.sorted(by: Diagnostic.isOrderedBefore),
            notEvaluated: notEvaluated.sorted { ($0.rule, $0.reason) < ($1.rule, $1.reason) },
            suppressed: suppressed
        )
    }

    private static func findings(of rule: any Rule.Type, in project: Project, _ applied: Set<String>) -> Findings {
        let metadata = rule.metadata
        var findings = Findings(
            for: metadata.id, severity: project.settings.severities[metadata.id] ?? metadata.severity,
            applied: applied)
        rule.check(project, &findings)
        return findings
    }
}
