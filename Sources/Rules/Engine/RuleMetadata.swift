public import Diagnostics

/// Describes a rule: the one source of `lint explain`, the documentation, the JSON Schema and the tests.
public struct RuleMetadata: Sendable {
    /// The projects that a rule applies to.
    public enum Scope: String, Sendable {
        /// Every Alembic project.
        case alembic
        /// Workflow Orchestrator projects.
        case orchestrator
    }

    /// The id, as in `single-head`.
    public let id: String
    /// The default severity.
    public let severity: Severity
    /// The projects that the rule applies to.
    public let scope: Scope
    /// What the rule checks, and why.
    public let documentation: RuleDocumentation
    /// Projects that meet or break the rule; the documentation prints them and the tests run them.
    public var examples: RuleExamples { makeExamples() }
    /// Why the rule cannot be turned off, as a clause; `nil` if it can.
    public let whyMandatory: String?
    // Built on demand: building the examples of all rules is a tenth of the instructions of a hook run.
    private let makeExamples: @Sendable () -> RuleExamples

    init(
        id: String,
        severity: Severity,
        scope: Scope,
        documentation: RuleDocumentation,
        examples: @autoclosure @escaping @Sendable () -> RuleExamples,
        whyMandatory: String? = nil
    ) {
        self.id = id
        self.severity = severity
        self.scope = scope
        self.documentation = documentation
        makeExamples = examples
        self.whyMandatory = whyMandatory
    }

    /// What holds where the rule finds nothing, in one line.
    public var summary: String { documentation.summary }
}

/// What a rule checks, why, and what `--fix` does, in prose.
public struct RuleDocumentation: Sendable {
    /// What `--fix` does about a finding.
    public struct FixSummary: Hashable, Sendable {
        /// Whether the fix needs `--unsafe-fixes`.
        public let applicability: Applicability
        /// What the fix does, in the third person: *sets `depends_on` to the schema head*.
        public let summary: String

        /// A fix that keeps the meaning that the author intended.
        static func safe(_ summary: String) -> FixSummary { FixSummary(applicability: .safe, summary: summary) }
        /// A fix that changes what a deployment does.
        static func unsafe(_ summary: String) -> FixSummary { FixSummary(applicability: .unsafe, summary: summary) }
    }

    /// What holds where the rule finds nothing, in one line: *Every branch has exactly one head.*
    public let summary: String
    /// What breaks otherwise, when, and how to avoid it, for a reader who has never met the problem.
    public let rationale: String
    /// The fixes that its findings carry.
    public let fixes: [FixSummary]

    init(summary: String, rationale: String, fixes: [FixSummary] = []) {
        self.summary = summary
        self.rationale = rationale
        self.fixes = fixes
    }
}

/// Projects that meet a rule, and projects that break it.
public struct RuleExamples: Sendable {
    /// The projects in which the rule finds nothing.
    public let good: [RuleExample]
    /// The projects in which the rule finds what the markers enclose.
    public let bad: [RuleExample]
}
