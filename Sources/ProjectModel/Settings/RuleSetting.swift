public import Diagnostics

/// What the settings need to know of a rule.
public struct RuleSetting: Sendable {
    /// The id, as in `single-head`.
    public let id: String
    /// What the rule checks, in one line.
    public let summary: String
    /// The default severity.
    public let severity: Severity
    /// Why the rule cannot be turned off; `nil` if it can.
    public let whyMandatory: String?

    /// Describes a rule.
    public init(id: String, summary: String, severity: Severity, whyMandatory: String? = nil) {
        self.id = id
        self.summary = summary
        self.severity = severity
        self.whyMandatory = whyMandatory
    }
}
