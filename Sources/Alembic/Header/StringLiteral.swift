internal import SourceFiles

/// Resolves the escapes of a string literal.
enum StringLiteral {
    /// The text of a literal's content; `nil` if only Python can resolve it (`\N{…}`, surrogates, bytes that are not
    /// UTF-8).
    ///
    /// Source: Python's reference, *String and Bytes literals*. An unknown escape stays as it is written, and line ends
    /// become `\n`.
    static func text(of content: ByteRange, isRaw: Bool, in source: borrowing Span<UInt8>) -> String? {
        if source.isPlainText(content) { return source.string(in: content) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(content.count)
        var position = content.lowerBound
        while position < content.upperBound {
            let byte = source[position]
            if byte == UInt8(ascii: "\\") && !isRaw {
                guard let scalar = escape(at: &position, until: content.upperBound, in: source) else { return nil }
                bytes.append(contentsOf: scalar)
            } else if byte == UInt8(ascii: "\r") {
                bytes.append(UInt8(ascii: "\n"))
                position += 1
                if position < content.upperBound, source[position] == UInt8(ascii: "\n") { position += 1 }
            } else {
                bytes.append(byte)
                position += 1
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    /// Reads the escape whose backslash is at `position`, and returns its UTF-8.
    private static func escape(at position: inout Int, until end: Int, in source: borrowing Span<UInt8>) -> [UInt8]? {
        position += 1
        guard position < end else { return nil }
        let letter = source[position]
        position += 1
        switch letter {
        case UInt8(ascii: "\n"): return []
        case UInt8(ascii: "\r"):
            if position < end, source[position] == UInt8(ascii: "\n") { position += 1 }
            return []
        case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""): return [letter]
        case UInt8(ascii: "a"): return [0x07]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "v"): return [0x0B]
        case UInt8(ascii: "0")...UInt8(ascii: "7"):
            position -= 1
            return scalar(radix: 8, digits: 1...3, at: &position, until: end, in: source)
        case UInt8(ascii: "x"): return scalar(radix: 16, digits: 2...2, at: &position, until: end, in: source)
        case UInt8(ascii: "u"): return scalar(radix: 16, digits: 4...4, at: &position, until: end, in: source)
        case UInt8(ascii: "U"): return scalar(radix: 16, digits: 8...8, at: &position, until: end, in: source)
        case UInt8(ascii: "N"): return nil
        default: return [UInt8(ascii: "\\"), letter]
        }
    }

    private static func scalar(
        radix: UInt32,
        digits: ClosedRange<Int>,
        at position: inout Int,
        until end: Int,
        in source: borrowing Span<UInt8>
    ) -> [UInt8]? {
        var value: UInt32 = 0
        var count = 0
        while count < digits.upperBound, position < end,
            let digit = Character(Unicode.Scalar(source[position])).hexDigitValue, UInt32(digit) < radix
        {
            let (product, overflow) = value.multipliedReportingOverflow(by: radix)
            if overflow { return nil }
            value = product + UInt32(digit)
            position += 1
            count += 1
        }
        guard count >= digits.lowerBound, let scalar = Unicode.Scalar(value) else { return nil }
        return UTF8.encode(scalar).map { Array($0) }
    }
}
