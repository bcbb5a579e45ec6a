import Reporting
import Testing

struct LineTableTests {
    /// Each text with the first offset of each of its lines, counted by hand.
    @Test(
        "The starts of lines are found",
        arguments: [
            ("", [0]), ("a", [0]), ("a\n", [0, 2]), ("\n\n", [0, 1, 2]), ("a\r\nb", [0, 3]), ("a\rb", [0, 2]),
            ("\r", [0, 1]),
            ("\r\r\n\n", [0, 1, 3, 4]), ("a\n\rb", [0, 2, 3]), ("é\nb", [0, 3]), ("a\u{2028}b\u{C}c\u{85}d", [0]),
        ])
    func findsLines(text: String, starts: [Int]) {
        let bytes = Array(text.utf8)
        let table = LineTable(bytes)
        #expect(table.position(at: bytes.count).line == starts.count)
        #expect(starts.indices.map { table.range(ofLine: $0 + 1).lowerBound } == starts)
        #expect(table.range(ofLine: starts.count).upperBound == bytes.count)
    }

    /// All texts of up to six bytes out of four, against a walk that knows nothing of tables.
    @Test("Every position equals that of a naive walk")
    func agreesWithANaiveWalk() {
        let alphabet: [UInt8] = [UInt8(ascii: "a"), UInt8(ascii: "\n"), UInt8(ascii: "\r"), 0xC3]
        var texts: [[UInt8]] = [[]]
        for _ in 0..<6 {
            texts += texts.suffix(from: texts.count * 3 / 4).flatMap { text in alphabet.map { text + [$0] } }
        }
        for text in Set(texts) {
            let table = LineTable(text)
            for offset in -1...(text.count + 2) {
                #expect(
                    table.position(at: offset) == Self.naive(text, min(max(offset, 0), text.count)), "\(text) \(offset)"
                )
            }
        }
    }

    private static func naive(_ text: [UInt8], _ offset: Int) -> SourcePosition {
        var line = 1
        var column = 1
        for index in 0..<offset {
            let next = index + 1 < text.count ? text[index + 1] : 0
            let endsLine = text[index] == 10 || (text[index] == 13 && next != 10)
            (line, column) = endsLine ? (line + 1, 1) : (line, column + 1)
        }
        return SourcePosition(line: line, column: column, offset: offset)
    }

    @Test("A line outside the file is clamped")
    func clampsLines() {
        let table = LineTable(Array("a\nbc".utf8))
        #expect(table.range(ofLine: 0) == 0..<2)
        #expect(table.range(ofLine: 9) == 2..<4)
    }
}
