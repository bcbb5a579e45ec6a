internal import SourceFiles

/// String literals, with and without replacement fields.
extension PythonScanner {
    /// Skips the string literal without replacement fields whose first quote is here.
    mutating func skipPlainString(in source: borrowing Span<UInt8>) {
        let start = position
        let quote = source[start]
        if Self.isTriple(quote, at: start, in: source) {
            skipTripleQuotedString(quote, in: source)
            return
        }
        var offset = start + 1
        while true {
            offset = source.endOfPlainText(from: offset, before: quote)
            guard offset < source.count else { break }
            let byte = source[offset]
            if byte == quote {
                position = offset + 1
                return
            }
            if byte.isLineBreak {
                fail(.unterminatedString, at: start..<offset, in: source)
                return
            }
            guard let next = passInString(byte, at: offset, in: source) else { return }
            offset = next
        }
        fail(.unterminatedString, at: start..<source.count, in: source)
    }

    private mutating func skipTripleQuotedString(_ quote: UInt8, in source: borrowing Span<UInt8>) {
        let start = position
        var offset = start + 3
        while true {
            offset = source.endOfPlainText(from: offset, before: quote)
            guard offset < source.count else { break }
            let byte = source[offset]
            if byte == quote, Self.isTriple(quote, at: offset, in: source) {
                position = offset + 3
                return
            }
            guard let next = passInString(byte, at: offset, in: source) else { return }
            offset = next
        }
        fail(.unterminatedTripleQuotedString, at: start..<source.count, in: source)
    }

    /// Skips the escape or the character at `offset` in a string, and returns the next offset; `nil` if it is a defect.
    @inline(__always)
    private mutating func passInString(_ byte: UInt8, at offset: Int, in source: borrowing Span<UInt8>) -> Int? {
        if byte == UInt8(ascii: "\\") { return passEscape(at: offset, in: source) }
        guard byte == 0 || byte >= 0x80 else { return offset + 1 }
        position = offset
        return passUnusual(byte, in: source) ? position : nil
    }

    /// Skips a backslash in a string and the byte after it, so that an escaped quote or line break does not end the
    /// string.
    private mutating func passEscape(at backslash: Int, in source: borrowing Span<UInt8>) -> Int {
        position = backslash + 1
        guard position < source.count else { return position }
        let byte = source[position]
        if byte.isLineBreak {
            passLineBreak(in: source)
        } else if byte == 0 || byte >= 0x80 {
            _ = passUnusual(byte, in: source)
        } else {
            position += 1
        }
        return position
    }

    // MARK: f-strings

    /// Skips the f-string whose first quote is here.
    ///
    /// An f-string in a field of another is only opened: the outermost call continues until it is closed, so that
    /// nesting causes no recursion.
    mutating func skipFormattedString(in source: borrowing Span<UInt8>) {
        let isNested = innermostFormattedString != nil
        let outside = levels.count
        let quote = source[position]
        let isTriple = Self.isTriple(quote, at: position, in: source)
        open(.formattedText(quote: quote, isTriple: isTriple), in: source)
        guard levels.count > outside else { return }
        if isTriple { position += 2 }
        skipFormattedText(in: source)
        guard !isNested else { return }
        while levels.count > outside, position < source.count { passInField(in: source) }
        if levels.count > outside { finish(in: source) }
    }

    /// Skips one step of a replacement field.
    private mutating func passInField(in source: borrowing Span<UInt8>) {
        let byte = source[position]
        if byte == UInt8(ascii: ":"), levels.last?.kind == .field {
            position += 1
            levels[levels.count - 1].kind = .fieldFormat
            skipFormattedText(in: source)
        } else if Self.isPlain(byte) {
            position += 1
        } else {
            skipSpecial(byte, in: source)
        }
    }

    /// Skips the text of the innermost f-string or format, up to its end or to the next field.
    mutating func skipFormattedText(in source: borrowing Span<UInt8>) {
        guard let (quote, isTriple, start) = innermostFormattedString else { return }
        while position < source.count {
            let inFormat = levels.last?.kind == .fieldFormat
            let byte = source[position]
            switch byte {
            case UInt8(ascii: "{"):
                if !inFormat, position + 1 < source.count, source[position + 1] == byte {
                    position += 2
                } else {
                    open(.field, in: source)
                    return
                }
            case UInt8(ascii: "}") where inFormat:
                levels.removeLast()
                position += 1
            case UInt8(ascii: "\\"):
                // A backslash escapes a quote or a line break, but not a brace: `\{` opens a field.
                let next = position + 1 < source.count ? source[position + 1] : 0
                if next == UInt8(ascii: "{") || next == UInt8(ascii: "}") {
                    position += 1
                } else {
                    position = passEscape(at: position, in: source)
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
            if case .formattedText(let quote, let isTriple) = level.kind { return (quote, isTriple, level.start) }
        }
        return nil
    }

    /// Whether the letters before the quote make it an f-string.
    static func isFormattedPrefix(before quote: Int, in source: borrowing Span<UInt8>) -> Bool {
        guard quote > 0, source[quote - 1].continuesName else { return false }
        var start = quote
        while start > 0, source[start - 1].continuesName, quote - start < 3 { start -= 1 }
        guard let prefix = StringPrefix(letters: start..<quote, in: source) else { return false }
        return prefix.contains(.formatted)
    }

    static func isTriple(_ quote: UInt8, at position: Int, in source: borrowing Span<UInt8>) -> Bool {
        position + 2 < source.count && source[position + 1] == quote && source[position + 2] == quote
    }
}
