extension UInt8 {
    /// Whether this is one of `0`…`9`.
    var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

    /// Whether this is one of `a`…`z`.
    var isLowercase: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) }

    /// Whether this is a blank, a tab or a line end.
    var isBlank: Bool { self == 0x20 || (0x09...0x0D).contains(self) }

    /// Whether this may stand in the name of a package (PEP 508) or a bare TOML key.
    var isNameByte: Bool {
        isDigit || (self | 0x20).isLowercase || self == UInt8(ascii: "-") || self == UInt8(ascii: "_")
            || self == UInt8(ascii: ".")
    }
}

extension [UInt8] {
    /// Takes the blanks at both ends away.
    mutating func trimBlanks() {
        self = Array(self[...].trimmingBlanks)
    }
}

extension ArraySlice<UInt8> {
    /// The bytes without the blanks at both ends.
    var trimmingBlanks: ArraySlice<UInt8> {
        var rest = drop(while: \.isBlank)
        while rest.last?.isBlank == true { rest.removeLast() }
        return rest
    }

    /// The place of the first occurrence of `text`.
    func firstRange(of text: some Collection<UInt8>) -> Range<Int>? {
        guard let first = text.first else { return startIndex..<startIndex }
        var start = startIndex
        while let found = self[start...].firstIndex(of: first), found + text.count <= endIndex {
            if self[found...].starts(with: text) { return found..<(found + text.count) }
            start = found + 1
        }
        return nil
    }
}
