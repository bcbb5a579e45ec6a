/// A check that a rule could not evaluate, and why; a run with one never ends with status 0.
public struct NotEvaluated: Hashable, Sendable {
    /// The id of the rule.
    public let rule: String
    /// What could not be evaluated, and why, without a full stop.
    public let reason: String
    /// What to do so that it can be evaluated, in the imperative.
    public let help: String
    /// The place of the reason; `nil` if it is about no file.
    public let location: Location?

    /// Describes a check that could not be evaluated.
    public init(rule: String, reason: String, help: String, at location: Location? = nil) {
        self.rule = rule
        self.reason = reason
        self.help = help
        self.location = location
    }
}
