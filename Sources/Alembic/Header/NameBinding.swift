internal import SourceFiles

/// Finds the names that a statement may bind or unbind, whether it is executed or not.
enum NameBinding {
    /// The names that the statement may bind, with an assignment, `:=`, `as`, `for`, `import`, `def`, `class`, `del` or
    /// a `case`.
    static func of(_ tokens: ArraySlice<PythonToken>, in source: borrowing Span<UInt8>) -> [PythonToken] {
        guard let first = tokens.first else { return [] }
        var names = ofWalrus(tokens)
        let keyword = Keyword(first, in: source)
        if let keyword, keyword.beginsBlock, let colon = endOfHeader(tokens, in: source) {
            let header = tokens[..<colon].dropFirst()
            switch keyword {
            case .loop: names += ofTarget(header.prefix { !source.text(in: $0.range, is: "in") })
            case .caseBlock: names += ofPattern(header, in: source)
            default: names += ofAliases(header, in: source)
            }
            return names + ofSimple(tokens[(colon + 1)...], in: source)
        }
        return names + ofSimple(tokens, in: source)
    }

    /// The names that a statement without a block binds.
    private static func ofSimple(_ tokens: ArraySlice<PythonToken>, in source: borrowing Span<UInt8>) -> [PythonToken] {
        guard let first = tokens.first else { return [] }
        switch Keyword(first, in: source) {
        case .importing?: return ofImport(tokens, in: source)
        case .deletion?: return ofTarget(tokens.dropFirst())
        case .definition?: return tokens.dropFirst().prefix(1).filter { $0.kind == .name }
        default: return Assignment(tokens, in: source)?.targets.flatMap(ofTarget) ?? []
        }
    }

    /// The names of an assignment's target, without those before a `.`, `[` or `(`, which name an object that is
    /// changed.
    static func ofTarget(_ tokens: ArraySlice<PythonToken>) -> [PythonToken] {
        var names: [PythonToken] = []
        // For each open bracket, whether it encloses a subscript or arguments.
        var brackets: [Bool] = []
        var previous: PythonToken?
        for index in tokens.indices {
            let token = tokens[index]
            defer { previous = token }
            switch token.kind {
            case .punctuation(UInt8(ascii: "(")), .punctuation(UInt8(ascii: "[")), .punctuation(UInt8(ascii: "{")):
                brackets.append(previous.map(Self.endsOperand) ?? false)
            case .punctuation(UInt8(ascii: ")")), .punctuation(UInt8(ascii: "]")), .punctuation(UInt8(ascii: "}")):
                _ = brackets.popLast()
            case .name where !brackets.contains(true):
                let next = index + 1 < tokens.endIndex ? tokens[index + 1] : nil
                let isObject = next.map { $0.isPunctuation(".") || $0.isPunctuation("[") || $0.isPunctuation("(") }
                let isAttribute = previous?.isPunctuation(".") ?? false
                if isObject != true && !isAttribute { names.append(token) }
            default: break
            }
        }
        return names
    }

    private static func endsOperand(_ token: PythonToken) -> Bool {
        switch token.kind {
        case .name, .string: true
        default: token.isPunctuation(")") || token.isPunctuation("]")
        }
    }

    /// The names before `:=`.
    static func ofWalrus(_ tokens: ArraySlice<PythonToken>) -> [PythonToken] {
        guard tokens.contains(where: { $0.kind == .walrus }) else { return [] }
        return zip(tokens, tokens.dropFirst()).filter { $1.kind == .walrus && $0.kind == .name }.map(\.0)
    }

    /// `import a.b` binds `a`, `import a.b as c` and `from a import b as c` bind `c`.
    private static func ofImport(_ tokens: ArraySlice<PythonToken>, in source: borrowing Span<UInt8>) -> [PythonToken] {
        var names: [PythonToken] = []
        let listStart = tokens.firstIndex { source.text(in: $0.range, is: "import") } ?? tokens.endIndex
        var expectsName = true
        for token in tokens[listStart...].dropFirst() {
            if source.text(in: token.range, is: "as") {
                _ = names.popLast()
                expectsName = true
            } else if token.kind == .name, expectsName {
                names.append(token)
                expectsName = false
            } else if token.isPunctuation(",") {
                expectsName = true
            }
        }
        return names
    }

    /// The targets after each `as` of a `with` or `except`.
    private static func ofAliases(_ tokens: ArraySlice<PythonToken>, in source: borrowing Span<UInt8>) -> [PythonToken]
    {
        var names: [PythonToken] = []
        for index in tokens.indices where source.text(in: tokens[index].range, is: "as") {
            names += ofTarget(tokens[target(from: index + 1, in: tokens)])
        }
        return names
    }

    /// The tokens from `start` to the comma, or to the closing bracket, that ends them.
    private static func target(from start: Int, in tokens: ArraySlice<PythonToken>) -> Range<Int> {
        var depth = 0
        for index in start..<max(start, tokens.endIndex) {
            switch tokens[index].kind {
            case .punctuation(UInt8(ascii: "(")), .punctuation(UInt8(ascii: "[")): depth += 1
            case .punctuation(UInt8(ascii: ")")), .punctuation(UInt8(ascii: "]")):
                depth -= 1
                if depth < 0 { return start..<index }
            case .punctuation(UInt8(ascii: ",")) where depth == 0: return start..<index
            default: break
            }
        }
        return min(start, tokens.endIndex)..<tokens.endIndex
    }

    /// The names that a pattern captures, without classes, attributes and the names of keyword patterns.
    private static func ofPattern(_ tokens: ArraySlice<PythonToken>, in source: borrowing Span<UInt8>) -> [PythonToken]
    {
        var names: [PythonToken] = []
        for index in tokens.indices where tokens[index].kind == .name {
            let token = tokens[index]
            if source.text(in: token.range, is: "if") { break }
            let isKeyword =
                source.text(in: token.range, is: "as") || source.text(in: token.range, is: "None")
                || source.text(in: token.range, is: "True") || source.text(in: token.range, is: "False")
                || source.text(in: token.range, is: "_")
            if isKeyword { continue }
            if index > tokens.startIndex, tokens[index - 1].isPunctuation(".") { continue }
            if index + 1 < tokens.endIndex {
                let next = tokens[index + 1]
                if next.isPunctuation(".") || next.isPunctuation("(") || next.isPunctuation("=") { continue }
            }
            names.append(token)
        }
        return names
    }

    /// The position of the colon that ends the header of a compound statement.
    private static func endOfHeader(_ tokens: ArraySlice<PythonToken>, in source: borrowing Span<UInt8>) -> Int? {
        var depth = 0
        var lambdas = 0
        for index in tokens.indices {
            switch tokens[index].kind {
            case .punctuation(UInt8(ascii: "(")), .punctuation(UInt8(ascii: "[")), .punctuation(UInt8(ascii: "{")):
                depth += 1
            case .punctuation(UInt8(ascii: ")")), .punctuation(UInt8(ascii: "]")), .punctuation(UInt8(ascii: "}")):
                depth -= 1
            case .name where depth == 0 && source.text(in: tokens[index].range, is: "lambda"):
                lambdas += 1
            case .punctuation(UInt8(ascii: ":")) where depth == 0:
                if lambdas == 0 { return index }
                lambdas -= 1
            default: break
            }
        }
        return nil
    }
}
