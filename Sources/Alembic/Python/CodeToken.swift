internal import SourceFiles

/// A token in a form that does not depend on how it is written.
struct CodeToken: Equatable {
    /// The kinds of tokens.
    enum Kind: Equatable {
        case name, number, other
        /// A string, bytes, an f-string or a t-string.
        case string, bytes, formatted, template
    }

    let kind: Kind
    /// A name, a number in lower case, an operator, or the value of a string.
    var value: [UInt8]

    /// The token as bytes that no other token has.
    var text: [UInt8] {
        let tag: String? =
            switch kind {
            case .name, .number, .other: nil
            case .string: "s"
            case .bytes: "b"
            case .formatted: "f"
            case .template: "t"
            }
        return (tag.map { Array("\($0)\(value.count):".utf8) } ?? []) + value + [0]
    }

    func isPunctuation(_ character: Unicode.Scalar) -> Bool {
        kind == .other && value == [UInt8(ascii: character)]
    }

    func isName(_ names: String...) -> Bool {
        kind == .name && names.contains { value.elementsEqual($0.utf8) }
    }

    func isOperator(_ operators: String...) -> Bool {
        kind == .other && operators.contains { value.elementsEqual($0.utf8) }
    }

    /// The keywords after which an operand begins.
    private static let keywords: Set<String> = [
        "and", "as", "assert", "async", "await", "del", "elif", "else", "except", "for", "from", "if", "import", "in",
        "is", "lambda", "not", "or", "raise", "return", "while", "with", "yield",
    ]

    /// Whether an operand ends with this token, so that a bracket after it is a call or a subscript.
    var endsOperand: Bool {
        switch kind {
        case .name: !Self.keywords.contains(String(decoding: value, as: UTF8.self))
        case .number, .string, .bytes, .formatted, .template: true
        case .other: isPunctuation(")") || isPunctuation("]") || isPunctuation("}")
        }
    }

    // MARK: Reading

    /// Appends a token; a string after another one continues it.
    static func append(_ token: PythonToken, to line: inout [CodeToken], in source: borrowing Span<UInt8>) {
        guard case .string(let prefix, let content) = token.kind else {
            var value: [UInt8] = []
            for offset in token.range { value.append(source[offset]) }
            switch token.kind {
            case .name: line.append(CodeToken(kind: .name, value: value))
            case .number: line.append(CodeToken(kind: .number, value: value.map { $0.isUppercase ? $0 | 0x20 : $0 }))
            default: line.append(CodeToken(kind: .other, value: value))
            }
            return
        }
        let part = string(prefix, content, startingAt: token.range.lowerBound, in: source)
        guard let last = line.last, let joined = last.joined(with: part) else { return line.append(part) }
        line[line.count - 1] = joined
    }

    private static func string(
        _ prefix: StringPrefix, _ content: ByteRange, startingAt start: Int, in source: borrowing Span<UInt8>
    ) -> CodeToken {
        let raw = source.string(in: content)
        var value = StringLiteral.text(of: content, isRaw: prefix.contains(.raw), in: source)
        if prefix.contains(.bytes) {
            // In bytes, these are not escapes.
            let hasOtherEscapes = ["\\u", "\\U", "\\N"].contains { raw.contains($0) }
            return CodeToken(kind: .bytes, value: Array((hasOtherEscapes ? raw : value ?? raw).utf8))
        }
        guard prefix.contains(.formatted) else {
            return CodeToken(kind: .string, value: Array((value ?? "\\" + raw).utf8))
        }
        // An escaped brace begins no field.
        func braces(_ text: String) -> Int { text.utf8.count { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "}") } }
        if let text = value, braces(text) != braces(raw) { value = nil }
        var isTemplate = false
        for offset in start..<min(start + 2, content.lowerBound) where source[offset] | 0x20 == UInt8(ascii: "t") {
            isTemplate = true
        }
        let text = value ?? "\\" + raw
        if isTemplate { return CodeToken(kind: .template, value: Array(text.utf8)) }
        return CodeToken(kind: braces(text) == 0 ? .string : .formatted, value: Array(text.utf8))
    }

    /// This string with the one that follows it; `nil` if they are not joined.
    private func joined(with next: CodeToken) -> CodeToken? {
        /// The text of a string in an f-string.
        func escaped(_ token: CodeToken) -> [UInt8] {
            token.kind == .formatted
                ? token.value
                : token.value.flatMap { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "}") ? [$0, $0] : [$0] }
        }
        switch (kind, next.kind) {
        case (.string, .string), (.bytes, .bytes), (.template, .template):
            return CodeToken(kind: kind, value: value + next.value)
        case (.string, .formatted), (.formatted, .string), (.formatted, .formatted):
            return CodeToken(kind: .formatted, value: escaped(self) + escaped(next))
        default: return nil
        }
    }

    // MARK: Statements

    /// Whether a statement is `pass` or nothing but a string, like a docstring.
    static func isWithoutEffect(_ statement: [CodeToken]) -> Bool {
        guard statement.count == 1 else { return false }
        return statement[0].isName("pass") || statement[0].kind == .string || statement[0].kind == .bytes
    }

    /// The position of the colon that ends the header of a compound statement; `nil` for other statements.
    static func headerEnd(of line: ArraySlice<CodeToken>) -> Int? {
        guard let first = line.first,
            first.isName(
                "if", "elif", "else", "for", "while", "try", "except", "finally", "with", "def", "class", "async")
        else { return nil }
        var depth = 0
        var lambdas = 0
        for (position, token) in zip(line.indices, line) {
            if token.isName("lambda"), depth == 0 { lambdas += 1 }
            if token.isOpening { depth += 1 }
            if token.isClosing { depth -= 1 }
            if depth == 0, token.isPunctuation(":") {
                if lambdas == 0 { return position }
                lambdas -= 1
            }
        }
        return nil
    }

    var isOpening: Bool { isPunctuation("(") || isPunctuation("[") || isPunctuation("{") }
    var isClosing: Bool { isPunctuation(")") || isPunctuation("]") || isPunctuation("}") }
}

extension UInt8 {
    /// Whether this is an upper-case letter of ASCII.
    fileprivate var isUppercase: Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) }
}
