internal import Alembic
public import Diagnostics
public import ProjectModel
internal import SourceFiles

/// One condition that a project must meet.
///
/// A rule is a pure function from a project to findings. It reads no file, clock or environment, and its result does
/// not depend on the order of its input.
public protocol Rule: Sendable {
    /// The id, the severity, the documentation and the examples.
    static var metadata: RuleMetadata { get }
    /// Adds what breaks the rule in `project` to `findings`.
    static func check(_ project: Project, _ findings: inout Findings)
}

/// Collects the findings of one rule.
public struct Findings: Sendable {
    private let rule: String
    private let severity: Severity
    private let applied: Set<String>
    /// What `published-unchanged` compares; `nil` if there is nothing to compare, or the rule is not applied.
    let edits: PublishedEdits?
    /// The findings, in the order in which they were reported.
    public private(set) var diagnostics: [Diagnostic] = []
    /// What could not be evaluated.
    public private(set) var notEvaluated: [NotEvaluated] = []

    /// Collects the findings of a rule with the severity of the settings; `applied` are the rules of the same run.
    init(for rule: String, severity: Severity, applied: Set<String>, edits: PublishedEdits?) {
        self.rule = rule
        self.severity = severity
        self.applied = applied
        self.edits = edits
    }

    /// Whether another rule is applied in the same run, so that a finding can be left to it.
    func isApplied(_ rule: any Rule.Type) -> Bool { applied.contains(rule.metadata.id) }

    /// Whether `published-unchanged` reports an edit of this migration, so that other findings in it are consequences.
    func reportsEdit(of migration: Migration) -> Bool { edits?.files.contains(migration.path) ?? false }

    /// Whether `published-unchanged` reports that this revision of the baseline is missing.
    func reportsLoss(of id: String, since state: DeployedState) -> Bool {
        guard let edits, edits.before.name == state.name else { return false }
        return edits.missing.contains { $0.past.id == id && $0.successor?.header.revision.isUnknown != true }
    }

    /// Adds a finding; `limit` caps its severity.
    mutating func report(
        _ message: String,
        at location: Location? = nil,
        revision: String? = nil,
        help: String? = nil,
        notes: [Note] = [],
        atMost limit: Severity = .error,
        fix: Fix? = nil
    ) {
        diagnostics.append(
            Diagnostic(
                rule: rule, severity: min(severity, limit), message: message, at: location, revision: revision,
                details: Diagnostic.Details(help: help, notes: notes, fix: fix)))
    }

    /// Records that the rule could not be evaluated, and why.
    mutating func couldNotEvaluate(_ reason: String, help: String, at location: Location? = nil) {
        notEvaluated.append(NotEvaluated(rule: rule, reason: reason, help: help, at: location))
    }
}
