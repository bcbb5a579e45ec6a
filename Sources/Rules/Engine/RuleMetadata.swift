public import Diagnostics

/// What a rule says of itself; `lint explain`, the documentation, the JSON Schema and the tests all read it here.
public struct RuleMetadata: Sendable {
    /// Where a rule makes sense.
    public enum Scope: String, Sendable {
        /// In every Alembic project.
        case alembic
        /// In a Workflow Orchestrator project.
        case orchestrator
    }

    /// The id, as in `single-head`.
    public let id: String
    /// What it holds, in one line.
    public let summary: String
    /// Why: what goes wrong otherwise, and what to do about it.
    public let rationale: String
    /// The severity, unless the settings say otherwise.
    public let severity: Severity
    /// Whether its findings carry a repair, and of which kind; `nil` for none.
    public let fix: Applicability?
    /// Where it makes sense.
    public let scope: Scope
    /// Projects in which it finds nothing.
    public let good: [RuleExample]
    /// Projects in which it finds what the markers show.
    public let bad: [RuleExample]

    init(
        id: String,
        summary: String,
        rationale: String,
        severity: Severity,
        fix: Applicability? = nil,
        scope: Scope,
        good: [RuleExample],
        bad: [RuleExample]
    ) {
        self.id = id
        self.summary = summary
        self.rationale = rationale
        self.severity = severity
        self.fix = fix
        self.scope = scope
        self.good = good
        self.bad = bad
    }
}
