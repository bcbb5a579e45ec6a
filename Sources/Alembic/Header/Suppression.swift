public import SourceFiles

/// A comment `# lint: ignore[rule, …] reason`.
public struct Suppression: Hashable, Sendable {
    /// Which findings it silences.
    public enum Scope: Hashable, Sendable {
        /// All findings in the file: the comment is on a line of its own, above the code.
        case file
        /// The findings that touch this range: the line of the comment.
        case line(ByteRange)
    }

    /// A rule in the brackets.
    public struct Name: Hashable, Sendable {
        /// The id, as written.
        public let rule: String
        /// The range of the id.
        public let range: ByteRange
    }

    /// Which findings it silences.
    public let scope: Scope
    /// The rules in the brackets.
    public let rules: [Name]
    /// The text behind the brackets; empty where there is none.
    public let reason: String
    /// The range of the comment.
    public let range: ByteRange

    /// Whether the comment begins with `lint:` and names no rule in `ignore[…]`.
    public var isMalformed: Bool { rules.isEmpty }
}
