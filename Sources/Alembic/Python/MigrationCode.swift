internal import SourceFiles

/// The code of a migration: what it executes, without its declarations and its format.
///
/// Takes the bytes of a file and its header; returns its statements in a form that does not depend on how they are
/// written: comments, blank lines, line joins, indentation, quotes, prefixes and parts of strings, redundant
/// parentheses, trailing commas, semicolons, the order of imports, docstrings, `pass`, and the assignments of the four
/// variables. Two files with equal code do the same to a database.
public struct MigrationCode: Hashable, Sendable {
    private let text: [UInt8]

    /// Reads the code of a file; if it has a syntax error, all of its bytes are code.
    public init(of bytes: [UInt8], header: MigrationHeader) {
        var reader = StatementReader(header)
        text = reader.statements(of: bytes.span).map(Self.text) ?? bytes
    }

    private static func text(of statements: [CodeStatement]) -> [UInt8] {
        var text: [UInt8] = []
        var imports: Set<[UInt8]> = []
        var level = 0
        func flush() {
            for line in imports.sorted(by: { $0.lexicographicallyPrecedes($1) }) { text += line }
            imports.removeAll()
        }
        for statement in statements {
            let prefix = Array("\(statement.level)".utf8) + [UInt8(ascii: " ")]
            if statement.level != level { flush() }
            level = statement.level
            if let names = ImportedNames.of(statement.tokens) {
                imports.formUnion(names.map { prefix + $0 })
                continue
            }
            flush()
            text += prefix + RedundantPunctuation.removed(from: statement.tokens).flatMap(\.text) + [UInt8(ascii: "\n")]
        }
        flush()
        return text
    }
}

/// A simple statement, or the header of a compound one.
struct CodeStatement {
    /// The number of blocks around it.
    let level: Int
    let tokens: [CodeToken]
}

/// Splits a module into its statements.
private struct StatementReader {
    private let header: MigrationHeader
    private let ignored: [ByteRange]
    /// The widths of the open blocks.
    private var widths = [0]
    private var statements: [CodeStatement] = []

    init(_ header: MigrationHeader) {
        self.header = header
        ignored = HeaderVariable.allCases.compactMap { header[$0].range } + [header.docstring.range].compactMap(\.self)
    }

    /// The statements; `nil` if the module has a syntax error.
    mutating func statements(of source: borrowing Span<UInt8>) -> [CodeStatement]? {
        // The bytes are only compared, so that their encoding does not matter.
        var scanner = PythonScanner(expectsUTF8: false, startingAt: source.hasText("\u{FEFF}", at: 0) ? 3 : 0)
        while scanner.position < source.count {
            let width = scanner.passIndentation(in: source)
            var line: [CodeToken] = []
            var start: Int?
            while true {
                let token = scanner.nextToken(in: source)
                if token.kind == .lineEnd { break }
                start = start ?? token.range.lowerBound
                if ignored.contains(where: { $0.contains(token.range.lowerBound) }) { continue }
                CodeToken.append(token, to: &line, in: source)
            }
            guard let start else { continue }
            while widths.count > 1, width < widths[widths.count - 1] { widths.removeLast() }
            if width > widths[widths.count - 1] { widths.append(width) }
            if !isDeclaration(line, startingAt: start) { append(line[...], at: widths.count - 1) }
        }
        return scanner.defect == nil ? statements : nil
    }

    /// Whether a line only assigns one of the four variables, with or without an annotation.
    private func isDeclaration(_ line: [CodeToken], startingAt start: Int) -> Bool {
        guard HeaderVariable.allCases.contains(where: { header[$0].nameRange?.lowerBound == start }),
            let equals = line.firstIndex(where: { $0.isPunctuation("=") })
        else { return false }
        // The value is left out already.
        let end = line.lastIndex { !$0.isPunctuation(";") } ?? equals
        return line[equals...end].dropFirst().allSatisfy { $0.isOpening || $0.isClosing || $0.isPunctuation(",") }
    }

    /// Appends a line: several statements with semicolons, or a compound statement with its body.
    private mutating func append(_ line: ArraySlice<CodeToken>, at level: Int) {
        if let colon = CodeToken.headerEnd(of: line), colon + 1 < line.endIndex {
            append(line[...colon], at: level)
            append(line[(colon + 1)...], at: level + 1)
            return
        }
        for part in line.split(whereSeparator: { $0.isPunctuation(";") }) {
            let tokens = Array(part)
            if !CodeToken.isWithoutEffect(tokens) { statements.append(CodeStatement(level: level, tokens: tokens)) }
        }
    }
}
