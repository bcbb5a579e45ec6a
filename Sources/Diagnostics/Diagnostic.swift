public import SourceFiles

/// A place: a file and a range in it; without a range, the file as a whole.
public struct Location: Hashable, Sendable {
    /// The file or folder, relative to the repository's root.
    public let path: Path
    /// Where in the file.
    public let range: ByteRange?

    /// Makes a place.
    public init(_ path: Path, _ range: ByteRange? = nil) {
        self.path = path
        self.range = range
    }
}

/// One finding of one rule.
///
/// The message states the fact, the notes point at the other places that belong to it, and the help says what to do.
public struct Diagnostic: Hashable, Sendable {
    /// The id of the rule, as in `single-head`.
    public let rule: String
    /// How bad it is.
    public var severity: Severity
    /// The fact, without a full stop.
    public let message: String
    /// What to do about it.
    public let help: String?
    /// Where it is; `nil` where it belongs to no file.
    public let location: Location?
    /// The revision that it is about.
    public let revision: String?
    /// The other places.
    public let notes: [Note]
    /// How to repair it.
    public let fix: Fix?

    /// Makes a finding.
    public init(
        rule: String,
        severity: Severity,
        message: String,
        help: String? = nil,
        at location: Location? = nil,
        revision: String? = nil,
        notes: [Note] = [],
        fix: Fix? = nil
    ) {
        self.rule = rule
        self.severity = severity
        self.message = message
        self.help = help
        self.location = location
        self.revision = revision
        self.notes = notes
        self.fix = fix
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

/// Another place that belongs to a finding, and what is there.
public struct Note: Hashable, Sendable {
    /// What is there.
    public let message: String
    /// The place; `nil` for a remark.
    public let location: Location?

    /// Makes a note.
    public init(_ message: String, at location: Location? = nil) {
        self.message = message
        self.location = location
    }
}

/// A question that a rule could not answer, and why; a run that holds one never ends green.
public struct NotEvaluated: Hashable, Sendable {
    /// The id of the rule.
    public let rule: String
    /// Which question stays open, and why.
    public let reason: String
    /// How to settle it.
    public let help: String
    /// Where the reason lies.
    public let location: Location?

    /// Makes an open question.
    public init(rule: String, reason: String, help: String, at location: Location? = nil) {
        self.rule = rule
        self.reason = reason
        self.help = help
        self.location = location
    }
}
