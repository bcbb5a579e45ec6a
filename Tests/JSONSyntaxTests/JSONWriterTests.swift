import Foundation
import JSONSyntax
import Testing

struct JSONWriterTests {
    @Test("Objects and arrays are indented by their nesting")
    func laysOutByNesting() {
        var writer = JSONWriter()
        writer.object { writer in
            writer.key("none")
            writer.array { _ in }
            writer.key("empty")
            writer.object { _ in }
            writer.key("list")
            writer.array { writer in
                writer.integer(-1)
                writer.bool(true)
                writer.null()
            }
            writer.key("place")
            writer.object(.line) { writer in
                writer.key("line")
                writer.integer(3)
                writer.key("nested")
                writer.array { writer in
                    writer.string("a")
                    writer.object { _ in }
                }
            }
            writer.key("last")
            writer.bool(false)
        }
        writer.endLine()
        let expected = """
            {
              "none": [],
              "empty": {},
              "list": [
                -1,
                true,
                null
              ],
              "place": {"line": 3, "nested": ["a", {}]},
              "last": false
            }

            """
        #expect(String(decoding: writer.bytes, as: UTF8.self) == expected)
    }

    @Test(
        "Strings are escaped",
        arguments: [
            ("\"\\/", #""\"\\/""#), ("\n\r\t", #""\n\r\t""#), ("\u{0}\u{1B}\u{7F}", #""\u0000\u001b\u007f""#),
            ("\u{9B}31m", #""\u009b31m""#), ("a\u{202E}b", #""a\u202eb""#), ("é😀\u{FFFD}", "\"é😀\u{FFFD}\""),
            ("", "\"\""),
        ])
    func escapes(text: String, expected: String) throws {
        var writer = JSONWriter()
        writer.string(text)
        #expect(String(decoding: writer.bytes, as: UTF8.self) == expected)
        #expect(try JSONParser.parse(writer.bytes).string == text)
        let read = try JSONSerialization.jsonObject(with: Data(writer.bytes), options: .fragmentsAllowed)
        #expect(read as? String == text)
    }
}
