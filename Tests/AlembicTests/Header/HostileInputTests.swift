import Alembic
import TestSupport
import Testing

/// Input that is made to break a reader: it must come back soon, and say what is wrong.
struct HostileInputTests {
    /// A header in front of the hostile part, which must be read nevertheless.
    private static let before = "revision = 'a1'\ndown_revision = None\n"

    struct Attack: CustomTestStringConvertible, Sendable {
        let name: String
        let defect: SyntaxDefect.Kind?
        /// Whether it might bind names behind the place where the reader stops looking.
        let hidesNames: Bool
        let make: @Sendable () -> [UInt8]

        init(
            _ name: String, _ defect: SyntaxDefect.Kind?, hidesNames: Bool = false,
            _ make: @escaping @Sendable () -> [UInt8]
        ) {
            (self.name, self.defect, self.hidesNames, self.make) = (name, defect, hidesNames, make)
        }

        init(
            _ name: String, _ defect: SyntaxDefect.Kind?, hidesNames: Bool = false,
            text: @escaping @autoclosure @Sendable () -> String
        ) {
            self.init(name, defect, hidesNames: hidesNames) { Array(text().utf8) }
        }

        var testDescription: String { name }
    }

    static let attacks = [
        Attack("200,000 brackets", .tooDeeplyNested, text: String(repeating: "[", count: 200_000)),
        Attack(
            "200,000 brackets behind a value", .tooDeeplyNested, text: "x = " + String(repeating: "(", count: 200_000)),
        Attack("200 brackets, closed", nil, text: nested(200)),
        Attack("201 brackets, closed", .tooDeeplyNested, text: nested(201)),
        Attack("33 brackets in a function", nil, text: "def f():\n  " + nested(33)),
        Attack("201 brackets in a function", .tooDeeplyNested, text: "def f():\n  " + nested(201)),
        Attack("a closing bracket", .unmatchedBracket(")"), text: "def f():\n  x)"),
        Attack("brackets that do not match", .mismatchedBracket(open: "(", close: "]"), text: "def f():\n  (]"),
        Attack(
            "a bracket that is not closed", .unclosedBracket("("), text: "def f():\n  x(\n\n  # lint: ignore[a] b\n"),
        Attack("a megabyte of comment", nil, text: "#" + String(repeating: "comment ", count: 1 << 17)),
        Attack("a megabyte of comment that seems to speak", nil, text: String(repeating: "# lint:", count: 1 << 17)),
        Attack("100,000 comments", nil, text: String(repeating: "#lint:\n", count: 100_000)),
        Attack("a NUL", .nullByte, text: "x = 1\u{0}"),
        Attack("a NUL in a string", .nullByte, text: "x = 'a\u{0}'"),
        Attack("a NUL in a comment", .nullByte, text: "def f():\n  pass # \u{0}"),
        Attack("UTF-16", .nullByte) { Array("x = 1\n".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }) },
        Attack("latin-1", .notUTF8) { Array("x = 'gr".utf8) + [0xF6, 0xDF] + Array("e'\n".utf8) },
        Attack("an overlong slash", .notUTF8) { Array("x = '".utf8) + [0xC0, 0xAF] + Array("'\n".utf8) },
        Attack("a surrogate", .notUTF8) { Array("# ".utf8) + [0xED, 0xA0, 0x80] },
        Attack("half a character", .notUTF8) { Array("x = '".utf8) + [0xF0, 0x9F] },
        Attack("a string without an end", .unterminatedString, text: "x = 'abc\n'"),
        Attack("a string that ends in a backslash", .unterminatedString, text: "x = 'abc\\"),
        Attack("a docstring without an end", .unterminatedTripleQuotedString, text: "x = \"\"\"abc\n\n\\\"\"\""),
        Attack("a megabyte without an end", .unterminatedTripleQuotedString) {
            Array("'''".utf8) + pattern("ab\\'", 1 << 18)
        },
        Attack("an f-string without an end", .unterminatedString, text: "f'abc\n'"),
        // Since Python 3.12, the quote opens a string inside of the field.
        Attack("a field without an end", .unterminatedString, text: "f'{abc'"),
        Attack("a format without an end", .unclosedBracket("{"), text: "f'{abc:>'"),
        Attack("100,000 braces", .tooDeeplyNested, text: "f'" + String(repeating: "{x:", count: 100_000)),
        Attack("100,000 nested f-strings", .tooDeeplyNested, text: String(repeating: "f'{", count: 100_000)),
        Attack("a token of a megabyte", nil) { pattern("abcdefgh", 1 << 17) },
        Attack("a number of a megabyte", nil) { Array("x = ".utf8) + pattern("12345678", 1 << 17) },
        Attack("a megabyte of operators", nil, hidesNames: true) { pattern("=+-*<>!:", 1 << 17) },
        Attack("a megabyte of lines", nil) { pattern("\r\n\n\r\u{0C} \t\n", 1 << 17) },
        Attack("a megabyte of indentation", nil) { pattern("  \t     ", 1 << 17) },
        Attack("400 blocks", nil, text: (0..<400).map { String(repeating: " ", count: $0) + "if x:\n" }.joined()),
        Attack("a line that falls between two blocks", .inconsistentDedent, text: "if x:\n    y\n  z\n"),
        Attack("a megabyte of continuations", nil) { pattern("\\\n", 1 << 19) },
        Attack("a continuation that is none", .characterAfterLineContinuation, text: "x = \\ 1"),
        Attack(
            "50,000 targets", nil, hidesNames: true, text: "x = " + String(repeating: "a = ", count: 50_000) + "1\n"),
        Attack("20,000 aliases", nil, text: String(repeating: "x = []\nx += x\n", count: 20_000)),
        Attack("100,000 names", nil, text: (0..<100_000).map { "n\($0) = None\n" }.joined()),
        Attack("200,000 elements", nil, text: "x = [" + String(repeating: "'a', ", count: 200_000) + "]\n"),
        Attack("60 doublings of a list", nil, text: "x = ['a']\n" + String(repeating: "x += x\n", count: 60)),
        Attack("60 doublings of a string", nil, text: "x = 'a'\n" + String(repeating: "x += x\n", count: 60)),
        Attack("60 doublings of a tree", nil, text: "x = ('a',)\n" + String(repeating: "x = x, x\n", count: 60)),
        Attack("20,000 star imports", nil, text: lines(20_000) { "n\($0) = 1\nfrom x import *" } + before),
        Attack("20,000 lists", nil, text: lines(20_000) { "n\($0) = []" } + lines(20_000) { "n\($0) += []" }),
        Attack("a conflict", .conflictMarker, text: "<<<<<<< HEAD\nx = 1\n=======\nx = 2\n>>>>>>> other\n"),
    ]

    @Test("Reading hostile input ends and reports what is wrong", .timeLimit(.minutes(1)), arguments: attacks)
    func comesBackAndSaysWhatIsWrong(_ attack: Attack) {
        let header = HeaderReader.header(of: Array(Self.before.utf8) + attack.make())
        #expect(header.defect?.kind == attack.defect)
        #expect(header.revision.value?.string == (attack.hidesNames ? nil : "a1"))
    }

    @Test("A file that declares its encoding may contain any bytes")
    func readsAnyBytesWhereTheFileDeclaresItsEncoding() {
        for ending in ["\n", "\r\n", "\r"] {
            let lines = ["#!/usr/bin/env python", "# -*- coding: latin-1 -*-", "revision = 'a1'", "x = 'gr"].joined(
                separator: ending)
            let header = HeaderReader.header(of: Array(lines.utf8) + [0xF6, 0xDF] + Array("e'".utf8))
            #expect(header.defect == nil)
            #expect(header.revision.value?.string == "a1")
        }
    }

    @Test("A statement that is too long makes the names that it may bind unknown")
    func forgetsWhatMayBeBoundAgainWhereItStopsLooking() {
        let long = "x = " + String(repeating: "a = ", count: 5000)
        for end in ["revision = 1\n", "[(revision := 1)]\n"] {
            #expect(HeaderReader.header(of: Array((Self.before + long + end).utf8)).revision.isUnknown)
        }
        let table = "revision = 'a1'\ndata = [" + String(repeating: "'a', ", count: 5000) + "]; down_revision = 'b'\n"
        let header = HeaderReader.header(of: Array(table.utf8))
        #expect(header.revision.value?.string == "a1")
        #expect(header.downRevision.value?.string == "b")
    }

    @Test("A value in deeply nested parentheses is unknown")
    func deepParenthesesAroundAValueAreNotKnown() {
        let value = String(repeating: "(", count: 150) + "'x'" + String(repeating: ")", count: 150)
        #expect(HeaderReader.header(of: Array("revision = \(value)\n".utf8)).revision.isUnknown)
    }

    /// Real headers, cut and with bytes changed: nothing to compare, but every range must be inside the file.
    @Test("Every range is within the file after random changes")
    func staysInTheFileWhateverIsChangedInIt() {
        var random = SeededGenerator(seed: 2)
        let seeds = Self.seeds.map { Array($0.utf8) }
        for _ in 0..<10_000 {
            var bytes = seeds[Int.random(in: 0..<seeds.count, using: &random)]
            for _ in 0..<Int.random(in: 0...4, using: &random) where !bytes.isEmpty {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(Self.loved.randomElement(using: &random) ?? 0, at: place)
                default: bytes.removeSubrange(place...)
                }
            }
            let header = HeaderReader.header(of: bytes)
            for range in Self.ranges(of: header) where range.upperBound > bytes.count {
                Issue.record("\(range) in \(String(decoding: bytes, as: UTF8.self).debugDescription)")
            }
        }
    }

    private static let loved = Array("\"'{}()[]#\\\n\r:=,;\u{0C}fFrRbB".utf8)

    private static let seeds = [
        "\"\"\"Add a table.\n\nRevision ID: a1\nRevises: b2, c3\n\"\"\"\nrevision = 'a1'\ndown_revision = ('b2', 'c3')\n",
        "# lint: ignore[a, b] why\nrevision: str = f'{x!r:>{w}}' \"a\"\nif x:\n    depends_on = None\n\ndef f():\n    return f'{x:{y}}'\n",
        "a = b = ['x']; a += ('y', (('z'),)); branch_labels = a\nrevision, down_revision = u'a\\x41', None\n",
        "x = {'a': [1, 2, {3}]}\nfor i, (j, k) in y:\n\tx.append(rb'\\'')\nrevision = \\\n    'é😀'\n",
    ]

    private static func ranges(of header: MigrationHeader) -> [Range<Int>] {
        let identifiers = [header.revision, header.downRevision, header.branchLabels, header.dependsOn]
        return identifiers.compactMap(\.range) + identifiers.compactMap(\.nameRange)
            + identifiers.flatMap { $0.value?.elements.map(\.range) ?? [] } + header.suppressions.map(\.range)
            + [header.defect?.range, header.docstring.range, header.docstring.revises?.range].compactMap { $0 }
    }

    private static func nested(_ depth: Int) -> String {
        String(repeating: "(", count: depth) + String(repeating: ")", count: depth) + "\n"
    }

    private static func lines(_ count: Int, _ line: (Int) -> String) -> String {
        (0..<count).map { line($0) + "\n" }.joined()
    }

    private static func pattern(_ text: String, _ count: Int) -> [UInt8] {
        let text = Array(text.utf8)
        return Array(repeatElement(text, count: count).joined())
    }
}
