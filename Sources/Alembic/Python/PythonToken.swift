internal import SourceFiles

/// A token of Python, as far as reading module-level assignments needs one.
struct PythonToken {
    /// What it is.
    enum Kind: Equatable {
        case name
        /// A string literal, with its prefix; `content` lies between the quotes.
        case string(StringPrefix, content: ByteRange)
        case number
        /// One byte of punctuation: `( ) [ ] { } , : ; = .` and what else stands alone.
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

/// The letters before a string literal's quote.
struct StringPrefix: OptionSet {
    let rawValue: UInt8

    static let raw = StringPrefix(rawValue: 1)
    static let bytes = StringPrefix(rawValue: 2)
    /// `f` or `t`: the literal holds expressions (PEP 701, PEP 750).
    static let formatted = StringPrefix(rawValue: 4)

    /// Reads the one or two letters before a quote; `nil` where they are a name of their own.
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
    /// Whether this byte may begin a name: a letter, `_`, or part of a character outside of ASCII.
    var beginsName: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"), 0x80...:
            true
        default: false
        }
    }

    var isDigit: Bool { self &- UInt8(ascii: "0") < 10 }

    /// Whether this byte may stand inside of a name.
    var continuesName: Bool { beginsName || isDigit }

    var isLineBreak: Bool { self == UInt8(ascii: "\n") || self == UInt8(ascii: "\r") }

    /// Space, tab or form feed: what Python passes over inside of a line.
    var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") || self == 0x0C }
}
