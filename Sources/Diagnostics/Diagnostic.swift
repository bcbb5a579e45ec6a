public import SourceFiles

/// One finding of one rule.
///
/// The message states the fact, the notes point at the other places that belong to it, and the help says what to do.
public struct Diagnostic: Hashable, Sendable {
    /// The optional parts of a finding.
    public struct Details: Hashable, Sendable {
        /// What to do about it, in the imperative.
        public var help: String?
        /// Other places that belong to the finding, and remarks.
        public var notes: [Note]
        /// The fix that `--fix` makes.
        public var fix: Fix?

        /// Makes details.
        public init(help: String? = nil, notes: [Note] = [], fix: Fix? = nil) {
            self.help = help
            self.notes = notes
            self.fix = fix
        }
    }

    /// The id of the rule, as in `single-head`.
    public let rule: String
    /// The severity.
    public let severity: Severity
    /// What is wrong, on one line and without a full stop.
    public let message: String
    /// The place; `nil` if the finding is about no file.
    public let location: Location?
    /// The id of the revision that it is about.
    public let revision: String?
    /// The path of the environment that it is about; `nil` if there is one environment only, or if several share it.
    public var environment: Path?
    private let details: Details

    /// What to do about it, in the imperative.
    public var help: String? { details.help }
    /// Other places that belong to the finding, and remarks.
    public var notes: [Note] { details.notes }
    /// The fix that `--fix` makes.
    public var fix: Fix? { details.fix }

    /// Makes a finding.
    public init(
        rule: String,
        severity: Severity,
        message: String,
        at location: Location? = nil,
        revision: String? = nil,
        details: Details = Details()
    ) {
        self.rule = rule
        self.severity = severity
        self.message = message
        self.location = location
        self.revision = revision
        self.details = details
    }
}

extension Diagnostic {
    /// The order of a report: path (none first), start of the range (none first), rule, message.
    public static func isOrderedBefore(_ left: Diagnostic, _ right: Diagnostic) -> Bool {
        switch (left.location?.path, right.location?.path) {
        case (nil, .some): return true
        case (.some, nil): return false
        case (let leftPath?, let rightPath?) where leftPath != rightPath: return leftPath < rightPath
        default: break
        }
        let leftStart = left.location?.range?.lowerBound ?? -1
        let rightStart = right.location?.range?.lowerBound ?? -1
        if leftStart != rightStart { return leftStart < rightStart }
        if left.rule != right.rule { return left.rule < right.rule }
        return left.message < right.message
    }
}

/// A remark on a finding, or another place that belongs to it.
public struct Note: Hashable, Sendable {
    /// The remark, or what is at the place.
    public let message: String
    /// The place; `nil` for a remark.
    public let location: Location?

    /// Makes a note.
    public init(_ message: String, at location: Location? = nil) {
        self.message = message
        self.location = location
    }
}
