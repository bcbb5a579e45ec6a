public import SourceFiles

/// The first syntax error of a Python file, at which reading ends.
public struct SyntaxDefect: Hashable, Sendable {
    /// The kinds of errors.
    public enum Kind: Hashable, Sendable {
        case unterminatedString
        case unterminatedTripleQuotedString
        case unclosedBracket(Character)
        case unmatchedBracket(Character)
        case mismatchedBracket(open: Character, close: Character)
        case tooDeeplyNested
        case nullByte
        case notUTF8
        case characterAfterLineContinuation
        case inconsistentDedent
        case conflictMarker
    }

    /// The kind.
    public let kind: Kind
    /// The range.
    public let range: ByteRange

    init(_ kind: Kind, at range: ByteRange) {
        self.kind = kind
        self.range = range
    }

    /// What is wrong, without a full stop.
    public var message: String {
        switch kind {
        case .unterminatedString: "this string is not closed on its line"
        case .unterminatedTripleQuotedString: "this triple-quoted string is never closed"
        case .unclosedBracket(let open): "`\(open)` is never closed"
        case .unmatchedBracket(let close): "`\(close)` has no opening bracket"
        case .mismatchedBracket(let open, let close): "`\(close)` does not close `\(open)`"
        case .tooDeeplyNested:
            "more than \(PythonScanner.maximumNesting) brackets are open at once, which Python refuses"
        case .nullByte: "the file contains a NUL byte"
        case .notUTF8: "this byte is not UTF-8, and the file declares no other encoding"
        case .characterAfterLineContinuation: "the line continuation `\\` is not the last character of its line"
        case .inconsistentDedent: "the indentation of this line matches no outer level"
        case .conflictMarker: "this line is a merge conflict marker"
        }
    }

    /// What to do about it, in the imperative.
    public var help: String {
        switch kind {
        case .notUTF8: "save the file as UTF-8, or name its encoding in the first line: `# -*- coding: latin-1 -*-`"
        case .conflictMarker: "resolve the conflict and stage the file"
        case .nullByte: "save the file as UTF-8: it is damaged, or UTF-16"
        default: "correct the syntax: every Alembic command fails, because Python cannot load this file"
        }
    }
}
