internal import SourceFiles

/// Reads a comment for `lint`: `# lint: ignore[rule, …] reason`.
enum SuppressionReader {
    /// Reads the comment whose text after its first `#` is `comment`.
    static func suppression(in comment: ByteRange, startOfCode: Int, of source: borrowing Span<UInt8>) -> Suppression {
        var lineStart = comment.lowerBound - 1
        while lineStart > 0, !source[lineStart - 1].isLineBreak { lineStart -= 1 }
        let before = DocstringReader.trimmed(lineStart..<(comment.lowerBound - 1), in: source)
        let isBOM = before.count == 3 && source[before.lowerBound] == 0xEF && before.lowerBound == 0
        let isAbove = (before.isEmpty || isBOM) && comment.lowerBound <= startOfCode
        let scope: Suppression.Scope = isAbove ? .file : .line(lineStart..<comment.upperBound)

        guard let names = names(in: comment, of: source) else {
            return Suppression(scope: scope, rules: [], reason: "", range: comment)
        }
        let reason = DocstringReader.trimmed((names.upperBound + 1)..<comment.upperBound, in: source)
        let rules = split(names, in: source).map { Suppression.Name(rule: source.string(in: $0), range: $0) }
        return Suppression(scope: scope, rules: rules, reason: source.string(in: reason), range: comment)
    }

    /// The range between the brackets of `lint: ignore[…]`.
    private static func names(in comment: ByteRange, of source: borrowing Span<UInt8>) -> ByteRange? {
        for start in comment where source.hasText("lint:", at: start) {
            var position = start + 5
            while position < comment.upperBound, source[position].isBlank { position += 1 }
            guard source.hasText("ignore[", at: position) else { continue }
            let opening = position + 7
            guard
                let closing = (opening..<max(opening, comment.upperBound)).first(where: {
                    source[$0] == UInt8(ascii: "]")
                })
            else { return nil }
            return opening..<closing
        }
        return nil
    }

    private static func split(_ names: ByteRange, in source: borrowing Span<UInt8>) -> [ByteRange] {
        var ranges: [ByteRange] = []
        var start = names.lowerBound
        for position in names where source[position] == UInt8(ascii: ",") {
            ranges.append(DocstringReader.trimmed(start..<position, in: source))
            start = position + 1
        }
        ranges.append(DocstringReader.trimmed(start..<names.upperBound, in: source))
        return ranges.filter { !$0.isEmpty }
    }
}
