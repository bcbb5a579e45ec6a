/// Searches that read eight bytes at once, to skip most of a file quickly.
///
/// They stop at every byte that the scanner must handle, and at a few others, so that the caller checks the byte again.
/// The method is SIMD within a register: with the high bit of each byte cleared, adding `0x80 - n` sets it if the byte
/// is at least `n`, without a carry into the next byte.
extension Span where Element == UInt8 {
    private static var highBits: UInt64 { 0x8080_8080_8080_8080 }

    /// The same byte eight times.
    @inline(__always)
    private static func eight(_ byte: UInt8) -> UInt64 {
        UInt64(byte) &* 0x0101_0101_0101_0101
    }

    /// The eight bytes at `position`, the first as the lowest.
    @inline(__always)
    private func word(at position: Int) -> UInt64 {
        unsafe UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self))
    }

    /// The offset of the first byte from `position` on that may not be plain code.
    ///
    /// It stops at control characters, quotes, brackets, `#`, `\`, bytes outside ASCII, and `!$%&|~`. Near the end of
    /// the file it may stop at any byte.
    @inline(__always)
    func endOfPlainCode(from position: Int) -> Int {
        var offset = position
        while offset <= count - 8 {
            let word = word(at: offset)
            let low = word & ~Self.highBits
            // 00…0D, 21…29 (! " # $ % & ' ( )), 5B…5D ([ \ ]), 7B… ({ | } ~), 80…
            var found = ~(low &+ Self.eight(0x80 - 0x0E)) | word
            found |= (low &+ Self.eight(0x80 - 0x21)) & ~(low &+ Self.eight(0x80 - 0x2A))
            found |= (low &+ Self.eight(0x80 - 0x5B)) & ~(low &+ Self.eight(0x80 - 0x5E))
            found |= low &+ Self.eight(0x80 - 0x7B)
            found &= Self.highBits
            if found != 0 { return offset + found.trailingZeroBitCount / 8 }
            offset += 8
        }
        return offset
    }

    /// The offset after the spaces at `position`.
    ///
    /// Near the end of the file it may stop at any byte.
    @inline(__always)
    func endOfSpaces(from position: Int) -> Int {
        var offset = position
        while offset <= count - 8 {
            let length = (word(at: offset) ^ Self.eight(UInt8(ascii: " "))).trailingZeroBitCount / 8
            offset += length
            if length < 8 { return offset }
        }
        return offset
    }

    /// The offset of the first byte from `position` on that may end plain text: `stop`, `\`, a control character, or a
    /// byte outside ASCII.
    ///
    /// Near the end of the file it may stop at any byte.
    @inline(__always)
    func endOfPlainText(from position: Int, before stop: UInt8) -> Int {
        var offset = position
        while offset <= count - 8 {
            let word = word(at: offset)
            let low = word & ~Self.highBits
            var found = ~(low &+ Self.eight(0x80 - 0x0E)) | word
            found |= ~((low ^ Self.eight(stop)) &+ Self.eight(0x7F))
            found |= ~((low ^ Self.eight(UInt8(ascii: "\\"))) &+ Self.eight(0x7F))
            found &= Self.highBits
            if found != 0 { return offset + found.trailingZeroBitCount / 8 }
            offset += 8
        }
        return offset
    }
}
