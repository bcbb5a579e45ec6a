internal import SourceFiles

/// The keywords of statements that bind names in a module.
enum Keyword {
    /// `def` or `class`.
    case definition
    /// `async`, before `def`, `for` or `with`.
    case async
    /// `for`, which is conditional, and binds its targets.
    case loop
    /// `if`, `try` and other keywords of blocks whose statements may be executed or not.
    case conditional
    /// `case`, a keyword only in a `match`.
    case caseBlock
    /// `import` or `from`.
    case importing
    /// `del`.
    case deletion

    init?(_ token: PythonToken, in source: borrowing Span<UInt8>) {
        guard token.kind == .name else { return nil }
        let range = token.range
        switch source[range.lowerBound] {
        case UInt8(ascii: "a") where source.text(in: range, is: "async"): self = .async
        case UInt8(ascii: "c") where source.text(in: range, is: "class"): self = .definition
        case UInt8(ascii: "c") where source.text(in: range, is: "case"): self = .caseBlock
        case UInt8(ascii: "d") where source.text(in: range, is: "def"): self = .definition
        case UInt8(ascii: "d") where source.text(in: range, is: "del"): self = .deletion
        case UInt8(ascii: "f") where source.text(in: range, is: "for"): self = .loop
        case UInt8(ascii: "e") where source.text(in: range, is: "else"),
            UInt8(ascii: "e") where source.text(in: range, is: "elif"),
            UInt8(ascii: "e") where source.text(in: range, is: "except"),
            UInt8(ascii: "f") where source.text(in: range, is: "finally"),
            UInt8(ascii: "i") where source.text(in: range, is: "if"),
            UInt8(ascii: "t") where source.text(in: range, is: "try"),
            UInt8(ascii: "w") where source.text(in: range, is: "while"),
            UInt8(ascii: "w") where source.text(in: range, is: "with"):
            self = .conditional
        case UInt8(ascii: "i") where source.text(in: range, is: "import"),
            UInt8(ascii: "f") where source.text(in: range, is: "from"):
            self = .importing
        default: return nil
        }
    }

    /// Whether the statement has a header that ends in a colon, followed by a body.
    var beginsBlock: Bool {
        switch self {
        case .loop, .conditional, .caseBlock: true
        case .definition, .async, .importing, .deletion: false
        }
    }
}
