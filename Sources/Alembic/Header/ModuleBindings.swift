internal import Diagnostics

/// What the names of a module hold after each statement at module level.
///
/// What walks in: the tokens of the statement. What walks out: changed bindings; the last assignment of a name wins.
struct ModuleBindings {
    private(set) var names: [String: Binding] = [:]

    /// Runs a statement that stands at module level, unconditionally.
    mutating func run(_ tokens: ArraySlice<PythonToken>, in source: borrowing Span<UInt8>) {
        guard let first = tokens.first, let last = tokens.last else { return }
        let statement = first.range.lowerBound..<last.range.upperBound
        if first.kind == .name, let keyword = Keyword(first.range, in: source), keyword.binds {
            invalidate(tokens, in: source)
            return
        }
        forgetMutated(by: tokens, statement: statement, in: source)
        forgetWalrusTargets(in: tokens, statement: statement, source)
        guard let assignment = Assignment(tokens) else { return }
        let value = ValueParser.value(of: assignment.value, bindings: names, in: source)
        switch assignment.kind {
        case .plain:
            for target in assignment.targets { bind(target, to: value, statement: statement, in: source) }
        case .augmentedByAddition:
            for target in assignment.targets { add(value, to: target, statement: statement, in: source) }
        case .otherAugmented:
            for target in assignment.targets { bind(target, to: nil, statement: statement, in: source) }
        }
    }

    /// Takes note of a statement that may run or not, or that binds names in another way: what it may bind is unknown from here on.
    mutating func invalidate(_ tokens: ArraySlice<PythonToken>, in source: borrowing Span<UInt8>) {
        guard let first = tokens.first, let last = tokens.last else { return }
        let statement = first.range.lowerBound..<last.range.upperBound
        for token in BoundNames.of(tokens, in: source) { forget(token, statement: statement, in: source) }
        forgetMutated(by: tokens, statement: statement, in: source)
    }

    /// Takes note of `from module import *`: whatever is bound may have been replaced.
    mutating func invalidateAll(statement: ByteRange) {
        for (name, binding) in names {
            guard case .known(_, let range) = binding else { continue }
            names[name] = .unknown(name: range, statement: statement)
        }
    }

    private mutating func forget(_ token: PythonToken, statement: ByteRange, in source: borrowing Span<UInt8>) {
        names[source.string(in: token.range)] = .unknown(name: token.range, statement: statement)
    }

    private mutating func bind(
        _ target: ArraySlice<PythonToken>,
        to value: StaticValue?,
        statement: ByteRange,
        in source: borrowing Span<UInt8>
    ) {
        if target.count == 1, let token = target.first, token.kind == .name {
            let name = source.string(in: token.range)
            if let value {
                names[name] = .known(value, name: token.range)
            } else {
                names[name] = .unknown(name: token.range, statement: statement)
            }
            return
        }
        if let unpacked = Assignment.unpackedNames(of: target) {
            if case .collection(let elements, let kind)? = value?.kind, kind != .set, elements.count == unpacked.count {
                for (token, element) in zip(unpacked, elements) {
                    names[source.string(in: token.range)] = .known(element, name: token.range)
                }
                return
            }
        }
        // An attribute, a subscript, a starred or a nested target: what it binds is left open.
        for token in BoundNames.ofTarget(target) where token.kind == .name {
            forget(token, statement: statement, in: source)
        }
    }

    private mutating func add(
        _ value: StaticValue?,
        to target: ArraySlice<PythonToken>,
        statement: ByteRange,
        in source: borrowing Span<UInt8>
    ) {
        guard target.count == 1, let token = target.first, token.kind == .name else { return }
        let name = source.string(in: token.range)
        guard case .known(let old, let oldName)? = names[name], let value,
            let sum = Self.sum(old, value, at: value.range)
        else {
            names[name] = .unknown(name: token.range, statement: statement)
            return
        }
        if case .collection(_, .list) = old.kind { forgetAliases(of: old, except: name, statement: statement) }
        names[name] = .known(sum, name: oldName)
    }

    private static func sum(_ left: StaticValue, _ right: StaticValue, at range: ByteRange) -> StaticValue? {
        switch (left.kind, right.kind) {
        case (.string(let first), .string(let second)): StaticValue(.string(first + second), at: range)
        case (.collection(let first, .tuple), .collection(let second, .tuple)):
            StaticValue(.collection(first + second, .tuple), at: range)
        case (.collection(let first, .list), .collection(let second, let kind)) where kind != .set:
            StaticValue(.collection(first + second, .list), at: range)
        default: nil
        }
    }

    /// `a = b = []; a += ["x"]` changes `b` too.
    private mutating func forgetAliases(of list: StaticValue, except name: String, statement: ByteRange) {
        for (other, binding) in names where other != name {
            guard case .known(let value, let range) = binding, value.kind == list.kind else { continue }
            names[other] = .unknown(name: range, statement: statement)
        }
    }

    /// `depends_on.append("x")` and `depends_on[0] = "x"` change a list in place.
    private mutating func forgetMutated(
        by tokens: ArraySlice<PythonToken>,
        statement: ByteRange,
        in source: borrowing Span<UInt8>
    ) {
        guard tokens.count > 2, let token = tokens.first, token.kind == .name else { return }
        let next = tokens[tokens.startIndex + 1]
        guard next.isPunctuation(".") || next.isPunctuation("[") else { return }
        guard case .known(let value, _)? = names[source.string(in: token.range)] else { return }
        guard case .collection(_, let kind) = value.kind, kind != .tuple else { return }
        forget(token, statement: statement, in: source)
    }

    private mutating func forgetWalrusTargets(
        in tokens: ArraySlice<PythonToken>,
        statement: ByteRange,
        _ source: borrowing Span<UInt8>
    ) {
        for (token, next) in zip(tokens, tokens.dropFirst()) where next.kind == .walrus && token.kind == .name {
            forget(token, statement: statement, in: source)
        }
    }
}

/// An assignment, taken apart: `target = target = value`, `target: annotation = value`, `target += value`.
struct Assignment {
    enum Kind {
        case plain, augmentedByAddition, otherAugmented
    }

    let kind: Kind
    let targets: [ArraySlice<PythonToken>]
    let value: ArraySlice<PythonToken>

    /// Takes a statement apart; `nil` where it is no assignment, or a bare annotation.
    init?(_ tokens: ArraySlice<PythonToken>) {
        var depth = 0
        var targets: [ArraySlice<PythonToken>] = []
        var start = tokens.startIndex
        var annotation: Int?
        var kind: Kind?
        scan: for index in tokens.indices {
            switch tokens[index].kind {
            case .punctuation(UInt8(ascii: "(")), .punctuation(UInt8(ascii: "[")), .punctuation(UInt8(ascii: "{")):
                depth += 1
            case .punctuation(UInt8(ascii: ")")), .punctuation(UInt8(ascii: "]")), .punctuation(UInt8(ascii: "}")):
                depth -= 1
            case .punctuation(UInt8(ascii: ":")) where depth == 0 && targets.isEmpty && annotation == nil:
                annotation = index
            case .punctuation(UInt8(ascii: "=")) where depth == 0:
                targets.append(tokens[start..<(annotation ?? index)])
                kind = .plain
                start = index + 1
                // Behind an annotation there is one value; what else looks like `=` belongs to it.
                if annotation != nil { break scan }
            case .plusEquals where depth == 0 && targets.isEmpty,
                .otherAssignment where depth == 0 && targets.isEmpty:
                targets.append(tokens[start..<index])
                kind = tokens[index].kind == .plusEquals ? .augmentedByAddition : .otherAugmented
                start = index + 1
                break scan
            default: break
            }
        }
        guard let kind else { return nil }
        self.kind = kind
        self.targets = targets
        value = tokens[start...]
    }

    /// The names of `a, b`, `(a, b)` or `[a, b]`; `nil` for any other target.
    static func unpackedNames(of target: ArraySlice<PythonToken>) -> [PythonToken]? {
        var inner = target
        if let first = inner.first, first.isPunctuation("(") || first.isPunctuation("["),
            let last = inner.last, last.isPunctuation(")") || last.isPunctuation("]")
        {
            inner = inner.dropFirst().dropLast()
        }
        var names: [PythonToken] = []
        var expectsName = true
        for token in inner {
            if expectsName {
                guard token.kind == .name else { return nil }
                names.append(token)
            } else {
                guard token.isPunctuation(",") else { return nil }
            }
            expectsName.toggle()
        }
        return names.isEmpty ? nil : names
    }
}
