public import SourceFiles

/// A comment `# lint: ignore[rule, …] reason`.
public struct Suppression: Hashable, Sendable {
    /// The findings that a comment suppresses.
    public enum Scope: Hashable, Sendable {
        /// All findings in the file: the comment is on its own line, above the code.
        case file
        /// The findings that touch this range: the line of the comment.
        case line(ByteRange)
    }

    /// A rule in the brackets.
    public struct Name: Hashable, Sendable {
        /// The id in the comment.
        public let rule: String
        /// The range of the id.
        public let range: ByteRange
    }

    /// The findings that it suppresses.
    public let scope: Scope
    /// The rules in the brackets.
    public let rules: [Name]
    /// The text after the brackets; empty if there is none.
    public let reason: String
    /// The range of the comment.
    public let range: ByteRange

    /// Whether the comment begins with `lint:` but has no rule in `ignore[…]`.
    public var isMalformed: Bool { rules.isEmpty }
}
