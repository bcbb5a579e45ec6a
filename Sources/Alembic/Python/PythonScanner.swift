internal import SourceFiles

/// Scans Python source for the ends of strings, comments, brackets and logical lines.
///
/// It implements the lexical rules that separate code from text: string prefixes, quotes, f-strings (PEP 701),
/// comments, brackets that join lines, line continuations, UTF-8. Its stack is bounded, so that no input causes
/// recursion. The first ``SyntaxDefect`` ends the scan, and the position is then the end.
///
/// A `Span` cannot be stored, so the source is an argument. Loops keep their position in a local, which halves their
/// cost.
struct PythonScanner {
    /// The maximum number of open brackets: CPython's `MAXLEVEL`.
    static let maximumNesting = 200

    /// An open bracket or f-string, and its place.
    struct Level {
        /// What is open.
        enum Kind: Equatable {
            case parentheses, brackets, braces
            /// The text of an f-string.
            case formattedText(quote: UInt8, isTriple: Bool)
            /// A replacement field `{…}` of an f-string, before its format.
            case field
            /// The format after the colon of a replacement field.
            case fieldFormat
        }

        var kind: Kind
        let start: Int
    }

    var position: Int
    var levels: [Level] = []
    private(set) var defect: SyntaxDefect?
    /// The comments for `lint`, without their `#`.
    private(set) var remarks: [ByteRange] = []
    /// Whether bytes outside ASCII must be UTF-8: not if the file declares another encoding.
    private let expectsUTF8: Bool

    init(expectsUTF8: Bool, startingAt position: Int) {
        self.expectsUTF8 = expectsUTF8
        self.position = position
    }

    /// Whether a line break here would end the logical line.
    var isAtTopLevel: Bool { levels.isEmpty }

    mutating func fail(_ kind: SyntaxDefect.Kind, at range: ByteRange, in source: borrowing Span<UInt8>) {
        if defect == nil { defect = SyntaxDefect(kind, at: range) }
        levels.removeAll()
        position = source.count
    }

    // MARK: Lines

    /// Skips the rest of the logical line, with its line break.
    mutating func skipLogicalLine(in source: borrowing Span<UInt8>) {
        if levels.isEmpty {
            let (start, known) = (position, remarks.count)
            if skipBalancedLine(in: source) { return }
            position = start
            remarks.removeSubrange(known...)
        }
        while true {
            passPlain(in: source)
            guard position < source.count else { break }
            let byte = source[position]
            if byte.isLineBreak && levels.isEmpty {
                passLineBreak(in: source)
                return
            }
            skipSpecial(byte, in: source)
        }
        finish(in: source)
    }

    /// Skips the rest of a logical line whose brackets match, as they nearly always do; returns `false` otherwise.
    ///
    /// The open brackets are two bits each of a number, which costs a tenth of ``levels``; their places are needed only
    /// for an error.
    private mutating func skipBalancedLine(in source: borrowing Span<UInt8>) -> Bool {
        var open: UInt64 = 0
        while true {
            passPlain(in: source)
            guard position < source.count else { return open == 0 || defect != nil }
            let byte = source[position]
            switch byte {
            case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
                guard open >> 62 == 0 else { return false }
                open = open << 2 | Self.bracketKind(byte)
                position += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
                guard open & 3 == Self.bracketKind(byte) else { return false }
                open >>= 2
                position += 1
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                passLineBreak(in: source)
                if open == 0 { return true }
            default:
                skipSpecial(byte, in: source)
            }
        }
    }

    /// 1 for parentheses, 2 for brackets, 3 for braces, both opening and closing.
    @inline(__always)
    private static func bracketKind(_ byte: UInt8) -> UInt64 {
        // 28, 29: ( and ); 5B, 5D: [ and ]; 7B, 7D: { and }.
        UInt64(byte >> 5)
    }

    /// Skips one line break: `\n`, `\r\n` or `\r`.
    mutating func passLineBreak(in source: borrowing Span<UInt8>) {
        let isReturn = source[position] == UInt8(ascii: "\r")
        position += 1
        if isReturn, position < source.count, source[position] == UInt8(ascii: "\n") { position += 1 }
    }

    /// Skips the indentation of a line and returns its width: tabs count to the next multiple of eight, a form feed
    /// starts again.
    mutating func passIndentation(in source: borrowing Span<UInt8>) -> Int {
        var offset = source.endOfSpaces(from: position)
        var width = offset - position
        scan: while offset < source.count {
            switch source[offset] {
            case UInt8(ascii: " "): width += 1
            case UInt8(ascii: "\t"): width = (width / 8 + 1) * 8
            case 0x0C: width = 0
            default: break scan
            }
            offset += 1
        }
        position = offset
        return width
    }

    /// Skips a comment, up to its line break.
    mutating func skipComment(in source: borrowing Span<UInt8>) {
        let start = position + 1
        var mayBeRemark = false
        var offset = position
        while true {
            offset = source.endOfPlainText(from: offset, before: UInt8(ascii: "#"))
            guard offset < source.count else { break }
            let byte = source[offset]
            if byte == UInt8(ascii: "#") {
                mayBeRemark = mayBeRemark || Self.speaksToLint(after: offset + 1, in: source)
            } else if byte.isLineBreak {
                break
            } else if byte == 0 || byte >= 0x80 {
                position = offset
                guard passUnusual(byte, in: source) else { return }
                offset = position
                continue
            }
            offset += 1
        }
        position = offset
        if mayBeRemark { remarks.append(start..<offset) }
    }

    private static func speaksToLint(after position: Int, in source: borrowing Span<UInt8>) -> Bool {
        var position = position
        while position < source.count, source[position].isBlank { position += 1 }
        return source.hasText("lint:", at: position)
    }

    // MARK: What is not plain text

    /// Skips bytes without a meaning for the scanner.
    @inline(__always)
    mutating func passPlain(in source: borrowing Span<UInt8>) {
        var offset = source.endOfPlainCode(from: position)
        while offset < source.count, Self.isPlain(source[offset]) {
            offset = source.endOfPlainCode(from: offset + 1)
        }
        position = offset
    }

    /// Skips one byte with a meaning, and the string, comment or line continuation that it begins.
    mutating func skipSpecial(_ byte: UInt8, in source: borrowing Span<UInt8>) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            if Self.isFormattedPrefix(before: position, in: source) {
                skipFormattedString(in: source)
            } else {
                skipPlainString(in: source)
            }
        case UInt8(ascii: "("): open(.parentheses, in: source)
        case UInt8(ascii: ")"): close(.parentheses, byte, in: source)
        case UInt8(ascii: "["): open(.brackets, in: source)
        case UInt8(ascii: "]"): close(.brackets, byte, in: source)
        case UInt8(ascii: "{"): open(.braces, in: source)
        case UInt8(ascii: "}"): close(.braces, byte, in: source)
        case UInt8(ascii: "#"):
            skipComment(in: source)
        case UInt8(ascii: "\\"):
            passContinuation(in: source)
        case 0, 0x80...:
            _ = passUnusual(byte, in: source)
        default:
            position += 1
        }
    }

    mutating func open(_ kind: Level.Kind, in source: borrowing Span<UInt8>) {
        guard levels.count < Self.maximumNesting else {
            fail(.tooDeeplyNested, at: position..<(position + 1), in: source)
            return
        }
        levels.append(Level(kind: kind, start: position))
        position += 1
    }

    private mutating func close(_ kind: Level.Kind, _ byte: UInt8, in source: borrowing Span<UInt8>) {
        guard let level = levels.popLast() else {
            fail(.unmatchedBracket(Character(byte)), at: position..<(position + 1), in: source)
            return
        }
        if level.kind == kind {
            position += 1
        } else if level.kind == .field, kind == .braces {
            position += 1
            skipFormattedText(in: source)
        } else if let open = level.kind.opening {
            let kind = SyntaxDefect.Kind.mismatchedBracket(open: open, close: Character(byte))
            fail(kind, at: level.start..<(position + 1), in: source)
        } else {
            fail(.unmatchedBracket(Character(byte)), at: position..<(position + 1), in: source)
        }
    }

    mutating func passContinuation(in source: borrowing Span<UInt8>) {
        let start = position
        position += 1
        if position < source.count, source[position].isLineBreak {
            passLineBreak(in: source)
        } else {
            fail(.characterAfterLineContinuation, at: start..<min(position + 1, source.count), in: source)
        }
    }

    /// Skips a NUL byte (a defect) or a character outside ASCII; returns whether the scan continues.
    mutating func passUnusual(_ byte: UInt8, in source: borrowing Span<UInt8>) -> Bool {
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

    /// At the end of the file, everything that is open is a defect.
    mutating func finish(in source: borrowing Span<UInt8>) {
        guard let level = levels.last else { return }
        switch level.kind {
        case .formattedText(_, let isTriple):
            let kind: SyntaxDefect.Kind = isTriple ? .unterminatedTripleQuotedString : .unterminatedString
            fail(kind, at: level.start..<source.count, in: source)
        case .field, .fieldFormat:
            fail(.unclosedBracket("{"), at: level.start..<(level.start + 1), in: source)
        case .parentheses, .brackets, .braces:
            fail(.unclosedBracket(level.kind.opening ?? "("), at: level.start..<(level.start + 1), in: source)
        }
    }

    /// Whether the scanner skips a byte: all of ASCII except NUL, line breaks, quotes, brackets, `#` and `\`.
    @inline(__always)
    static func isPlain(_ byte: UInt8) -> Bool {
        // Both masks, one bit for each byte: NUL, LF, CR, `"#'()`, and `[\]{}`.
        let mask: UInt64 = byte & 0x40 == 0 ? 0x0000_038C_0000_2401 : 0x2800_0000_3800_0000
        return byte < 0x80 && (mask &>> UInt64(byte & 0x3F)) & 1 == 0
    }
}

extension PythonScanner.Level.Kind {
    /// The opening bracket; `nil` for an f-string and its fields.
    fileprivate var opening: Character? {
        switch self {
        case .parentheses: "("
        case .brackets: "["
        case .braces: "{"
        case .formattedText, .field, .fieldFormat: nil
        }
    }
}

extension Character {
    fileprivate init(_ ascii: UInt8) {
        self.init(Unicode.Scalar(ascii))
    }
}
