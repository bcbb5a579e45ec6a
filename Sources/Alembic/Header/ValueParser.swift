internal import SourceFiles

/// The value of a module-level name, as far as the assignments from top to bottom define it.
enum Binding {
    case known(StaticValue, name: ByteRange)
    case unknown(name: ByteRange, statement: ByteRange)
}

/// Evaluates the expression of an assignment if it is a plain value.
///
/// Takes tokens and the names bound so far; returns a ``StaticValue``, or `nil` for an expression that only Python can
/// evaluate.
struct ValueParser {
    /// The maximum nesting of brackets.
    private static let maximumDepth = 16

    private let tokens: ArraySlice<PythonToken>
    private let bindings: [String: Binding]
    private var index: Int

    private init(_ tokens: ArraySlice<PythonToken>, bindings: [String: Binding]) {
        self.tokens = tokens
        self.bindings = bindings
        index = tokens.startIndex
    }

    /// Evaluates all of `tokens` as one expression.
    static func value(
        of tokens: ArraySlice<PythonToken>,
        bindings: [String: Binding],
        in source: borrowing Span<UInt8>
    ) -> StaticValue? {
        var parser = ValueParser(tokens, bindings: bindings)
        guard let value = parser.expressionList(in: source), parser.index == tokens.endIndex else { return nil }
        return value.weight <= StaticValue.maximumWeight ? value : nil
    }

    private var current: PythonToken? { index < tokens.endIndex ? tokens[index] : nil }

    private mutating func take(_ character: Unicode.Scalar) -> PythonToken? {
        guard let token = current, token.isPunctuation(character) else { return nil }
        index += 1
        return token
    }

    /// `a`, `a,` or `a, b`: without brackets, a comma makes a tuple.
    private mutating func expressionList(in source: borrowing Span<UInt8>) -> StaticValue? {
        guard let first = item(depth: 0, in: source) else { return nil }
        guard let comma = take(",") else { return first }
        var elements = [first]
        var end = comma.range.upperBound
        while current != nil {
            guard let next = item(depth: 0, in: source) else { return nil }
            elements.append(next)
            end = next.range.upperBound
            guard let comma = take(",") else { break }
            end = comma.range.upperBound
        }
        return StaticValue(.collection(elements, .tuple), at: first.range.lowerBound..<end)
    }

    private mutating func item(depth: Int, in source: borrowing Span<UInt8>) -> StaticValue? {
        guard depth < Self.maximumDepth, let token = current else { return nil }
        switch token.kind {
        case .string: return strings(in: source)
        case .number:
            index += 1
            return StaticValue(.other(source.string(in: token.range)), at: token.range)
        case .name:
            index += 1
            return name(token, in: source)
        case .punctuation(UInt8(ascii: "(")): return bracketed(by: ("(", ")"), .tuple, depth: depth, in: source)
        case .punctuation(UInt8(ascii: "[")): return bracketed(by: ("[", "]"), .list, depth: depth, in: source)
        case .punctuation(UInt8(ascii: "{")): return bracketed(by: ("{", "}"), .set, depth: depth, in: source)
        default: return nil
        }
    }

    private mutating func name(_ token: PythonToken, in source: borrowing Span<UInt8>) -> StaticValue? {
        let name = source.string(in: token.range)
        if current?.isPunctuation(".") == true { return attribute(of: name, from: token, in: source) }
        switch name {
        case "None": return StaticValue(.none, at: token.range)
        case "True", "False": return StaticValue(.other(name), at: token.range)
        default:
            guard case .known(let value, _)? = bindings[name] else { return nil }
            return value.referred(at: token.range)
        }
    }

    /// `module.NAME`, a value of an imported module.
    private mutating func attribute(
        of name: String, from first: PythonToken, in source: borrowing Span<UInt8>
    ) -> StaticValue? {
        var expression = name
        var end = first.range.upperBound
        while take(".") != nil {
            guard let token = current, token.kind == .name else { return nil }
            index += 1
            expression += "." + source.string(in: token.range)
            end = token.range.upperBound
        }
        guard case .known(let value, _)? = bindings[expression] else { return nil }
        return value.referred(at: first.range.lowerBound..<end)
    }

    /// One or more string literals side by side.
    private mutating func strings(in source: borrowing Span<UInt8>) -> StaticValue? {
        var text = ""
        var range: ByteRange?
        var only: StaticValue.Literal?
        var isBytes = false
        while let token = current, case .string(let prefix, let content) = token.kind {
            guard !prefix.contains(.formatted) else { return nil }
            isBytes = isBytes || prefix.contains(.bytes)
            guard let part = StringLiteral.text(of: content, isRaw: prefix.contains(.raw), in: source) else {
                return nil
            }
            text += part
            only = range == nil ? StaticValue.Literal(content: content, quote: source[content.lowerBound - 1]) : nil
            range = (range?.lowerBound ?? token.range.lowerBound)..<token.range.upperBound
            index += 1
        }
        guard let range else { return nil }
        if isBytes { return StaticValue(.other(source.string(in: range)), at: range) }
        return StaticValue(.string(text), at: range, literal: only)
    }

    /// A parenthesized value, a tuple, a list or a set.
    private mutating func bracketed(
        by brackets: (open: Unicode.Scalar, close: Unicode.Scalar),
        _ kind: StaticValue.CollectionKind,
        depth: Int,
        in source: borrowing Span<UInt8>
    ) -> StaticValue? {
        guard let open = take(brackets.open) else { return nil }
        var elements: [StaticValue] = []
        var endsWithComma = false
        while true {
            if let close = take(brackets.close) {
                let range = open.range.lowerBound..<close.range.upperBound
                switch kind {
                case .tuple where elements.count == 1 && !endsWithComma:
                    return elements[0].parenthesized(at: range)
                case .set where elements.isEmpty:
                    // `{}` is a dict.
                    return StaticValue(.other("{}"), at: range)
                default:
                    return StaticValue(.collection(elements, kind), at: range)
                }
            }
            guard elements.isEmpty || endsWithComma, let element = item(depth: depth + 1, in: source) else {
                return nil
            }
            elements.append(element)
            endsWithComma = take(",") != nil
        }
    }
}
