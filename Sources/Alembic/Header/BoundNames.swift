internal import Diagnostics

/// The keywords that begin a statement which matters to what a module binds.
enum Keyword {
    case definition
    case asyncOrDecorator
    case conditional
    case importing
    case deletion
    case caseBlock

    init?(_ range: ByteRange, in source: borrowing Span<UInt8>) {
        switch source[range.lowerBound] {
        case UInt8(ascii: "a") where source.text(in: range, is: "async"): self = .asyncOrDecorator
        case UInt8(ascii: "c") where source.text(in: range, is: "class"): self = .definition
        case UInt8(ascii: "c") where source.text(in: range, is: "case"): self = .caseBlock
        case UInt8(ascii: "d") where source.text(in: range, is: "def"): self = .definition
        case UInt8(ascii: "d") where source.text(in: range, is: "del"): self = .deletion
        case UInt8(ascii: "e") where source.text(in: range, is: "else"),
            UInt8(ascii: "e") where source.text(in: range, is: "elif"),
            UInt8(ascii: "e") where source.text(in: range, is: "except"),
            UInt8(ascii: "f") where source.text(in: range, is: "for"),
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

    /// Whether the statement binds or unbinds names by itself, other than by `=`.
    var binds: Bool {
        switch self {
        case .importing, .deletion: true
        default: false
        }
    }
}

/// Finds the names that a statement may bind, more rather than fewer.
enum BoundNames {
    /// The names that the statement may bind: by `=`, `:=`, `as`, `for`, `import`, `def`, `class`, `del` or a `case`.
    static func of(_ tokens: ArraySlice<PythonToken>, in source: borrowing Span<UInt8>) -> [PythonToken] {
        var bound: [PythonToken] = []
        var collectsNames = false
        var previous: PythonToken?
        let lastAssignment = tokens.lastIndex {
            $0.isPunctuation("=") || $0.kind == .plusEquals || $0.kind == .otherAssignment
        }
        for index in tokens.indices {
            let token = tokens[index]
            defer { previous = token }
            if token.kind == .walrus, let previous, previous.kind == .name { bound.append(previous) }
            guard token.kind == .name else { continue }
            if Self.is(token, "import", source) || Self.is(token, "for", source) || Self.is(token, "del", source)
                || Self.is(token, "as", source) || Self.is(token, "def", source) || Self.is(token, "class", source)
                || (Self.is(token, "case", source) && index == tokens.startIndex)
            {
                if Self.is(token, "as", source), let previous, bound.last?.range == previous.range {
                    bound.removeLast()
                }
                collectsNames = true
                continue
            }
            if Self.is(token, "in", source) || Self.is(token, "from", source) { collectsNames = false }
            let isAttribute = previous.map { $0.isPunctuation(".") } ?? false
            let isTarget = lastAssignment.map { index < $0 } ?? false
            if (collectsNames || isTarget) && !isAttribute { bound.append(token) }
        }
        return bound
    }

    /// The names of a target that is not a plain one: those that are not an attribute.
    static func ofTarget(_ tokens: ArraySlice<PythonToken>) -> [PythonToken] {
        if let first = tokens.first, first.kind == .name, tokens.count > 1 {
            let next = tokens[tokens.startIndex + 1]
            // `object.name = …` and `object[key] = …` bind no name.
            if next.isPunctuation(".") || next.isPunctuation("[") { return [] }
        }
        return tokens.filter { $0.kind == .name }
    }

    private static func `is`(_ token: PythonToken, _ keyword: StaticString, _ source: borrowing Span<UInt8>) -> Bool {
        source.text(in: token.range, is: keyword)
    }
}
