internal import SourceFiles

/// Strings, numbers and words.
extension JSONReader {
    /// Reads a string from its opening quote.
    mutating func string() throws(JSONSyntaxError) -> String {
        let start = position
        var text = ""
        position += 1
        var runStart = position
        while let byte = current {
            switch byte {
            case UInt8(ascii: "\""):
                text += String(decoding: bytes[runStart..<position], as: UTF8.self)
                position += 1
                return text
            case UInt8(ascii: "\\"):
                text += String(decoding: bytes[runStart..<position], as: UTF8.self)
                text.unicodeScalars.append(try escape())
                runStart = position
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                throw JSONSyntaxError(
                    "the string is not closed on its line: a line break inside is written `\\n`", at: start..<position)
            case ..<0x20:
                throw JSONSyntaxError(
                    "a control character in a string is written `\(Self.escaped(byte))`", at: currentScalar)
            default: position += 1
            }
        }
        throw JSONSyntaxError("the string is never closed", at: start..<bytes.count)
    }

    private static func escaped(_ byte: UInt8) -> String {
        if byte == UInt8(ascii: "\t") { return "\\t" }
        return "\\u00" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16)
    }

    /// Reads an escape from its backslash.
    private mutating func escape() throws(JSONSyntaxError) -> Unicode.Scalar {
        let start = position
        position += 1
        let letter = current
        let width = currentScalar.count
        position += width
        switch letter {
        case UInt8(ascii: "\"")?: return "\""
        case UInt8(ascii: "\\")?: return "\\"
        case UInt8(ascii: "/")?: return "/"
        case UInt8(ascii: "b")?: return "\u{8}"
        case UInt8(ascii: "f")?: return "\u{C}"
        case UInt8(ascii: "n")?: return "\n"
        case UInt8(ascii: "r")?: return "\r"
        case UInt8(ascii: "t")?: return "\t"
        case UInt8(ascii: "u")?: return try codePoint(from: start)
        default:
            let range = start..<position
            throw JSONSyntaxError(
                "`\(printable(range))` is not a valid escape; a backslash is written `\\\\`", at: range)
        }
    }

    /// Reads the digits of `\uXXXX`, and the other half of a surrogate pair.
    private mutating func codePoint(from start: Int) throws(JSONSyntaxError) -> Unicode.Scalar {
        let unit = try codeUnit(from: start)
        if let scalar = Unicode.Scalar(unit) { return scalar }
        if UTF16.isLeadSurrogate(UInt16(unit)), bytes[position...].starts(with: Array("\\u".utf8)) {
            let next = position
            position += 2
            let low = try codeUnit(from: next)
            if 0xDC00...0xDFFF ~= low, let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)) {
                return scalar
            }
            position = next
        }
        let range = start..<position
        throw JSONSyntaxError("`\(printable(range))` is half of a surrogate pair", at: range)
    }

    private mutating func codeUnit(from start: Int) throws(JSONSyntaxError) -> UInt32 {
        var unit: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = current, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw JSONSyntaxError("expected four hexadecimal digits after `\\u`", at: start..<position)
            }
            unit = unit << 4 | UInt32(digit)
            position += 1
        }
        return unit
    }

    /// Reads a number or one of the three words.
    mutating func plainScalar() throws(JSONSyntaxError) -> JSONValue {
        if let byte = current {
            switch byte {
            case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "0")...UInt8(ascii: "9"):
                return try number()
            case UInt8(ascii: "'"), UInt8(ascii: "`"):
                throw JSONSyntaxError("a string must be in double quotes", at: currentScalar)
            default: break
            }
        }
        let range = wordRange
        guard !range.isEmpty else {
            throw JSONSyntaxError("expected a value, found \(found)", at: currentScalar)
        }
        let kind: JSONValue.Kind
        switch String(decoding: bytes[range], as: UTF8.self) {
        case "null": kind = .null
        case "true": kind = .bool(true)
        case "false": kind = .bool(false)
        case let word: throw JSONSyntaxError("`\(printable(range))` is not a JSON value\(Self.hint(word))", at: range)
        }
        position = range.upperBound
        return JSONValue(kind, at: range)
    }

    private static func hint(_ word: String) -> String {
        switch word.lowercased() {
        case "true", "yes", "on": ": write `true`"
        case "false", "no", "off": ": write `false`"
        case "null", "none", "nil", "undefined": ": write `null`"
        case "nan", "infinity", "inf": ": JSON has no such number"
        default: ": a string must be in double quotes"
        }
    }

    private mutating func number() throws(JSONSyntaxError) -> JSONValue {
        // All characters that could be part of one number, so that an error covers all of them.
        let start = position
        while let byte = current, byte < 0x80, Self.isWord(byte) || Self.isSign(byte) { position += 1 }
        let range = start..<position
        if let defect = Self.defect(ofNumber: bytes[range]) {
            throw JSONSyntaxError("`\(printable(range))` is not a JSON number: \(defect)", at: range)
        }
        return JSONValue(.number(String(decoding: bytes[range], as: UTF8.self)), at: range)
    }

    private static func isSign(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }

    /// Why a number is invalid by the grammar of RFC 8259, section 6; `nil` if it is valid.
    private static func defect(ofNumber text: ArraySlice<UInt8>) -> String? {
        var rest = text
        func takeDigits() -> ArraySlice<UInt8> {
            let digits = rest.prefix(while: \.isDigit)
            rest = rest.dropFirst(digits.count)
            return digits
        }
        if rest.first == UInt8(ascii: "+") { return "a plus sign is not allowed" }
        if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        let whole = takeDigits()
        if whole.isEmpty { return "expected a digit at its start" }
        if whole.count > 1, whole.first == UInt8(ascii: "0") { return "a leading zero is not allowed" }
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            if takeDigits().isEmpty { return "expected a digit after the point" }
        }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest = rest.dropFirst()
            if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
            if takeDigits().isEmpty { return "expected a digit after the exponent" }
        }
        return rest.isEmpty ? nil : "expected decimal digits"
    }
}
