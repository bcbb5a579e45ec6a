internal import Alembic
public import Diagnostics
public import ProjectModel
internal import SourceFiles

/// Applies rules to a project.
///
/// The outcome contains the findings in the order of a report, without those that a comment or the settings silence,
/// and what could not be evaluated.
public struct Engine {
    /// The result of a run.
    public struct Result: Sendable {
        /// The findings, sorted by place and rule.
        public var diagnostics: [Diagnostic]
        /// What could not be evaluated, sorted by rule and reason.
        public var notEvaluated: [NotEvaluated]
        /// The number of silenced findings.
        public var suppressed: Int
        /// Whether the findings are provisional: one of them concerns an unpublished migration, and Git's history was
        /// not asked whether it was released.
        public var turnsOnHistory = false
    }

    /// From this number of migrations on, the rules run concurrently: below it, starting threads takes longer.
    private static let threshold = 1000

    /// Applies `rules` to `project`, without those that the settings turn off or that its profile excludes.
    public static func run(_ rules: [any Rule.Type], on project: Project) -> Result {
        var applicable = rules.filter { rule in
            project.settings.severities[rule.metadata.id] != nil
                && (rule.metadata.scope == .alembic || project.profile == .orchestrator)
        }
        // The content of a file in conflict is unknown until the conflict is resolved, so no other rule can apply.
        if let merge = project.change.merge, !merge.conflicts.isEmpty {
            applicable = [MergeConflict.self]
        }
        let applied = Set(applicable.map { $0.metadata.id })
        let edits = applied.contains(PublishedUnchanged.metadata.id) ? PublishedEdits(of: project) : nil
        let check = { @Sendable (rule: any Rule.Type) in
            var findings = Self.noFindings(of: rule, in: project, applied, edits)
            rule.check(project, &findings)
            return findings
        }
        let findings =
            project.revisions.migrations.count < threshold
            ? applicable.map(check) : applicable.concurrentMap(check)
        let diagnostics = findings.flatMap(\.diagnostics)
        let notEvaluated = findings.flatMap(\.notEvaluated)
        var filter = SuppressionFilter(project: project)
        var kept = diagnostics.filter { !filter.silences($0) }
        let suppressed = diagnostics.count - kept.count
        if applied.contains(UnusedSuppression.metadata.id) {
            var unused = noFindings(of: UnusedSuppression.self, in: project, applied, edits)
            UnusedSuppression.check(filter, &unused)
            kept += unused.diagnostics
        }
        return Result(
            diagnostics: kept.sorted(by: Diagnostic.isOrderedBefore),
            notEvaluated: notEvaluated.sorted { ($0.rule, $0.reason) < ($1.rule, $1.reason) },
            suppressed: suppressed,
            turnsOnHistory: turnsOnHistory(kept, in: project)
        )
    }

    private static func turnsOnHistory(_ diagnostics: [Diagnostic], in project: Project) -> Bool {
        guard project.deployment.history == nil, project.deployment.hasRepository, !diagnostics.isEmpty else {
            return false
        }
        let unlocked = Set(
            project.revisions.migrations.lazy.filter { !($0.id.map(project.deployment.isLocked) ?? true) }.map(\.path))
        guard !unlocked.isEmpty else { return false }
        return diagnostics.contains { diagnostic in
            ([diagnostic.location] + diagnostic.notes.map(\.location)).contains { place in
                place.map { unlocked.contains($0.path) } ?? false
            }
        }
    }

    private static func noFindings(
        of rule: any Rule.Type, in project: Project, _ applied: Set<String>, _ edits: PublishedEdits?
    ) -> Findings {
        let metadata = rule.metadata
        let severity = project.settings.severities[metadata.id] ?? metadata.severity
        return Findings(for: metadata.id, severity: severity, applied: applied, edits: edits)
    }
}
