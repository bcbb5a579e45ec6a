public import Diagnostics
internal import SourceFiles

/// One thing that has to be true of a project.
///
/// What walks in: the project, as values. What walks out: findings. A rule is a pure function: no file, no clock, no environment, and its
/// result does not depend on the order of what it is given.
public protocol Rule: Sendable {
    /// What it says of itself.
    static var metadata: RuleMetadata { get }
    /// Holds `project` against the rule.
    static func check(_ project: Project, _ findings: inout Findings)
}

/// Collects what one rule finds.
public struct Findings: Sendable {
    private let rule: String
    private let severity: Severity
    private let applied: Set<String>
    /// What was found.
    public private(set) var diagnostics: [Diagnostic] = []
    /// What could not be answered.
    public private(set) var notEvaluated: [NotEvaluated] = []

    /// Collects for a rule, at the severity that the settings give it; `applied` are the rules of the same run.
    public init(for rule: String, severity: Severity, applied: Set<String> = []) {
        self.rule = rule
        self.severity = severity
        self.applied = applied
    }

    /// Whether another rule is applied in the same run, which then tells what is its matter.
    func isApplied(_ rule: String) -> Bool { applied.contains(rule) }

    /// States a fact that breaks the rule; `atMost` makes it less grave than the rule is.
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
                rule: rule, severity: min(severity, limit), message: message, help: help, at: location,
                revision: revision,
                notes: notes, fix: fix))
    }

    /// Says that the rule's question stays open.
    mutating func cannotTell(_ reason: String, help: String, at location: Location? = nil) {
        notEvaluated.append(NotEvaluated(rule: rule, reason: reason, help: help, at: location))
    }
}
