/// A place in a file as a person names it.
public struct SourcePosition: Hashable, Sendable {
    /// The line, from 1.
    public let line: Int
    /// The column, from 1, in UTF-8 bytes; a BOM counts.
    public let column: Int
    /// The offset, from 0, in UTF-8 bytes.
    public let offset: Int

    /// Names a place.
    public init(line: Int, column: Int, offset: Int) {
        self.line = line
        self.column = column
        self.offset = offset
    }
}

/// Where the lines of one file begin.
///
/// `\n`, `\r\n` and a lone `\r` end a line, as they do for Python; a form feed and Unicode's line separators don't. A file that ends with a line end
/// has one more line, an empty one: there the end of the file lies.
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
            // Nearly every byte is neither, so one comparison has to do for it.
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

    /// How many lines there are: at least one.
    public var lineCount: Int { starts.count }

    /// The place of `offset`; an offset outside the file is taken for its nearest end.
    public func position(at offset: Int) -> SourcePosition {
        let offset = min(max(offset, 0), byteCount)
        // The first line that begins behind the offset; the first line of all never does.
        var low = 1
        var high = starts.count
        while low < high {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle + 1 } else { high = middle }
        }
        return SourcePosition(line: low, column: offset - starts[low - 1] + 1, offset: offset)
    }

    /// The bytes of `line`, from 1, its line end included; a line outside the file is taken for its nearest end.
    public func range(ofLine line: Int) -> Range<Int> {
        let line = min(max(line, 1), starts.count)
        return starts[line - 1]..<(line < starts.count ? starts[line] : byteCount)
    }
}
