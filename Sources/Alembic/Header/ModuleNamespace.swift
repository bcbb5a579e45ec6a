internal import SourceFiles

/// The values of the names of a module after each statement at module level.
///
/// Takes the tokens of a statement; changes the bindings. The last assignment of a name counts. Of unknown names only
/// the identifiers are kept, so that the many others (imports, functions) need no lookup.
struct ModuleNamespace {
    /// The maximum number of bytes of a string; an identifier is shorter, and adding a string to itself a few dozen
    /// times would fill any memory.
    private static let maximumLength = 4096

    /// What an import does.
    enum Imports {
        /// It makes the names unknown that it binds.
        case ignored
        /// The same, and it is added to ``imported``.
        case listed
        /// It binds the expressions with these values.
        case known([ImportedName: [String: StaticValue]])
    }

    /// What imports do.
    var imports = Imports.ignored
    /// The names that were imported, if they are listed.
    private(set) var imported: [ImportedName] = []
    /// The expressions like `module.NAME` that are known through an imported module, by the name of the module.
    private var attributes: [String: [String]] = [:]
    /// The values of names, and of such expressions.
    private(set) var names: [String: Binding] = [:]
    /// How often an identifier was bound to a value.
    private(set) var assignments = 0
    private static let variables = HeaderVariable.allCases.map(\.name)
    /// A bit for each length and first letter of a name that is an identifier or known, which rules out most other
    /// names quickly.
    private var filter: UInt64 = 0
    private var lists = SharedLists()

    /// Starts without bindings.
    init() {
        names.reserveCapacity(2 * Self.variables.count)
        for name in Self.variables { filter |= Self.bit(unsafe name.utf8Start.pointee, length: name.utf8CodeUnitCount) }
    }

    private static func bit(_ firstLetter: UInt8, length: Int) -> UInt64 {
        1 << ((UInt64(firstLetter) &+ 5 &* UInt64(length)) & 63)
    }

    private static func bit(_ token: PythonToken, in source: borrowing Span<UInt8>) -> UInt64 {
        bit(source[token.range.lowerBound], length: token.range.count)
    }

    /// Executes a statement at module level, which is unconditional.
    mutating func run(_ tokens: ArraySlice<PythonToken>, in source: borrowing Span<UInt8>) {
        guard let first = tokens.first, let last = tokens.last else { return }
        switch Keyword(first, in: source) {
        case .importing?:
            invalidate(tokens, in: source)
            bindImported(tokens, in: source)
            return
        case .deletion?:
            invalidate(tokens, in: source)
            return
        default: break
        }
        let statement = first.range.lowerBound..<last.range.upperBound
        forgetChanged(by: tokens, statement: statement, in: source)
        for token in NameBinding.ofWalrus(tokens) { forget(token, statement: statement, in: source) }
        guard let assignment = Assignment(tokens, in: source) else { return }
        var value = ValueParser.value(of: assignment.value, bindings: names, in: source)
        if assignment.targets.count > 1 { value = value?.shared() }
        switch assignment.kind {
        case .plain:
            let origin = origin(of: assignment.value, in: source)
            for target in assignment.targets {
                bind(target, to: value, from: origin, statement: statement, in: source)
            }
        case .augmentedByAddition:
            for target in assignment.targets { add(value, to: target, statement: statement, in: source) }
        case .otherAugmented:
            for target in assignment.targets {
                if let name = Assignment.name(of: target) { forgetAliases(of: name, statement: statement, in: source) }
                bind(target, to: nil, from: nil, statement: statement, in: source)
            }
        }
    }

    /// Records a statement that may be executed or not, or binds names in another way: the names that it may bind are
    /// unknown from here on.
    mutating func invalidate(_ tokens: ArraySlice<PythonToken>, in source: borrowing Span<UInt8>) {
        guard let first = tokens.first, let last = tokens.last else { return }
        guard tokens.contains(where: { $0.kind == .name && filter & Self.bit($0, in: source) != 0 }) else { return }
        let statement = first.range.lowerBound..<last.range.upperBound
        for token in NameBinding.of(tokens, in: source) {
            forgetAliases(of: token, statement: statement, in: source)
            forget(token, statement: statement, in: source)
        }
        forgetChanged(by: tokens, statement: statement, in: source)
    }

    /// Records `from module import *` and similar statements, which may replace every binding.
    mutating func invalidateAll(statement: ByteRange) {
        var kept: [String: Binding] = [:]
        for name in Self.variables {
            switch names[name.description] {
            case .known(_, let range)?: kept[name.description] = .unknown(name: range, statement: statement)
            case let binding: kept[name.description] = binding
            }
        }
        names = kept
        attributes = [:]
        lists = SharedLists()
    }

    /// Records that a name is bound to an unknown value.
    mutating func forget(_ token: PythonToken, statement: ByteRange, in source: borrowing Span<UInt8>) {
        bind(token, to: nil, from: nil, statement: statement, in: source)
    }

    private mutating func bind(
        _ token: PythonToken,
        to value: StaticValue?,
        from origin: Int?,
        statement: ByteRange,
        in source: borrowing Span<UInt8>
    ) {
        let bit = Self.bit(token, in: source)
        if value == nil && filter & bit == 0 { return }
        filter |= bit
        let name = source.string(in: token.range)
        lists.forget(name)
        if !attributes.isEmpty {
            for expression in attributes.removeValue(forKey: name) ?? [] { names[expression] = nil }
        }
        let isIdentifier = Self.variables.contains { source.text(in: token.range, is: $0) }
        guard let value else {
            names[name] = isIdentifier ? .unknown(name: token.range, statement: statement) : nil
            return
        }
        if isIdentifier { assignments += 1 }
        names[name] = .known(value, name: token.range)
        switch value.kind {
        case .collection(_, .list), .collection(_, .set): lists.bind(name, to: origin ?? value.range.lowerBound)
        default: break
        }
    }

    /// Records the values of the names that a statement imports, as far as they are known.
    private mutating func bindImported(_ tokens: ArraySlice<PythonToken>, in source: borrowing Span<UInt8>) {
        if case .ignored = imports { return }
        let found = ImportedName.all(in: tokens, of: source)
        guard case .known(let values) = imports else {
            imported += found
            return
        }
        for imported in found {
            let name = imported.boundName
            guard let values = values[imported],
                let token = tokens.last(where: { $0.kind == .name && source.string(in: $0.range) == name })
            else { continue }
            filter |= Self.bit(token, in: source)
            for (expression, value) in values {
                names[expression] = .known(value.imported(at: token.range), name: token.range)
                if expression != name { attributes[name, default: []].append(expression) }
            }
        }
    }

    private mutating func bind(
        _ target: ArraySlice<PythonToken>,
        to value: StaticValue?,
        from origin: Int?,
        statement: ByteRange,
        in source: borrowing Span<UInt8>
    ) {
        if let token = Assignment.name(of: target) {
            bind(token, to: value, from: origin, statement: statement, in: source)
            return
        }
        if let unpacked = Assignment.unpackedNames(of: target),
            case .collection(let elements, let kind)? = value?.kind, kind != .set, elements.count == unpacked.count
        {
            for (token, element) in zip(unpacked, elements) {
                bind(token, to: element, from: nil, statement: statement, in: source)
            }
            return
        }
        // The binding of an attribute, a subscript, a starred or a nested target is not followed.
        for token in NameBinding.ofTarget(target) { forget(token, statement: statement, in: source) }
    }

    private mutating func add(
        _ value: StaticValue?,
        to target: ArraySlice<PythonToken>,
        statement: ByteRange,
        in source: borrowing Span<UInt8>
    ) {
        guard let token = Assignment.name(of: target) else { return }
        let name = source.string(in: token.range)
        forgetAliases(of: token, statement: statement, in: source)
        guard case .known(let old, let oldName)? = names[name], let value,
            let sum = Self.sum(old, value, at: value.range)
        else {
            forget(token, statement: statement, in: source)
            return
        }
        names[name] = .known(sum, name: oldName)
    }

    private static func sum(_ left: StaticValue, _ right: StaticValue, at range: ByteRange) -> StaticValue? {
        guard left.weight + right.weight <= StaticValue.maximumWeight else { return nil }
        return switch (left.kind, right.kind) {
        case (.string(let first), .string(let second)) where first.utf8.count + second.utf8.count <= maximumLength:
            StaticValue(.string(first + second), at: range, ownsText: false)
        case (.collection(let first, .tuple), .collection(let second, .tuple)):
            StaticValue(.collection(first + second, .tuple), at: range, ownsText: false)
        case (.collection(let first, .list), .collection(let second, let kind)) where kind != .set:
            StaticValue(.collection(first + second, .list), at: range, ownsText: false)
        default: nil
        }
    }

    // MARK: Lists and sets, which change in place

    /// The position at which the list or set of `name`, or of `(name)`, was made.
    private func origin(of value: ArraySlice<PythonToken>, in source: borrowing Span<UInt8>) -> Int? {
        guard !lists.isEmpty, let token = Assignment.name(of: value) else { return nil }
        return lists.origin(of: source.string(in: token.range))
    }

    /// `a = b = []; a += ["x"]` changes `b`, too.
    private mutating func forgetAliases(of token: PythonToken, statement: ByteRange, in source: borrowing Span<UInt8>) {
        guard !lists.isEmpty else { return }
        for other in lists.takeAliases(of: source.string(in: token.range)) {
            guard case .known(_, let range)? = names[other] else { continue }
            let isIdentifier = Self.variables.contains { $0.description == other }
            names[other] = isIdentifier ? .unknown(name: range, statement: statement) : nil
        }
    }

    /// `depends_on.append("x")`, `depends_on[0] = "x"` and `del depends_on[0]` change a list in place.
    private mutating func forgetChanged(
        by tokens: ArraySlice<PythonToken>,
        statement: ByteRange,
        in source: borrowing Span<UInt8>
    ) {
        guard !lists.isEmpty else { return }
        let endOfTargets = Assignment(tokens, in: source)?.value.startIndex ?? tokens.startIndex
        let deletion = tokens.firstIndex { source.text(in: $0.range, is: "del") } ?? tokens.endIndex
        for index in tokens.indices.dropLast() where tokens[index].kind == .name {
            let next = tokens[index + 1]
            let isTarget = index < endOfTargets || index > deletion
            guard next.isPunctuation(".") || (next.isPunctuation("[") && isTarget) else { continue }
            guard lists.origin(of: source.string(in: tokens[index].range)) != nil else { continue }
            forgetAliases(of: tokens[index], statement: statement, in: source)
            forget(tokens[index], statement: statement, in: source)
        }
    }
}

/// The names that share a list or set: a change through one of them changes it for all.
private struct SharedLists {
    /// The position at which the list of each name was made.
    private var origins: [String: Int] = [:]
    /// The names that each list was bound to; some of them may be bound to another value since.
    private var holders: [Int: [String]] = [:]

    var isEmpty: Bool { origins.isEmpty }

    func origin(of name: String) -> Int? {
        origins[name]
    }

    mutating func bind(_ name: String, to origin: Int) {
        origins[name] = origin
        holders[origin, default: []].append(name)
    }

    mutating func forget(_ name: String) {
        if !origins.isEmpty { origins[name] = nil }
    }

    /// Removes the other names that share the list of `name`, and returns them.
    mutating func takeAliases(of name: String) -> [String] {
        guard let origin = origins[name] else { return [] }
        let aliases = (holders[origin] ?? []).filter { $0 != name && origins[$0] == origin }
        holders[origin] = [name]
        for alias in aliases { origins[alias] = nil }
        return aliases
    }
}
