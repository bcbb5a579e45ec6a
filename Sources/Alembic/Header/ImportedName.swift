internal import SourceFiles

/// A name that an `import` at module level binds.
struct ImportedName: Hashable {
    /// The components of the module: `a`, `b` for `import a.b` and for `from a.b import c`.
    let module: [String]
    /// The imported name, `c` of `from a.b import c`; `nil` for a module.
    let name: String?
    /// The text before the names of the module in an expression: `d` of `import a.b as d`, `a.b` of `import a.b`.
    let prefix: String

    /// The name that is bound.
    var boundName: String { String(prefix.prefix { $0 != "." }) }

    /// The names that a statement imports; none for relative imports, which fail in a file that Alembic loads, and for
    /// `import *`.
    static func all(in tokens: ArraySlice<PythonToken>, of source: borrowing Span<UInt8>) -> [ImportedName] {
        guard let first = tokens.first else { return [] }
        var rest = tokens.dropFirst()
        if source.text(in: first.range, is: "import") {
            var names: [ImportedName] = []
            repeat {
                guard let module = dottedName(&rest, in: source) else { return [] }
                let alias = alias(&rest, in: source)
                names.append(
                    ImportedName(module: module, name: nil, prefix: alias ?? module.joined(separator: ".")))
            } while comma(&rest)
            return rest.isEmpty ? names : []
        }
        guard let module = dottedName(&rest, in: source), let keyword = rest.popFirst(),
            source.text(in: keyword.range, is: "import")
        else { return [] }
        if rest.first?.isPunctuation("(") == true, rest.last?.isPunctuation(")") == true {
            rest = rest.dropFirst().dropLast()
        }
        var names: [ImportedName] = []
        repeat {
            guard let token = rest.popFirst() else { break }
            guard token.kind == .name else { return [] }
            let name = source.string(in: token.range)
            names.append(ImportedName(module: module, name: name, prefix: alias(&rest, in: source) ?? name))
        } while comma(&rest)
        return rest.isEmpty ? names : []
    }

    private static func dottedName(
        _ tokens: inout ArraySlice<PythonToken>, in source: borrowing Span<UInt8>
    ) -> [String]? {
        var components: [String] = []
        while true {
            guard let token = tokens.popFirst(), token.kind == .name else { return nil }
            components.append(source.string(in: token.range))
            guard tokens.first?.isPunctuation(".") == true else { return components }
            tokens.removeFirst()
        }
    }

    private static func alias(_ tokens: inout ArraySlice<PythonToken>, in source: borrowing Span<UInt8>) -> String? {
        guard let keyword = tokens.first, source.text(in: keyword.range, is: "as"),
            let alias = tokens.dropFirst().first,
            alias.kind == .name
        else { return nil }
        tokens = tokens.dropFirst(2)
        return source.string(in: alias.range)
    }

    private static func comma(_ tokens: inout ArraySlice<PythonToken>) -> Bool {
        guard tokens.first?.isPunctuation(",") == true else { return false }
        tokens.removeFirst()
        return true
    }
}
