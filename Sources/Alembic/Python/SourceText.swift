internal import SourceFiles

extension Span where Element == UInt8 {
    /// Whether the ASCII text is at `position`.
    @inline(__always)
    func hasText(_ text: StaticString, at position: Int) -> Bool {
        let length = text.utf8CodeUnitCount
        guard position >= 0, position + length <= count else { return false }
        for index in 0..<length where unsafe text.utf8Start[index] != self[position + index] { return false }
        return true
    }

    /// Whether a decimal digit is at `position`.
    func hasDigit(at position: Int) -> Bool {
        position < count && self[position].isDigit
    }

    /// Whether the bytes of `range` are the ASCII text.
    @inline(__always)
    func text(in range: ByteRange, is text: StaticString) -> Bool {
        range.count == text.utf8CodeUnitCount && hasText(text, at: range.lowerBound)
    }

    /// Whether all bytes of `range` are printable ASCII without a backslash.
    func isPlainText(_ range: ByteRange) -> Bool {
        for offset in range {
            let byte = self[offset]
            guard byte >= 0x20, byte < 0x7F, byte != UInt8(ascii: "\\") else { return false }
        }
        return true
    }

    /// The bytes of `range` as text, with U+FFFD for bytes that are not UTF-8.
    func string(in range: ByteRange) -> String {
        unsafe extracting(range).withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    }

    /// The length of the UTF-8 character that begins at `position`, of 2 to 4 bytes; `nil` if there is none.
    ///
    /// Overlong forms, surrogates and code points beyond U+10FFFF are refused (Unicode 15, table 3-7).
    func lengthOfUTF8Character(at position: Int) -> Int? {
        let lead = self[position]
        let length: Int
        var second: ClosedRange<UInt8> = 0x80...0xBF
        switch lead {
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xE1...0xEC, 0xEE...0xEF: length = 3
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: length = 4
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: return nil
        }
        guard position + length <= count, second.contains(self[position + 1]) else { return nil }
        for offset in (position + 2)..<(position + length) where !(0x80...0xBF).contains(self[offset]) { return nil }
        return length
    }
}
