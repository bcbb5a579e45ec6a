/// Searches that look at eight bytes at once: most of a file means nothing to the scanner.
///
/// They stop at every byte that may mean something, and at a few that do not; who asks looks at the byte again. The tests are those of
/// "SIMD within a register": with the high bit of each byte cleared, adding `0x80 - n` sets it where the byte is at least `n`, and no sum
/// carries into the next byte.
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

    /// The offset of the first byte from `position` on that may be no plain code.
    ///
    /// Near the end of the file it answers `position` or soon behind it, whatever is there. It stops at control characters, quotes, brackets, `#`, `\`, what is not ASCII, and `!$%&|~`.
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

    /// The offset behind the spaces that stand at `position`.
    ///
    /// Near the end of the file it answers `position` or soon behind it, whatever is there.
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

    /// The offset of the first byte from `position` on that may end plain text: `stop`, `\`, a control character, or what is not ASCII.
    ///
    /// Near the end of the file it answers `position` or soon behind it, whatever is there.
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
