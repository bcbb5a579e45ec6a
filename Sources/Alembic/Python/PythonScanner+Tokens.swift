internal import SourceFiles

/// The tokens of a statement.
extension PythonScanner {
    /// The next token of the logical line; line breaks in brackets are skipped.
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
        if prefix.contains(.formatted) {
            // It is skipped as a whole: its fields contain no tokens of the statement.
            skipFormattedString(in: source)
        } else {
            skipPlainString(in: source)
        }
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

    /// The length of the operator at `position`, the longest in Python, so that `x=-1` and `x==-1` are distinguished.
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

    /// Skips a number, and a keyword directly after it, as in `1if x else 2`.
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
}
