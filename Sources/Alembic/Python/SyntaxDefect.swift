public import SourceFiles

/// Why a file cannot be read as Python to its end; the first such place ends the reading.
public struct SyntaxDefect: Hashable, Sendable {
    /// What is wrong.
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

    /// What is wrong.
    public let kind: Kind
    /// Where.
    public let range: ByteRange

    init(_ kind: Kind, at range: ByteRange) {
        self.kind = kind
        self.range = range
    }

    /// What is wrong, in a few words.
    public var message: String {
        switch kind {
        case .unterminatedString: "this string is not closed on its line"
        case .unterminatedTripleQuotedString: "this triple-quoted string is never closed"
        case .unclosedBracket(let open): "`\(open)` is never closed"
        case .unmatchedBracket(let close): "`\(close)` has no opening bracket"
        case .mismatchedBracket(let open, let close): "`\(close)` does not close `\(open)`"
        case .tooDeeplyNested:
            "more than \(PythonScanner.maximumNesting) brackets are open at once, which Python refuses"
        case .nullByte: "the file holds a NUL byte"
        case .notUTF8: "this byte is not UTF-8, and the file declares no other encoding"
        case .characterAfterLineContinuation: "something follows the line continuation `\\`"
        case .inconsistentDedent: "this line's indentation matches no outer level"
        case .conflictMarker: "this is a merge conflict marker"
        }
    }

    /// What to do about it.
    public var help: String {
        switch kind {
        case .notUTF8: "save the file as UTF-8, or name its encoding in the first line: `# -*- coding: latin-1 -*-`"
        case .conflictMarker: "resolve the conflict and stage the file"
        case .nullByte: "the file is damaged, or saved as UTF-16: save it as UTF-8"
        default: "Python cannot load this file, so every Alembic command stops at it: mend the syntax"
        }
    }
}
