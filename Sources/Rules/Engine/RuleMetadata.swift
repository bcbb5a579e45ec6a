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

    /// What `--fix` does about a finding.
    public struct Repair: Hashable, Sendable {
        /// Whether it needs to be asked for.
        public let applicability: Applicability
        /// What it does, in the third person: *sets `depends_on` to the schema head*.
        public let summary: String

        /// A repair that keeps the meaning that the author had in mind.
        static func safe(_ summary: String) -> Repair { Repair(applicability: .safe, summary: summary) }
        /// A repair that changes what a deployment would do.
        static func unsafe(_ summary: String) -> Repair { Repair(applicability: .unsafe, summary: summary) }
    }

    /// The id, as in `single-head`.
    public let id: String
    /// What it holds, in one line.
    public let summary: String
    /// Why: what goes wrong otherwise, and what to do about it.
    public let rationale: String
    /// The severity, unless the settings say otherwise.
    public let severity: Severity
    /// The repairs that its findings carry.
    public let repairs: [Repair]
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
        repairs: [Repair] = [],
        scope: Scope,
        good: [RuleExample],
        bad: [RuleExample]
    ) {
        self.id = id
        self.summary = summary
        self.rationale = rationale
        self.severity = severity
        self.repairs = repairs
        self.scope = scope
        self.good = good
        self.bad = bad
    }
}
