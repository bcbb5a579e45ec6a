internal import SourceFiles

/// A token of Python, as far as module-level assignments need one.
struct PythonToken {
    /// The kinds of tokens.
    enum Kind: Equatable {
        case name
        /// A string literal, with its prefix; `content` is between the quotes.
        case string(StringPrefix, content: ByteRange)
        case number
        /// One byte of punctuation: `( ) [ ] { } , : ; = .` and others.
        case punctuation(UInt8)
        /// `:=`
        case walrus
        /// `+=`
        case plusEquals
        /// Any other operator that ends in `=` and assigns.
        case otherAssignment
        /// Any other operator.
        case otherOperator
        /// The end of a logical line, or of the file.
        case lineEnd
    }

    let kind: Kind
    let range: ByteRange

    func isPunctuation(_ character: Unicode.Scalar) -> Bool {
        kind == .punctuation(UInt8(ascii: character))
    }
}

/// The prefix letters of a string literal.
struct StringPrefix: OptionSet {
    let rawValue: UInt8

    static let raw = StringPrefix(rawValue: 1)
    static let bytes = StringPrefix(rawValue: 2)
    /// `f` or `t`: the literal contains expressions (PEP 701, PEP 750).
    static let formatted = StringPrefix(rawValue: 4)

    /// Reads the one or two letters before a quote; `nil` if they are a name.
    init?(letters: ByteRange, in source: borrowing Span<UInt8>) {
        guard letters.count <= 2 else { return nil }
        var prefix: StringPrefix = []
        var isUnicode = false
        for offset in letters {
            let letter: StringPrefix
            switch source[offset] | 0x20 {
            case UInt8(ascii: "r"): letter = .raw
            case UInt8(ascii: "b"): letter = .bytes
            case UInt8(ascii: "f"), UInt8(ascii: "t"): letter = .formatted
            case UInt8(ascii: "u"):
                isUnicode = true
                continue
            default: return nil
            }
            guard !prefix.contains(letter) else { return nil }
            prefix.insert(letter)
        }
        if isUnicode && letters.count > 1 { return nil }
        if prefix.isSuperset(of: [.bytes, .formatted]) { return nil }
        self = prefix
    }

    init(rawValue: UInt8) {
        self.rawValue = rawValue
    }
}

extension UInt8 {
    /// Whether this byte may begin a name: a letter, `_`, or part of a character outside ASCII.
    var beginsName: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"), 0x80...:
            true
        default: false
        }
    }

    /// Whether this byte may continue a name.
    var continuesName: Bool { beginsName || isDigit }
}
