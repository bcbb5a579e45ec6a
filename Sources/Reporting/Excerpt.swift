internal import Diagnostics
internal import SourceFiles

/// The lines of source that a finding points at, and the marks below them, as rows beside a gutter.
struct Excerpt {
    /// One row: its line number, if it shows a line of source, and its text in pieces.
    struct Row {
        let line: Int?
        let pieces: [(text: String, style: TextStyle)]

        init(_ line: Int? = nil, _ pieces: (text: String, style: TextStyle)...) {
            self.line = line
            self.pieces = pieces
        }
    }

    /// The look of the marks.
    struct Mark {
        let character: Character
        let style: TextStyle
    }

    /// The number of lines up to which a range is shown whole, and those shown before and after the gap of a longer
    /// one.
    private static let limits = (whole: 6, before: 3, behind: 2)

    /// The rows, from top to bottom.
    let rows: [Row]

    /// Shows the lines that `range` of `source` covers.
    ///
    /// A range within one line is underlined; one over several lines gets a bracket in front of the text, from its
    /// first character to its last. A range that is empty, or contains only a line end, gets one mark.
    init(of range: ByteRange, in source: SourceText, mark: Mark) {
        let lines = source.lines
        let start = lines.position(at: range.lowerBound)
        // A range that includes the line end ends on that line, not on the next.
        let last = lines.position(at: range.isEmpty ? range.lowerBound : range.upperBound - 1)
        let shown = start.offset..<max(start.offset, lines.position(at: range.upperBound).offset)
        rows =
            start.line == last.line
            ? Self.underlined(shown, on: start.line, in: source, mark)
            : Self.bracketed(shown, from: start.line, to: last.line, in: source, mark)
    }

    private static func underlined(_ range: ByteRange, on line: Int, in source: SourceText, _ mark: Mark) -> [Row] {
        let view = LineView(source, content: source.content(ofLine: line), focus: range)
        let columns = view.columns(of: range)
        let marks =
            String(repeating: " ", count: columns.lowerBound) + String(repeating: mark.character, count: columns.count)
        return [Row(line, (view.text, .plain)), Row(nil, (marks, mark.style))]
    }

    private static func bracketed(
        _ range: ByteRange, from first: Int, to last: Int, in source: SourceText, _ mark: Mark
    ) -> [Row] {
        var rows: [Row] = []
        let content = source.content(ofLine: first)
        let begin = min(range.lowerBound, content.upperBound)
        let view = LineView(source, content: content, focus: begin..<begin)
        let isAtFirstCharacter = source.bytes[content.lowerBound..<begin].allSatisfy {
            $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t")
        }
        if isAtFirstCharacter {
            rows.append(Row(first, ("/ ", mark.style), (view.text, .plain)))
        } else {
            let column = view.columns(of: begin..<begin).lowerBound
            rows.append(Row(first, ("  ", .plain), (view.text, .plain)))
            rows.append(
                Row(nil, (" " + String(repeating: "_", count: column + 1) + String(mark.character), mark.style)))
        }
        let isElided = last - first >= limits.whole
        for line in (first + 1)...last {
            if isElided, line == first + limits.before { rows.append(Row(nil, ("| ...", mark.style))) }
            if isElided, first + limits.before..<last - limits.behind + 1 ~= line { continue }
            let content = source.content(ofLine: line)
            let end =
                line == last
                ? max(content.lowerBound, min(range.upperBound, content.upperBound) - 1) : content.lowerBound
            let view = LineView(source, content: content, focus: end..<end)
            rows.append(Row(line, (view.text.isEmpty ? "|" : "| ", mark.style), (view.text, .plain)))
            guard line == last else { continue }
            let column = view.columns(of: end..<(end + 1)).upperBound - 1
            rows.append(
                Row(nil, ("|" + String(repeating: "_", count: column + 1) + String(mark.character), mark.style)))
        }
        return rows
    }
}
