/// A place in a file, by line and column.
public struct SourcePosition: Hashable, Sendable {
    /// The line, from 1.
    public let line: Int
    /// The column, from 1, in UTF-8 bytes; those of a BOM are counted.
    public let column: Int
    /// The offset, from 0, in UTF-8 bytes.
    public let offset: Int

    /// Makes a place.
    public init(line: Int, column: Int, offset: Int) {
        self.line = line
        self.column = column
        self.offset = offset
    }
}

/// Where the lines of one file begin.
///
/// `\n`, `\r\n` and a lone `\r` end a line, as in Python; a form feed and Unicode's line separators do not. After a
/// line end at the end of the file there is one more line, an empty one.
public struct LineTable: Hashable, Sendable {
    /// The offset of each line's first byte; never empty.
    private let starts: [Int]
    private let byteCount: Int

    /// Finds the lines of `bytes`.
    public init(_ bytes: [UInt8]) {
        var starts = [0]
        let span = bytes.span
        for offset in span.indices {
            let byte = span[offset]
            // Nearly every byte is above both, so that one comparison is enough for it.
            guard byte <= UInt8(ascii: "\r") else { continue }
            if byte == UInt8(ascii: "\n") {
                starts.append(offset + 1)
            } else if byte == UInt8(ascii: "\r"), offset + 1 == span.count || span[offset + 1] != UInt8(ascii: "\n") {
                starts.append(offset + 1)
            }
        }
        self.starts = starts
        byteCount = bytes.count
    }

    /// The place of `offset`; an offset outside the file counts as the nearest one in it.
    public func position(at offset: Int) -> SourcePosition {
        let offset = min(max(offset, 0), byteCount)
        // The first line that begins after the offset, which is never the first of the file.
        var low = 1
        var high = starts.count
        while low < high {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle + 1 } else { high = middle }
        }
        return SourcePosition(line: low, column: offset - starts[low - 1] + 1, offset: offset)
    }

    /// The bytes of `line`, from 1, with its line end; a line outside the file counts as the nearest one in it.
    public func range(ofLine line: Int) -> Range<Int> {
        let line = min(max(line, 1), starts.count)
        return starts[line - 1]..<(line < starts.count ? starts[line] : byteCount)
    }
}
