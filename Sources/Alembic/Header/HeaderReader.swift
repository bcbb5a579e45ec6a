internal import SourceFiles

/// Reads the header of a migration without running Python.
///
/// Takes the bytes of a `.py` file; returns a ``MigrationHeader``. The statements of the module are followed from top
/// to bottom. The bodies of functions and classes are skipped; statements in `if`, `try`, `for`, `while`, `with` or
/// `match` make the names that they may bind *not static*. The cost is one pass over the bytes.
public struct HeaderReader {
    /// The maximum number of tokens of a statement; a longer one does not assign an identifier, so it is skipped, and
    /// its value is unknown.
    private static let maximumTokens = 4096

    private var scanner: PythonScanner
    private(set) var header = MigrationHeader()
    private(set) var bindings = ModuleNamespace()
    private var tokens: [PythonToken] = []
    /// The indentation of the open blocks.
    private var indentations = [0]
    /// The indentation of the `def` or `class` whose body is skipped.
    private var opaqueIndentation: Int?
    /// The start of the code, after the docstring.
    private var startOfCode: Int?
    private var hasSeenStatement = false
    /// Whether a statement may bind unknown names: a star import, or a statement that is too long.
    private var hidesNames = false

    /// Reads the header of a file.
    public static func header(of source: borrowing Span<UInt8>) -> MigrationHeader {
        HeaderReader(reading: source, imports: .ignored).header
    }

    /// Reads the header of a file.
    public static func header(of bytes: [UInt8]) -> MigrationHeader {
        header(of: bytes.span)
    }

    /// All names that a module binds, with which a test compares each value to Python's.
    package static func names(of bytes: [UInt8]) -> [String: Identifier] {
        HeaderReader(reading: bytes.span, imports: .ignored).bindings.names.mapValues { binding in
            switch binding {
            case .known(let value, let name): .known(value, name: name)
            case .unknown(let name, let statement): .unknown(name: name, statement: statement)
            }
        }
    }

    private static func scanner(of source: borrowing Span<UInt8>) -> PythonScanner {
        let start = source.hasText("\u{FEFF}", at: 0) ? 3 : 0
        return PythonScanner(expectsUTF8: SourceEncoding.isUTF8(source, from: start), startingAt: start)
    }

    /// Reads a file.
    init(reading source: borrowing Span<UInt8>, imports: ModuleNamespace.Imports) {
        scanner = Self.scanner(of: source)
        bindings.imports = imports
        tokens.reserveCapacity(32)
        read(source)
    }

    private mutating func read(_ source: borrowing Span<UInt8>) {
        while scanner.position < source.count { readLogicalLine(source) }
        header.defect = scanner.defect
        for variable in HeaderVariable.allCases { header[variable] = identifier(variable) }
        let startOfCode = startOfCode ?? source.count
        header.suppressions = scanner.remarks.map {
            SuppressionReader.suppression(in: $0, startOfCode: startOfCode, of: source)
        }
    }

    private func identifier(_ variable: HeaderVariable) -> Identifier {
        switch bindings.names[variable.description] {
        case .known(let value, let name): .known(value, name: name)
        case .unknown(let name, let statement): .unknown(name: name, statement: statement)
        // An unknown binding may be that of a missing variable, and so may the unread rest of a file with a syntax
        // error.
        case nil where variable.isRequired && (hidesNames || scanner.defect != nil):
            .unknown(name: 0..<0, statement: 0..<0)
        case nil: .absent
        }
    }

    // MARK: Lines

    private mutating func readLogicalLine(_ source: borrowing Span<UInt8>) {
        let start = scanner.position
        let width = scanner.passIndentation(in: source)
        guard scanner.position < source.count else { return }
        let byte = source[scanner.position]
        if byte.isLineBreak {
            scanner.passLineBreak(in: source)
            return
        }
        if byte == UInt8(ascii: "#") {
            scanner.skipComment(in: source)
            return
        }
        if Self.isConflictMarker(at: start, in: source) {
            scanner.fail(.conflictMarker, at: start..<(start + 7), in: source)
            return
        }
        guard follow(indentation: width, in: source) else { return }
        if let opaque = opaqueIndentation {
            if width > opaque {
                scanner.skipLogicalLine(in: source)
                return
            }
            opaqueIndentation = nil
        }
        if startOfCode == nil, hasSeenStatement { startOfCode = scanner.position }
        let assignments = bindings.assignments
        readStatements(indentation: width, in: source)
        if width == 0, bindings.assignments != assignments { header.nextLine = lineStart(in: source) }
    }

    /// The start of the current line.
    private func lineStart(in source: borrowing Span<UInt8>) -> LineStart {
        let offset = scanner.position
        var end = offset
        while end > 0, !source[end - 1].isLineBreak { end -= 1 }
        var ending = LineStart.Ending.lineFeed
        if end > 0, source[end - 1] == UInt8(ascii: "\r") {
            ending = .carriageReturn
        } else if end > 1, source[end - 2] == UInt8(ascii: "\r") {
            ending = .both
        }
        return LineStart(offset: offset, ending: ending, followsUnfinishedLine: end != offset)
    }

    /// Updates the stack of indentations; returns whether the line belongs to an open block.
    private mutating func follow(indentation width: Int, in source: borrowing Span<UInt8>) -> Bool {
        let deepest = indentations.last ?? 0
        if width == deepest { return true }
        if width > deepest {
            indentations.append(width)
            return true
        }
        while let deepest = indentations.last, width < deepest { indentations.removeLast() }
        guard indentations.last == width else {
            scanner.fail(.inconsistentDedent, at: scanner.position..<(scanner.position + 1), in: source)
            return false
        }
        return true
    }

    private static func isConflictMarker(at position: Int, in source: borrowing Span<UInt8>) -> Bool {
        // The next byte is nearly always enough, and this runs for every line.
        switch source[position] {
        case UInt8(ascii: "<"), UInt8(ascii: "="), UInt8(ascii: ">"), UInt8(ascii: "|"): break
        default: return false
        }
        guard
            source.hasText("<<<<<<<", at: position) || source.hasText("=======", at: position)
                || source.hasText(">>>>>>>", at: position) || source.hasText("|||||||", at: position)
        else { return false }
        let next = position + 7
        return next == source.count || source[next].isBlank || source[next].isLineBreak
    }

    // MARK: Statements

    /// Reads the statements of one logical line: usually one, several if separated by `;`.
    private mutating func readStatements(indentation width: Int, in source: borrowing Span<UInt8>) {
        let isUnconditional = width == 0
        // After `if x:` and similar headers, a statement after a `;` is conditional, too.
        var isAfterCompoundHeader = false
        while true {
            let isLast = collectStatement(in: source)
            guard let first = tokens.first else {
                if isLast { return }
                continue
            }
            let isFirstStatement = !hasSeenStatement
            hasSeenStatement = true
            if isFirstStatement, readDocstring(in: source) {
                if isLast { return }
                continue
            }
            if startOfCode == nil { startOfCode = first.range.lowerBound }
            if endsInStarImport(in: source) {
                hidesNames = true
                bindings.invalidateAll(statement: first.range.lowerBound..<tokens[tokens.count - 1].range.upperBound)
            }
            switch Keyword(first, in: source) {
            case .definition?:
                define(tokens.dropFirst(), in: source)
                opaqueIndentation = width
                if !isLast { scanner.skipLogicalLine(in: source) }
                return
            case .async? where tokens.count > 1 && source.text(in: tokens[1].range, is: "def"):
                define(tokens.dropFirst(2), in: source)
                opaqueIndentation = width
                if !isLast { scanner.skipLogicalLine(in: source) }
                return
            case .conditional?, .loop?:
                isAfterCompoundHeader = true
                bindings.invalidate(tokens[...], in: source)
            case _ where isUnconditional && !isAfterCompoundHeader:
                bindings.run(tokens[...], in: source)
            default:
                bindings.invalidate(tokens[...], in: source)
            }
            if isLast { return }
        }
    }

    /// Records a function or class, whose name is the first of `tokens`.
    private mutating func define(_ tokens: ArraySlice<PythonToken>, in source: borrowing Span<UInt8>) {
        guard let name = tokens.first, name.kind == .name else { return }
        bindings.forget(name, statement: name.range, in: source)
    }

    /// Whether the statement is `from x import *`, or contains it after its colon.
    private func endsInStarImport(in source: borrowing Span<UInt8>) -> Bool {
        guard tokens.count > 2, tokens[tokens.count - 1].isPunctuation("*") else { return false }
        return source.text(in: tokens[tokens.count - 2].range, is: "import")
    }

    /// Collects the tokens of the next statement; returns whether it is the last of its logical line.
    private mutating func collectStatement(in source: borrowing Span<UInt8>) -> Bool {
        tokens.removeAll(keepingCapacity: true)
        while true {
            let token = scanner.nextToken(in: source)
            if token.kind == .lineEnd { return true }
            if token.isPunctuation(";"), scanner.isAtTopLevel { return false }
            if tokens.count == Self.maximumTokens {
                // Left unfinished on purpose: an operator at the end makes the value unknown.
                tokens.append(PythonToken(kind: .otherOperator, range: token.range))
                return skipStatement(from: token, in: source)
            }
            tokens.append(token)
        }
    }

    /// Skips the rest of a statement that is too long; returns whether it is the last of its logical line.
    private mutating func skipStatement(from token: PythonToken, in source: borrowing Span<UInt8>) -> Bool {
        var token = token
        var hidesTarget = false
        while token.kind != .lineEnd {
            if token.isPunctuation(";"), scanner.isAtTopLevel { break }
            hidesTarget = hidesTarget || token.kind == .walrus || (token.isPunctuation("=") && scanner.isAtTopLevel)
            token = scanner.nextToken(in: source)
        }
        if hidesTarget {
            hidesNames = true
            bindings.invalidateAll(statement: token.range)
        }
        return token.kind == .lineEnd
    }

    /// Reads the module's docstring from its first statement; returns whether it was one.
    private mutating func readDocstring(in source: borrowing Span<UInt8>) -> Bool {
        guard let first = tokens.first, let last = tokens.last else { return false }
        for token in tokens {
            guard case .string(let prefix, _) = token.kind, prefix.isDisjoint(with: [.bytes, .formatted]) else {
                return false
            }
        }
        guard case .string(_, let content) = first.kind else { return false }
        header.docstring = DocstringReader.docstring(in: content, of: source)
        header.docstring.range = first.range.lowerBound..<last.range.upperBound
        return true
    }
}
