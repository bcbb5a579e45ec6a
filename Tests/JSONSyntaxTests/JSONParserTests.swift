import JSONSyntax
import Testing

/// What RFC 8259 takes and what it refuses, in the manner of the JSONTestSuite.
struct JSONParserTests {
    private static func parse(_ text: String) throws(JSONSyntaxError) -> JSONValue {
        try JSONParser.parse(Array(text.utf8))
    }

    @Test(
        "Valid texts are accepted",
        arguments: [
            "null", "true", "false", "0", "-0", "10", "-1", "1.5", "1e5", "1E+5", "1e-5", "0.0e0",
            "123456789012345678901234567890",
            #""""#, #""a""#, #""é😀""#, #""\"\\\/\b\f\n\r\t""#, #""\u0041""#, #""\ud83d\ude00""#, #""\u0000""#,
            #""\uFFFF""#,
            "\"\u{7F}\"", "\"\u{2028}\"", #""/* no comment */ // # ,]""#,
            "[]", "[ ]", "[1]", "[1,2]", "[[],[[]]]", " [\t1\r\n,\n2 ] ", "[null,true,false,\"\",0,{},[]]",
            "{}", "{ }", #"{"a":1}"#, #"{"a":1,"b":{"a":2}}"#, #"{"":0}"#, #"{"\u0061":0,"b":1}"#,
            "{\"\u{E9}\":0,\"e\u{301}\":1}", "\u{FEFF}{}", "1e400",
        ])
    func accepts(text: String) throws {
        _ = try Self.parse(text)
    }

    @Test(
        "Invalid texts are refused with a message",
        arguments: [
            ("", "expected a JSON value"), (" \n", "expected a JSON value"), ("\u{FEFF}", "expected a JSON value"),
            ("[1,]", "trailing comma"), (#"{"a":1,}"#, "trailing comma"), ("[1 2]", "expected `,` or `]`, found `2`"),
            ("[,1]", "expected a value before this comma"), ("[1,,2]", "expected a value before this comma"),
            ("[", "`[` is never closed"),
            ("[1", "`[` is never closed"), ("[1,", "`[` is never closed"), ("{", "`{` is never closed"),
            (#"{"a""#, "`{` is never closed"), (#"{"a":"#, "`{` is never closed"), (#"{"a":1"#, "`{` is never closed"),
            ("]", "expected a value, found `]`"), ("[1}", "expected `,` or `]`, found `}`"), (#"{"a":1]"#, "found `]`"),
            (#"{"a" 1}"#, "expected `:` after the key `a`"), ("{a:1}", "a key must be in double quotes: `\"a\"`"),
            ("{'a':1}", "expected a key in double quotes"), ("{1:1}", "a key must be in double quotes"),
            ("{,}", "expected a key"),
            ("['a']", "a string must be in double quotes"), ("[a]", "`a` is not a JSON value"),
            ("True", "write `true`"),
            ("None", "write `null`"), ("NaN", "JSON has no such number"), ("nulls", "`nulls` is not a JSON value"),
            ("tru", "is not a JSON value"), ("-Infinity", "expected a digit at its start"),
            ("01", "a leading zero is not allowed"),
            ("-01", "a leading zero is not allowed"), ("+1", "a plus sign is not allowed"),
            (".5", "expected a digit at its start"),
            ("1.", "expected a digit after the point"),
            ("1.e1", "expected a digit after the point"), ("1e", "expected a digit after the exponent"),
            ("1e+", "expected a digit after"),
            ("0x10", "expected decimal digits"), ("1_000", "expected decimal digits"),
            ("1-2", "expected decimal digits"),
            ("-", "expected a digit at its start"),
            ("1 2", "`2` after the end"), ("{}}", "`}` after the end"), ("[] []", "`[` after the end"),
            ("// a\n1", "JSON does not allow comments"), ("[1 /* a */]", "JSON does not allow comments"),
            ("# a\n{}", "JSON does not allow comments"),
            ("{} // a", "JSON does not allow comments"), ("/", "expected a value, found `/`"),
            (#"""#, "never closed"), (#""a"#, "never closed"), (#""a\"#, "is not a valid escape"),
            (#""\x41""#, "is not a valid escape"),
            (#""\é""#, "`\\é` is not a valid escape"), (#""\u12""#, "four hexadecimal digits"),
            (#""\u12G4""#, "four hexadecimal digits"),
            (#""\ud800""#, "half of a surrogate pair"), (#""\ude00""#, "half of a surrogate pair"),
            (#""\ud800\ud800""#, "half of a surrogate pair"), (#""\ud800\n""#, "half of a surrogate pair"),
            ("\"a\nb\"", "not closed on its line"), ("\"\t\"", "written `\\t`"), ("\"\u{0}\"", "written `\\u0000`"),
            ("\"\u{1F}\"", "written `\\u001f`"), ("[\u{A0}1]", "is not a JSON value"), ("[\u{0B}1]", "`\\x0b`"),
            (#"{"a":1,"a":2}"#, "the key `a` occurs twice"), (#"{"a":1,"\u0061":2}"#, "occurs twice"),
        ])
    func refuses(text: String, reason: String) throws {
        let error = try #require(throws: JSONSyntaxError.self) { try Self.parse(text) }
        #expect(error.message.contains(reason), "\(error.message)")
        #expect(!error.message.contains("\n"))
        #expect(error.range.upperBound <= text.utf8.count)
    }

    @Test(
        "A text that is not UTF-8 is refused",
        arguments: [
            ([0x22, 0xFF, 0x22], 1..<2), ([0x22, 0xC0, 0x80, 0x22], 1..<2), ([0x22, 0xED, 0xA0, 0x80, 0x22], 1..<2),
            ([0x22, 0xE2, 0x82, 0x22], 1..<3), ([0x5B, 0x31, 0x5D, 0x80], 3..<4), ([0xFF, 0xFE, 0x5B, 0x00], 0..<2),
        ] as [([UInt8], Range<Int>)])
    func refusesWhatIsNotUTF8(bytes: [UInt8], range: Range<Int>) throws {
        let error = try #require(throws: JSONSyntaxError.self) { try JSONParser.parse(bytes) }
        #expect(error.range == range)
        #expect(error.message.contains("UTF-"))
    }

    /// The place of an error is what stands between the two markers.
    @Test(
        "An error has the range of its cause",
        arguments: [
            "{\"a\": [1, 2‹,›]}", "[\n  ‹// why›\n  1\n]", "{\"a\": ‹[›1, 2", "{\"a\": ‹tru›}", "[‹01.5e›, 2]",
            "[1 ‹é›]",
            "[‹\"a›\n\"]", "[\"a‹\\x›\"]", "[\"‹\\ud800›\"]", "{‹key›: 1}", "[1] ‹x›", "\u{FEFF}‹›", "{\"a\" ‹=› 1}",
            "{\"a\": 1, ‹\"a\"›: 2}",
        ])
    func namesThePlace(marked: String) throws {
        let parts = marked.split(separator: "‹", omittingEmptySubsequences: false)
        let rest = parts[1].split(separator: "›", omittingEmptySubsequences: false)
        let start = parts[0].utf8.count
        let error = try #require(throws: JSONSyntaxError.self) { try Self.parse(parts[0] + rest.joined()) }
        #expect(error.range == start..<(start + rest[0].utf8.count), "\(error)")
    }

    @Test("The error of a repeated key has both ranges")
    func namesBothPlacesOfAKey() throws {
        let error = try #require(throws: JSONSyntaxError.self) { try Self.parse(#"{"a": 1, "b": 2, "a": 3}"#) }
        #expect(error.range == 17..<20)
        #expect(error.related?.range == 1..<4)
    }

    @Test("Ranges count a BOM and white space")
    func keepsSpansThroughABOMAndBlanks() throws {
        let value = try Self.parse("\u{FEFF} {\"é\" : [ 10, \"x\" ] }\n")
        #expect(value.range == 4..<25)
        let member = try #require(value.object?.first)
        #expect(member.keyRange == 5..<9)
        #expect(member.value.range == 12..<23)
        #expect(member.value.array?.map(\.range) == [14..<16, 18..<21])
    }

    @Test("Values are read with their ranges")
    func readsValues() throws {
        let value = try Self.parse(
            #"{"s": "\ud83d\ude00\n\u00e9/", "n": [1, -0, 1.0, 1e2, 1.5, 1e400], "b": true, "z": null}"#)
        #expect(value["s"]?.string == "😀\né/")
        #expect(value["n"]?.array?.map(\.integer) == [1, 0, 1, 100, nil, nil])
        #expect(value["n"]?.array?.map(\.double) == [1, 0, 1, 100, 1.5, nil])
        #expect(value["b"]?.bool == true)
        #expect(value["z"]?.isNull == true)
        #expect(value["none"] == nil)
        #expect(try Self.parse("9223372036854775807").integer == .max)
        #expect(try Self.parse("9223372036854775808").integer == nil)
    }

    /// Two spellings of é are two keys to JSON, and one text to Swift's `==`.
    @Test("Keys are compared by bytes")
    func comparesKeysByBytes() throws {
        let value = try Self.parse("{\"\u{E9}\":0,\"e\u{301}\":1}")
        #expect(value["\u{E9}"]?.integer == 0)
        #expect(value["e\u{301}"]?.integer == 1)
    }

    @Test("The nesting is limited", arguments: ["[", "{\"a\":", "[{\"a\":"])
    func capsTheDepth(opening: String) throws {
        let error = try #require(throws: JSONSyntaxError.self) {
            try Self.parse(String(repeating: opening, count: 200_000))
        }
        #expect(error.message == "nested deeper than 512 levels")
        #expect(throws: Never.self) {
            try Self.parse(String(repeating: "[", count: 512) + String(repeating: "]", count: 512))
        }
    }

    /// Megabytes in one token, or in many keys, take time in proportion to their size.
    @Test("Long strings and numbers are read", .timeLimit(.minutes(1)))
    func readsLongTokens() throws {
        #expect(try Self.parse(String(repeating: "9", count: 2_000_000)).integer == nil)
        #expect(try Self.parse("\"" + String(repeating: "é", count: 1_000_000) + "\"").string?.utf8.count == 2_000_000)
        let keys = (0..<50_000).map { "\"key\($0)\":\($0)" }.joined(separator: ",")
        #expect(try Self.parse("{\(keys)}").object?.count == 50_000)
        _ = try? Self.parse(String(repeating: "x", count: 2_000_000))
    }
}
