import Diagnostics
import Reporting
import SourceFiles
import Testing

/// What stands between the gutter's first bar and the end of the finding.
struct ExcerptTests {
    /// The excerpt of the text between `‹` and `›`.
    private static func excerpt(_ marked: String) -> String {
        let parts = marked.split(separator: "‹", omittingEmptySubsequences: false)
        let rest = parts[1].split(separator: "›", omittingEmptySubsequences: false)
        let start = parts[0].utf8.count
        let bytes = Array((parts[0] + rest.joined()).utf8)
        return excerpt(bytes, start..<(start + rest[0].utf8.count))
    }

    private static func excerpt(_ bytes: [UInt8], _ range: ByteRange) -> String {
        var samples = Samples()
        samples.files["a.py"] = bytes
        let text = samples.human(Diagnostic(rule: "r", severity: .error, message: "m", at: Location("a.py", range)))
        return text.split(separator: "\n", omittingEmptySubsequences: false).dropFirst(3).dropLast().joined(
            separator: "\n")
    }

    @Test("An empty range has one mark")
    func marksAnEmptyRange() {
        #expect(Self.excerpt("a = ‹›1\n") == "1 | a = 1\n  |     ^")
        #expect(Self.excerpt("a = 1‹›\n") == "1 | a = 1\n  |      ^")
        #expect(Self.excerpt("a = 1\n‹›") == "2 |\n  | ^")
        #expect(Self.excerpt("‹›") == "1 |\n  | ^")
    }

    @Test("A line end has one mark", arguments: ["\n", "\r\n", "\r"])
    func marksALineEnd(lineEnd: String) {
        #expect(Self.excerpt("a‹\(lineEnd)›b") == "1 | a\n  |  ^")
        #expect(Self.excerpt("‹a\(lineEnd)›b") == "1 | a\n  | ^")
        #expect(Self.excerpt("a\(lineEnd)‹b›\(lineEnd)") == "2 | b\n  | ^")
    }

    @Test("Tabs are expanded")
    func expandsTabs() {
        #expect(Self.excerpt("\tx\t= ‹1›\n") == "1 |     x    = 1\n  |            ^")
        #expect(Self.excerpt("x‹\t›y\n") == "1 | x    y\n  |  ^^^^")
    }

    /// Two columns for a wide character, none for an accent that joins the letter before it.
    @Test("Marks are aligned beside wide characters")
    func alignsBesideWideCharacters() {
        #expect(Self.excerpt("漢字 = ‹x›\n") == "1 | 漢字 = x\n  |        ^")
        #expect(Self.excerpt("‹漢›字\n") == "1 | 漢字\n  | ^^")
        #expect(Self.excerpt("e\u{301}😀‹x›\n") == "1 | e\u{301}😀x\n  |    ^")
    }

    @Test("Bytes that are not UTF-8 are replacement characters")
    func showsReplacementCharacters() {
        #expect(Self.excerpt([0x61, 0xFF, 0xE2, 0x82, 0x62], 4..<5) == "1 | a\u{FFFD}\u{FFFD}b\n  |    ^")
        #expect(Self.excerpt([0x61, 0xFF, 0xE2, 0x82, 0x62], 1..<4) == "1 | a\u{FFFD}\u{FFFD}b\n  |  ^^")
    }

    /// A range that begins or ends within a character marks the whole of it.
    @Test("A range within a character marks the whole character")
    func widensToCharacters() {
        #expect(Self.excerpt(Array("aé漢b".utf8), 2..<4) == "1 | aé漢b\n  |  ^^^")
    }

    @Test("A byte order mark takes no column")
    func hidesAByteOrderMark() {
        #expect(Self.excerpt("\u{FEFF}‹a› = 1\n") == "1 | a = 1\n  | ^")
    }

    @Test("A range past the end is clamped")
    func clampsARangePastTheEnd() {
        #expect(Self.excerpt(Array("ab".utf8), 1..<99) == "1 | ab\n  |  ^")
        #expect(Self.excerpt(Array("ab".utf8), 98..<99) == "1 | ab\n  |   ^")
    }

    @Test("A range over several lines has a bracket")
    func bracketsSeveralLines() {
        #expect(
            Self.excerpt("labels = ‹(\n    \"a\",\n\n)›\n") == """
                1 |   labels = (
                  |  __________^
                2 | |     "a",
                3 | |
                4 | | )
                  | |_^
                """)
        #expect(
            Self.excerpt("  ‹a = [\n  漢›]\n") == """
                1 | /   a = [
                2 | |   漢]
                  | |____^
                """)
        #expect(
            Self.excerpt("x ‹y\n\n›z\n") == """
                1 |   x y
                  |  ___^
                2 | |
                  | |_^
                """)
    }

    @Test("A range over many lines has a gap")
    func leavesAGapInManyLines() {
        let lines = (1...40).map { "line \($0)" }
        #expect(
            Self.excerpt("‹" + lines.joined(separator: "\n") + "›\n") == """
                 1 | / line 1
                 2 | | line 2
                 3 | | line 3
                   | | ...
                39 | | line 39
                40 | | line 40
                   | |_______^
                """)
        let six = Self.excerpt("‹" + lines.prefix(6).joined(separator: "\n") + "›\n")
        #expect(six.contains("4 | | line 4") && !six.contains("..."))
        let seven = Self.excerpt("‹" + lines.prefix(7).joined(separator: "\n") + "›\n")
        #expect(!seven.contains("line 4") && !seven.contains("line 5") && seven.contains("6 | | line 6"))
    }

    @Test("Long lines are cut around the range")
    func cutsLongLines() {
        let long = String(repeating: "abcdefghij", count: 20)
        // At the start: nothing is cut before it.
        #expect(Self.excerpt("‹x› = \(long)\n") == "1 | x = \(long.prefix(106))…\n  | ^")
        // Far behind: thirty columns of what comes before are kept.
        let blanks = String(repeating: " ", count: 31)
        let inside = "1 | …\(long.suffix(30))X\(long.prefix(79))…\n  | \(blanks)^"
        #expect(Self.excerpt("\(long)‹X›\(long)\n") == inside)
        // At the end: the line is filled from the right.
        let atEnd = "1 | …\(long.suffix(109))X\n  | \(String(repeating: " ", count: 110))^"
        #expect(Self.excerpt("\(long)‹X›\n") == atEnd)
        // A range that is longer than the line may be.
        let wide = "1 | \(long.prefix(110))…\n  | \(String(repeating: "^", count: 110))"
        #expect(Self.excerpt("‹\(long)›\n") == wide)
    }

    /// A line of megabytes costs no more than what is seen of it.
    @Test("A line of megabytes is cut around the range")
    func cutsALineOfMegabytes() {
        let filler = String(repeating: "é漢", count: 1_000_000)
        let lines = Self.excerpt("\(filler)‹X›\(filler)").split(separator: "\n")
        #expect(lines[0].hasPrefix("1 | …") && lines[0].hasSuffix("…") && lines[0].contains("漢X"))
        #expect(!lines[0].contains("\u{FFFD}"))
        #expect(lines[0].count < 120)
        let column = lines[0].dropFirst(4).prefix { $0 != "X" }.reduce(0) { $0 + ($1 == "漢" ? 2 : 1) }
        #expect(lines[1] == "  | \(String(repeating: " ", count: column))^")
    }
}
