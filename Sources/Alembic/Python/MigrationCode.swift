internal import SourceFiles

/// The code of a migration: what it executes, without its declarations.
///
/// Takes the bytes of a file and its header; returns its tokens and indentation, without comments, blank lines, line
/// ends, the module's docstring and the values of the four variables. Two files with equal code do the same to a
/// database.
public struct MigrationCode: Hashable, Sendable {
    private let text: [UInt8]

    /// Reads the code of a file; if it has a syntax error, all of its bytes are code.
    public init(of bytes: [UInt8], header: MigrationHeader) {
        let ignored =
            HeaderVariable.allCases.compactMap { header[$0].range }
            + [header.docstring.range].compactMap(\.self)
        text = Self.text(of: bytes.span, without: ignored) ?? bytes
    }

    private static func text(of source: borrowing Span<UInt8>, without ignored: [ByteRange]) -> [UInt8]? {
        let start = source.hasText("\u{FEFF}", at: 0) ? 3 : 0
        // The bytes are only compared, so that their encoding does not matter.
        var scanner = PythonScanner(expectsUTF8: false, startingAt: start)
        var text: [UInt8] = []
        while scanner.position < source.count {
            var line: [UInt8] = []
            let width = scanner.passIndentation(in: source)
            while true {
                let token = scanner.nextToken(in: source)
                if token.kind == .lineEnd { break }
                if ignored.contains(where: { $0.contains(token.range.lowerBound) }) { continue }
                for offset in token.range { line.append(source[offset]) }
                line.append(0)
            }
            if line.isEmpty { continue }
            text += Array("\(width)".utf8) + [0] + line + [UInt8(ascii: "\n")]
        }
        return scanner.defect == nil ? text : nil
    }
}
