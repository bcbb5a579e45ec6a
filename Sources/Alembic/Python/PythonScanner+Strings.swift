internal import SourceFiles

/// String literals, plain ones and those with replacement fields.
extension PythonScanner {
    /// Passes over the string literal whose first quote is here and which has no replacement fields.
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
            if byte == UInt8(ascii: "\\") {
                offset = passEscape(at: offset, in: source)
            } else if byte.isLineBreak {
                fail(.unterminatedString, at: start..<offset, in: source)
                return
            } else if byte == 0 || byte >= 0x80 {
                position = offset
                guard passUnusual(byte, in: source) else { return }
                offset = position
            } else {
                offset += 1
            }
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
            if byte == quote {
                if Self.isTriple(quote, at: offset, in: source) {
                    position = offset + 3
                    return
                }
                offset += 1
            } else if byte == UInt8(ascii: "\\") {
                offset = passEscape(at: offset, in: source)
            } else if byte == 0 || byte >= 0x80 {
                position = offset
                guard passUnusual(byte, in: source) else { return }
                offset = position
            } else {
                offset += 1
            }
        }
        fail(.unterminatedTripleQuotedString, at: start..<source.count, in: source)
    }

    /// Passes over a backslash inside of a string and what follows it, so that an escaped quote or line break does not end it.
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

    /// Passes over the f-string whose first quote is here.
    ///
    /// One that is nested in a field of another is opened only: the outermost call goes on until it is closed again, so that no nesting
    /// makes this recurse.
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

    /// Passes over one step of a replacement field.
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

    /// Passes over the text of the innermost f-string or format, up to its end or to the next field.
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
                // A backslash hides a quote or a line break, but not a brace: `\{` opens a field.
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

    /// Whether the letters right before the quote make it an f-string.
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
