/// One line of source as it is printed: tabs expanded, control characters escaped, cut to a maximum width around a
/// focus.
struct LineView {
    /// The maximum number of columns of a printed line.
    static let maximumWidth = 110
    /// The number of columns that are kept before the focus of a line that is cut.
    private static let lead = 30
    /// The number of bytes that are decoded on each side of the focus: enough for the widest printed line, and a small
    /// part of a line of megabytes.
    private static let reach = 600
    /// A tab has a fixed width, so that the columns do not depend on where a cut line begins.
    private static let tab = "    "

    private struct Cell {
        let offset: Int
        let column: Int
        let text: String
        let width: Int
    }

    /// The printed line.
    let text: String
    /// The characters; empty if each byte takes one column.
    private let cells: [Cell]
    private let start: Int
    private let end: (offset: Int, column: Int)

    /// Shows `content`, the bytes of one line without its end, so that `focus` is visible.
    init(_ source: SourceText, content: Range<Int>, focus: Range<Int>) {
        start = content.lowerBound
        let line = source.bytes[content]
        if line.count <= Self.maximumWidth, line.allSatisfy(TerminalText.isPlain) {
            (text, cells, end) = (String(decoding: line, as: UTF8.self), [], (content.upperBound, line.count))
            return
        }
        let window = Self.window(in: source.bytes, content: content, around: focus.lowerBound)
        let all = Self.cells(of: source.bytes, in: window)
        let total = all.last.map { $0.column + $0.width } ?? 0
        var kept = all[...]
        var isCutBefore = window.lowerBound > content.lowerBound
        var isCutBehind = window.upperBound < content.upperBound
        if isCutBefore || isCutBehind || total > Self.maximumWidth {
            let start = all.last { $0.offset <= focus.lowerBound }?.column ?? 0
            let stop = all.first { $0.offset >= focus.upperBound }?.column ?? total
            if isCutBefore || stop > Self.maximumWidth {
                let wanted = isCutBehind ? start - Self.lead : min(start - Self.lead, total - Self.maximumWidth)
                kept = kept.drop { $0.column < wanted }
            }
            let first = kept.first?.column ?? 0
            kept = kept.prefix { $0.column + $0.width - first <= Self.maximumWidth }
            isCutBefore = isCutBefore || kept.startIndex > all.startIndex
            isCutBehind = isCutBehind || kept.endIndex < all.endIndex
        }
        let shift = (isCutBefore ? 1 : 0) - (kept.first?.column ?? 0)
        cells = kept.map { Cell(offset: $0.offset, column: $0.column + shift, text: $0.text, width: $0.width) }
        end = (
            kept.endIndex < all.endIndex ? all[kept.endIndex].offset : window.upperBound,
            cells.last.map { $0.column + $0.width } ?? shift
        )
        text = (isCutBefore ? "…" : "") + cells.map(\.text).joined() + (isCutBehind ? "…" : "")
    }

    /// The columns, from 0, of the bytes of `range`; at least one, so that an empty range is visible.
    func columns(of range: Range<Int>) -> Range<Int> {
        let first = column(of: range.lowerBound, roundingUp: false)
        return first..<max(column(of: range.upperBound, roundingUp: true), first + 1)
    }

    /// The column of a byte; for one within a character, the column of that character or, rounded up, of the next.
    private func column(of offset: Int, roundingUp: Bool) -> Int {
        if offset >= end.offset { return end.column }
        guard let first = cells.first else { return max(offset - start, 0) }
        if roundingUp { return cells.first { $0.offset >= offset }?.column ?? end.column }
        return cells.last { $0.offset <= offset }?.column ?? first.column
    }

    /// The bytes of a line around `focus` that are decoded, without a partial character.
    private static func window(in bytes: [UInt8], content: Range<Int>, around focus: Int) -> Range<Int> {
        func isContinuation(_ offset: Int) -> Bool { bytes[offset] & 0b1100_0000 == 0b1000_0000 }
        let focus = min(max(focus, content.lowerBound), content.upperBound)
        var start = max(content.lowerBound, focus - reach)
        if start > content.lowerBound {
            for _ in 0..<3 where start < focus && isContinuation(start) { start += 1 }
        }
        var stop = min(content.upperBound, focus + reach)
        if stop < content.upperBound {
            for _ in 0..<3 where stop > focus && isContinuation(stop) { stop -= 1 }
        }
        return start..<stop
    }

    private static func cells(of bytes: [UInt8], in window: Range<Int>) -> [Cell] {
        var cells: [Cell] = []
        var parser = UTF8.ForwardParser()
        var iterator = bytes[window].makeIterator()
        var offset = window.lowerBound
        var column = 0
        while true {
            let shown: String
            let length: Int
            let width: Int
            switch parser.parseScalar(from: &iterator) {
            case .valid(let encoded):
                let scalar = UTF8.decode(encoded)
                length = encoded.count
                if scalar == "\t" {
                    (shown, width) = (tab, tab.utf8.count)
                } else if scalar == "\u{FEFF}", offset == 0 {
                    // A BOM is not part of the text.
                    (shown, width) = ("", 0)
                } else if let escape = TerminalText.escape(for: scalar) {
                    (shown, width) = (escape, escape.utf8.count)
                } else {
                    (shown, width) = (String(scalar), TerminalText.width(of: scalar))
                }
            case .error(let invalid): (shown, length, width) = ("\u{FFFD}", invalid, 1)
            case .emptyInput: return cells
            }
            cells.append(Cell(offset: offset, column: column, text: shown, width: width))
            offset += length
            column += width
        }
    }
}
