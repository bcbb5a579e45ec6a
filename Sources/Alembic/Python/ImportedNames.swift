/// The names that an import statement binds, one entry each, so that their order and their lines do not matter.
enum ImportedNames {
    /// The entries of `import a, b` and of `from a import (b, c)`; `nil` if the statement is not an import.
    static func of(_ statement: [CodeToken]) -> [[UInt8]]? {
        guard let first = statement.first else { return nil }
        if first.isName("import") { return entries(of: statement[1...], after: [first]) }
        guard first.isName("from"), let position = statement.firstIndex(where: { $0.isName("import") }) else {
            return nil
        }
        let names = statement[(position + 1)...].filter { !$0.isPunctuation("(") && !$0.isPunctuation(")") }
        return entries(of: names[...], after: Array(statement[...position]))
    }

    private static func entries(of names: ArraySlice<CodeToken>, after start: [CodeToken]) -> [[UInt8]] {
        names.split(whereSeparator: { $0.isPunctuation(",") }).map { name in
            (start + name).flatMap(\.text) + Array("\n".utf8)
        }
    }
}
