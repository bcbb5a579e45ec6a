internal import Diagnostics

/// Passes over Python source: bytes walk in, the ends of strings, comments, brackets and logical lines walk out.
///
/// It knows as much of Python's lexical rules as is needed to tell code from text: string prefixes and quotes, f-strings with nested quotes
/// (PEP 701), comments, brackets that join lines, line continuations, UTF-8. It does not parse. The state is flat (an explicit stack that
/// is bounded), so that no input makes it recurse. The first ``SyntaxDefect`` ends the scan: the position then stands at the end.
///
/// The source is lent to every call rather than kept, since a `Span` cannot be stored.
struct PythonScanner {
    /// How many brackets may be open at once: CPython's `MAXLEVEL`.
    static let maximumNesting = 200

    /// What the scanner is inside of.
    private enum Level {
        /// A bracket: which one, and where it was opened.
        case bracket(UInt8, at: Int)
        /// The text of an f-string.
        case formattedText(quote: UInt8, isTriple: Bool, at: Int)
        /// A replacement field `{…}` of an f-string, before its format.
        case field(at: Int)
        /// The format behind a replacement field's colon.
        case fieldFormat(at: Int)
    }

    private(set) var position = 0
    private(set) var defect: SyntaxDefect?
    /// The comments that speak to `lint`, without their `#`.
    private(set) var remarks: [ByteRange] = []
    private var levels: [Level] = []
    /// Whether bytes outside of ASCII have to be UTF-8; not where the file declares another encoding.
    private let expectsUTF8: Bool

    init(expectsUTF8: Bool, startingAt position: Int) {
        self.expectsUTF8 = expectsUTF8
        self.position = position
    }

    /// Whether a line break here would end the logical line.
    var isAtTopLevel: Bool { levels.isEmpty }

    /// How many brackets and replacement fields are open.
    var depth: Int { levels.count }

    mutating func fail(_ kind: SyntaxDefect.Kind, at range: ByteRange, in source: borrowing Span<UInt8>) {
        if defect == nil { defect = SyntaxDefect(kind, at: range) }
        levels.removeAll()
        position = source.count
    }

    // MARK: Lines

    /// Passes over the rest of the logical line, its line break included.
    mutating func skipLogicalLine(in source: borrowing Span<UInt8>) {
        while position < source.count {
            let byte = source[position]
            if Self.isPlain(byte) {
                position += 1
                continue
            }
            if byte.isLineBreak && levels.isEmpty {
                passLineBreak(in: source)
                return
            }
            skipSpecial(byte, in: source)
        }
        finish(in: source)
    }

    /// Passes over one line break: `\n`, `\r\n` or `\r`.
    mutating func passLineBreak(in source: borrowing Span<UInt8>) {
        let isReturn = source[position] == UInt8(ascii: "\r")
        position += 1
        if isReturn, position < source.count, source[position] == UInt8(ascii: "\n") { position += 1 }
    }

    /// Passes over the indentation of a line and gives its width: tabs count to the next multiple of eight, a form feed starts anew.
    mutating func passIndentation(in source: borrowing Span<UInt8>) -> Int {
        var width = 0
        while position < source.count {
            switch source[position] {
            case UInt8(ascii: " "): width += 1
            case UInt8(ascii: "\t"): width = (width / 8 + 1) * 8
            case 0x0C: width = 0
            default: return width
            }
            position += 1
        }
        return width
    }

    /// Passes over a comment, up to its line break.
    mutating func skipComment(in source: borrowing Span<UInt8>) {
        let start = position + 1
        var mayBeRemark = false
        while position < source.count, !source[position].isLineBreak {
            let byte = source[position]
            if byte == UInt8(ascii: "#") {
                mayBeRemark = mayBeRemark || Self.speaksToLint(after: position + 1, in: source)
            } else if byte == 0 || byte >= 0x80 {
                guard passUnusual(byte, in: source) else { return }
                continue
            }
            position += 1
        }
        if mayBeRemark { remarks.append(start..<position) }
    }

    private static func speaksToLint(after position: Int, in source: borrowing Span<UInt8>) -> Bool {
        var position = position
        while position < source.count, source[position].isBlank { position += 1 }
        return source.hasText("lint:", at: position)
    }

    // MARK: Tokens

    /// Gives the next token of the logical line; line breaks inside of brackets are passed over.
    mutating func nextToken(in source: borrowing Span<UInt8>) -> PythonToken {
        while position < source.count {
            let start = position
            let byte = source[position]
            switch byte {
            case _ where byte.isBlank:
                position += 1
            case _ where byte.isLineBreak:
                passLineBreak(in: source)
                if levels.isEmpty { return PythonToken(kind: .lineEnd, range: start..<position) }
            case UInt8(ascii: "#"):
                skipComment(in: source)
            case UInt8(ascii: "\\"):
                passContinuation(in: source)
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                return string(from: start, prefix: [], in: source)
            case _ where byte.beginsName:
                guard passName(in: source) else { break }
                if position < source.count,
                    source[position] == UInt8(ascii: "\"") || source[position] == UInt8(ascii: "'"),
                    let prefix = StringPrefix(letters: start..<position, in: source)
                {
                    return string(from: start, prefix: prefix, in: source)
                }
                return PythonToken(kind: .name, range: start..<position)
            case _ where byte.isDigit || (byte == UInt8(ascii: ".") && source.hasDigit(at: position + 1)):
                passNumber(in: source)
                return PythonToken(kind: .number, range: start..<position)
            case 0:
                _ = passUnusual(byte, in: source)
            default:
                return punctuation(byte, from: start, in: source)
            }
        }
        let end = position
        finish(in: source)
        return PythonToken(kind: .lineEnd, range: end..<end)
    }

    private mutating func string(from start: Int, prefix: StringPrefix, in source: borrowing Span<UInt8>) -> PythonToken
    {
        let width = Self.isTriple(source[position], at: position, in: source) ? 3 : 1
        let opening = position + width
        let outside = levels.count
        skipString(isFormatted: prefix.contains(.formatted), in: source)
        // An f-string is passed over as a whole: its fields hold no tokens of the statement.
        while levels.count > outside, position < source.count { skipSpecialOrPlain(in: source) }
        if levels.count > outside { finish(in: source) }
        let content = opening..<max(opening, position - width)
        return PythonToken(kind: .string(prefix, content: content), range: start..<position)
    }

    private mutating func punctuation(_ byte: UInt8, from start: Int, in source: borrowing Span<UInt8>) -> PythonToken {
        switch byte {
        case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: ")"), UInt8(ascii: "]"),
            UInt8(ascii: "}"):
            skipSpecial(byte, in: source)
            return PythonToken(kind: .punctuation(byte), range: start..<position)
        case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "~"), UInt8(ascii: "."):
            position += 1
            return PythonToken(kind: .punctuation(byte), range: start..<position)
        default:
            break
        }
        let length = Self.operatorLength(byte, at: start, in: source)
        position += length
        let endsInEquals = length > 1 && source[position - 1] == UInt8(ascii: "=")
        let kind: PythonToken.Kind
        switch (length, byte) {
        case (1, _): kind = .punctuation(byte)
        case (_, UInt8(ascii: ":")): kind = .walrus
        case (_, UInt8(ascii: "+")): kind = .plusEquals
        case (2, UInt8(ascii: "=")), (2, UInt8(ascii: "<")), (2, UInt8(ascii: ">")), (2, UInt8(ascii: "!")):
            kind = .otherOperator
        default: kind = endsInEquals ? .otherAssignment : .otherOperator
        }
        return PythonToken(kind: kind, range: start..<position)
    }

    /// The length of the operator at `position`: the longest that Python knows, so that `x=-1` and `x==-1` are told apart.
    private static func operatorLength(_ byte: UInt8, at position: Int, in source: borrowing Span<UInt8>) -> Int {
        let equals = UInt8(ascii: "=")
        let next = position + 1 < source.count ? source[position + 1] : 0
        switch byte {
        case UInt8(ascii: "*"), UInt8(ascii: "/"), UInt8(ascii: "<"), UInt8(ascii: ">"):
            if next == byte { return position + 2 < source.count && source[position + 2] == equals ? 3 : 2 }
            return next == equals ? 2 : 1
        case UInt8(ascii: "-"):
            return next == equals || next == UInt8(ascii: ">") ? 2 : 1
        case UInt8(ascii: "+"), UInt8(ascii: "%"), UInt8(ascii: "&"), UInt8(ascii: "|"), UInt8(ascii: "^"),
            UInt8(ascii: "@"), UInt8(ascii: "!"), UInt8(ascii: "="), UInt8(ascii: ":"):
            return next == equals ? 2 : 1
        default:
            return 1
        }
    }

    private mutating func passName(in source: borrowing Span<UInt8>) -> Bool {
        while position < source.count, source[position].continuesName {
            if source[position] >= 0x80 {
                guard passUnusual(source[position], in: source) else { return false }
            } else {
                position += 1
            }
        }
        return true
    }

    /// Passes over a number, and over a keyword that is glued to it, as in `1if x else 2`.
    private mutating func passNumber(in source: borrowing Span<UInt8>) {
        let isHexadecimal = source.hasText("0x", at: position) || source.hasText("0X", at: position)
        while position < source.count {
            let byte = source[position]
            let isSign = byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
            let continuesExponent = isSign && !isHexadecimal && isExponent(before: position, in: source)
            guard byte.continuesName || byte == UInt8(ascii: ".") || continuesExponent else { return }
            position += 1
        }
    }

    /// Whether the sign at `sign` belongs to an exponent, as in `1e-5`.
    private func isExponent(before sign: Int, in source: borrowing Span<UInt8>) -> Bool {
        guard sign >= 2, sign + 1 < source.count, source[sign - 1] | 0x20 == UInt8(ascii: "e") else { return false }
        let isMantissa = source[sign - 2].isDigit || source[sign - 2] == UInt8(ascii: ".")
        return isMantissa && source[sign + 1].isDigit
    }

    // MARK: What is not plain text

    /// Passes over one byte that means something, and over the string, comment or line continuation that it begins.
    private mutating func skipSpecial(_ byte: UInt8, in source: borrowing Span<UInt8>) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            skipString(isFormatted: isFormattedPrefix(before: position, in: source), in: source)
        case UInt8(ascii: "#"):
            skipComment(in: source)
        case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
            open(.bracket(byte, at: position), in: source)
        case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
            close(byte, in: source)
        case UInt8(ascii: "\\"):
            passContinuation(in: source)
        case UInt8(ascii: ":"):
            position += 1
            if case .field(let start)? = levels.last {
                levels[levels.count - 1] = .fieldFormat(at: start)
                skipFormattedText(in: source)
            }
        case 0, 0x80...:
            _ = passUnusual(byte, in: source)
        default:
            position += 1
        }
    }

    private mutating func skipSpecialOrPlain(in source: borrowing Span<UInt8>) {
        let byte = source[position]
        if Self.isPlain(byte) { position += 1 } else { skipSpecial(byte, in: source) }
    }

    private mutating func open(_ level: Level, in source: borrowing Span<UInt8>) {
        guard levels.count < Self.maximumNesting else {
            fail(.tooDeeplyNested, at: position..<(position + 1), in: source)
            return
        }
        levels.append(level)
        position += 1
    }

    private mutating func close(_ byte: UInt8, in source: borrowing Span<UInt8>) {
        let range = position..<(position + 1)
        switch levels.last {
        case .bracket(let open, _)? where Self.closing(open) == byte:
            levels.removeLast()
            position += 1
        case .field? where byte == UInt8(ascii: "}"):
            levels.removeLast()
            position += 1
            skipFormattedText(in: source)
        case .bracket(let open, let start)?:
            let kind = SyntaxDefect.Kind.mismatchedBracket(open: Character(open), close: Character(byte))
            fail(kind, at: start..<range.upperBound, in: source)
        default:
            fail(.unmatchedBracket(Character(byte)), at: range, in: source)
        }
    }

    private mutating func passContinuation(in source: borrowing Span<UInt8>) {
        let start = position
        position += 1
        if position < source.count, source[position].isLineBreak {
            passLineBreak(in: source)
        } else {
            fail(.characterAfterLineContinuation, at: start..<min(position + 1, source.count), in: source)
        }
    }

    /// Passes over a NUL byte (a defect) or a character outside of ASCII; answers whether the scan goes on.
    private mutating func passUnusual(_ byte: UInt8, in source: borrowing Span<UInt8>) -> Bool {
        if byte == 0 {
            fail(.nullByte, at: position..<(position + 1), in: source)
            return false
        }
        guard expectsUTF8 else {
            position += 1
            return true
        }
        guard let length = source.lengthOfUTF8Character(at: position) else {
            fail(.notUTF8, at: position..<(position + 1), in: source)
            return false
        }
        position += length
        return true
    }

    // MARK: Strings

    /// Passes over the string literal whose first quote is here; of an f-string with fields, up to and into its first field.
    private mutating func skipString(isFormatted: Bool, in source: borrowing Span<UInt8>) {
        let start = position
        let quote = source[position]
        let isTriple = Self.isTriple(quote, at: position, in: source)
        if isFormatted {
            guard levels.count < Self.maximumNesting else {
                fail(.tooDeeplyNested, at: start..<(start + 1), in: source)
                return
            }
            levels.append(.formattedText(quote: quote, isTriple: isTriple, at: start))
            position += isTriple ? 3 : 1
            skipFormattedText(in: source)
            return
        }
        position += isTriple ? 3 : 1
        while position < source.count {
            let byte = source[position]
            switch byte {
            case UInt8(ascii: "\\"):
                position += 1
                if position < source.count { passEscaped(in: source) }
            case quote:
                if !isTriple {
                    position += 1
                    return
                }
                if Self.isTriple(quote, at: position, in: source) {
                    position += 3
                    return
                }
                position += 1
            case UInt8(ascii: "\n") where !isTriple, UInt8(ascii: "\r") where !isTriple:
                fail(.unterminatedString, at: start..<position, in: source)
                return
            case 0, 0x80...:
                guard passUnusual(byte, in: source) else { return }
            default:
                position += 1
            }
        }
        position = source.count
        fail(isTriple ? .unterminatedTripleQuotedString : .unterminatedString, at: start..<source.count, in: source)
    }

    /// Passes over what follows a backslash inside of a string, so that an escaped quote or line break does not end it.
    private mutating func passEscaped(in source: borrowing Span<UInt8>) {
        let byte = source[position]
        if byte.isLineBreak {
            passLineBreak(in: source)
        } else if byte == 0 || byte >= 0x80 {
            _ = passUnusual(byte, in: source)
        } else {
            position += 1
        }
    }

    /// Passes over the text of the innermost f-string or format, up to its end or to the next field.
    private mutating func skipFormattedText(in source: borrowing Span<UInt8>) {
        while position < source.count {
            let inFormat: Bool
            if case .fieldFormat? = levels.last { inFormat = true } else { inFormat = false }
            guard let (quote, isTriple, start) = innermostFormattedString else { return }
            let byte = source[position]
            switch byte {
            case UInt8(ascii: "{"):
                if !inFormat, position + 1 < source.count, source[position + 1] == byte {
                    position += 2
                } else {
                    open(.field(at: position), in: source)
                    return
                }
            case UInt8(ascii: "}") where inFormat:
                levels.removeLast()
                position += 1
            case UInt8(ascii: "\\"):
                // A backslash hides a quote or a line break, but not a brace: `\{` opens a field.
                position += 1
                if position < source.count, source[position] != UInt8(ascii: "{"), source[position] != UInt8(ascii: "}")
                {
                    passEscaped(in: source)
                }
            case quote where !isTriple || Self.isTriple(quote, at: position, in: source):
                if inFormat {
                    fail(.unclosedBracket("{"), at: start..<(position + 1), in: source)
                    return
                }
                position += isTriple ? 3 : 1
                levels.removeLast()
                return
            case UInt8(ascii: "\n") where !isTriple, UInt8(ascii: "\r") where !isTriple:
                fail(.unterminatedString, at: start..<position, in: source)
                return
            case 0, 0x80...:
                guard passUnusual(byte, in: source) else { return }
            default:
                position += 1
            }
        }
    }

    private var innermostFormattedString: (quote: UInt8, isTriple: Bool, start: Int)? {
        for level in levels.reversed() {
            if case .formattedText(let quote, let isTriple, let start) = level { return (quote, isTriple, start) }
        }
        return nil
    }

    /// Whether the letters right before the quote make it an f-string.
    private func isFormattedPrefix(before quote: Int, in source: borrowing Span<UInt8>) -> Bool {
        var start = quote
        while start > 0, source[start - 1].continuesName, quote - start < 3 { start -= 1 }
        guard start < quote, let prefix = StringPrefix(letters: start..<quote, in: source) else { return false }
        return prefix.contains(.formatted)
    }

    private static func isTriple(_ quote: UInt8, at position: Int, in source: borrowing Span<UInt8>) -> Bool {
        position + 2 < source.count && source[position + 1] == quote && source[position + 2] == quote
    }

    // MARK: The end

    /// At the end of the file: whatever is still open is a defect.
    private mutating func finish(in source: borrowing Span<UInt8>) {
        guard let level = levels.last else { return }
        switch level {
        case .bracket(let open, let start):
            fail(.unclosedBracket(Character(open)), at: start..<(start + 1), in: source)
        case .field(let start), .fieldFormat(let start):
            fail(.unclosedBracket("{"), at: start..<(start + 1), in: source)
        case .formattedText(_, let isTriple, let start):
            let kind: SyntaxDefect.Kind = isTriple ? .unterminatedTripleQuotedString : .unterminatedString
            fail(kind, at: start..<source.count, in: source)
        }
    }

    private static func closing(_ open: UInt8) -> UInt8 {
        switch open {
        case UInt8(ascii: "("): UInt8(ascii: ")")
        case UInt8(ascii: "["): UInt8(ascii: "]")
        default: UInt8(ascii: "}")
        }
    }

    /// Whether a byte means nothing to the scanner: all of ASCII but NUL, line breaks, quotes, brackets, `#`, `:` and `\`.
    @inline(__always)
    private static func isPlain(_ byte: UInt8) -> Bool {
        guard byte < 0x80 else { return false }
        let mask = byte < 64 ? lowSpecials : highSpecials
        return (mask >> UInt64(byte & 63)) & 1 == 0
    }

    private static let lowSpecials: UInt64 =
        1 << 0 | 1 << 0x0A | 1 << 0x0D | 1 << 0x22 | 1 << 0x23 | 1 << 0x27 | 1 << 0x28 | 1 << 0x29 | 1 << 0x3A
    private static let highSpecials: UInt64 =
        1 << (0x5B - 64) | 1 << (0x5C - 64) | 1 << (0x5D - 64) | 1 << (0x7B - 64) | 1 << (0x7D - 64)
}

extension Character {
    fileprivate init(_ ascii: UInt8) {
        self.init(Unicode.Scalar(ascii))
    }
}
