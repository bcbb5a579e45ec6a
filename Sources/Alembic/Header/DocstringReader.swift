internal import SourceFiles

/// Reads the fields of Alembic's template in a docstring: the message, `Revision ID:`, `Revises:` and `Create Date:`.
///
/// Source: Alembic's `script.py.mako`, and the regular expressions with which orchestrator-core's `generate` reads
/// these lines.
enum DocstringReader {
    static func docstring(in content: ByteRange, of source: borrowing Span<UInt8>) -> Docstring {
        var docstring = Docstring()
        var start = content.lowerBound
        while start < content.upperBound {
            var end = start
            while end < content.upperBound, !source[end].isLineBreak { end += 1 }
            let line = trimmed(start..<end, in: source)
            if let field = field("Revision ID:", of: line, in: source) {
                docstring.revisionID = docstring.revisionID ?? field
            } else if let field = field("Revises:", of: line, in: source) {
                docstring.revises = docstring.revises ?? field
            } else if let field = field("Create Date:", of: line, in: source) {
                docstring.createDate = docstring.createDate ?? field
            } else if docstring.title.isEmpty, !line.isEmpty {
                docstring.title = source.string(in: line)
            }
            start = end + 1
        }
        return docstring
    }

    private static func field(_ name: StaticString, of line: ByteRange, in source: borrowing Span<UInt8>) -> Docstring
        .Field?
    {
        guard line.count >= name.utf8CodeUnitCount, source.hasText(name, at: line.lowerBound) else { return nil }
        let value = trimmed((line.lowerBound + name.utf8CodeUnitCount)..<line.upperBound, in: source)
        return Docstring.Field(text: source.string(in: value), range: value)
    }

    /// The range without the white space at both ends; an empty one stays at its start.
    static func trimmed(_ range: ByteRange, in source: borrowing Span<UInt8>) -> ByteRange {
        var (start, end) = (range.lowerBound, range.upperBound)
        while end > start, source[end - 1].isBlank || source[end - 1].isLineBreak { end -= 1 }
        while start < end, source[start].isBlank { start += 1 }
        return start..<end
    }
}
