import SourceFiles
import TOMLSyntax
import Testing

struct TOMLDocumentTests {
    private static let pyproject = """
        # a comment with "a string"
        [project]
        name = "acme"
        dependencies = ["orchestrator-core==5.0.3", 'httpx', 7]

        [tool.alembic]
        script_location = "%(here)s/migrations"
        recursive_version_locations = true
        sourceless = false
        """

    private func document(_ text: String) throws -> TOMLDocument {
        try TOMLDocument(Array(text.utf8))
    }

    @Test("A key is followed through its tables, and a missing key has no value")
    func keys() throws {
        let document = try document(Self.pyproject)
        #expect(document["project"]?["name"]?.string == "acme")
        #expect(document["tool"]?["alembic"]?["script_location"]?.string == "%(here)s/migrations")
        #expect(document["tool"]?["poetry"]?["name"] == nil)
        #expect(document["project"]?["name"]?["first"] == nil)
    }

    @Test("A Boolean is read as one, and no other value is")
    func booleans() throws {
        let alembic = try document(Self.pyproject)["tool"]?["alembic"]
        #expect(alembic?["recursive_version_locations"]?.bool == true)
        #expect(alembic?["sourceless"]?.bool == false)
        #expect(alembic?["script_location"]?.bool == nil)
    }

    @Test("The strings of an array leave out its other elements")
    func arrays() throws {
        let dependencies = try #require(try document(Self.pyproject)["project"]?["dependencies"])
        #expect(dependencies.isArray)
        #expect(dependencies.elements.count == 3)
        #expect(dependencies.strings == ["orchestrator-core==5.0.3", "httpx"])
        #expect(try document("a = 1")["a"]?.elements.isEmpty == true)
    }

    @Test("The members of a table come sorted by key")
    func members() throws {
        let document = try document("[t]\nb = 1\na = 2\nc = 3")
        #expect(document["t"]?.members.map(\.key) == ["a", "b", "c"])
        #expect(document.root.isTable)
        #expect(try self.document("a = 1")["a"]?.members.isEmpty == true)
    }

    @Test(
        "Every type has a name for messages",
        arguments: [
            ("'x'", "a string"), ("1", "an integer"), ("1.5", "a floating-point number"), ("true", "a Boolean"),
            ("[]", "an array"), ("{}", "a table"), ("1979-05-27", "a date"), ("07:32:00", "a time"),
            ("1979-05-27T07:32:00Z", "a date-time"),
        ])
    func kindNames(value: String, name: String) throws {
        #expect(try document("a = \(value)")["a"]?.kindName == name)
    }

    // MARK: Places

    @Test("The places of all strings are found, those in comments left out")
    func places() throws {
        let bytes = Array(Self.pyproject.utf8)
        let strings = try TOMLDocument(bytes).stringRanges.map { String(decoding: bytes[$0], as: UTF8.self) }
        #expect(strings == ["acme", "orchestrator-core==5.0.3", "httpx", "%(here)s/migrations"])
    }

    @Test("A string is found by its text, the first one where there are several")
    func rangeOfText() throws {
        let text = "a = 'x'\nb = \"y\"\nc = 'y'"
        let document = try document(text)
        #expect(document.range(of: "y") == 13..<14)
        #expect(document.range(of: "z") == nil)
    }

    @Test(
        "An escaped quote does not end a basic string, and a literal string has no escapes",
        arguments: [
            (#"a = "x \"y\" z""#, #"x "y" z"#), (#"a = "x\\y""#, #"x\y"#), (#"a = 'x\\y'"#, #"x\\y"#),
            ("a = \"\"\"x \"y\" z\"\"\"", #"x "y" z"#), ("a = '''x 'y' z'''", "x 'y' z"), ("a = ''", ""),
        ])
    func escapes(text: String, content: String) throws {
        let document = try document(text)
        let range = try #require(document.stringRanges.first)
        #expect(document.stringRanges.count == 1)
        #expect(document.text(of: range) == content)
        #expect(document["a"]?.string == content)
    }

    @Test("A part of a file is parsed alone, and its places are those of the file")
    func part() throws {
        let text = "[[package]]\nname = 'a'\n[[package]]\nname = 'b'\n"
        let document = try TOMLDocument(Array(text.utf8), in: 23..<text.utf8.count)
        #expect(document["package"]?.elements.map { $0["name"]?.string } == ["b"])
        #expect(document.stringRanges == [43..<44])
    }

    // MARK: Errors

    @Test(
        "A syntax error says its line in the file",
        arguments: ["a = ", "[a", "a = 1\na = 2", "a = \"x", "= 1", "a == 1"])
    func syntaxErrors(text: String) throws {
        let error = #expect(throws: TOMLSyntaxError.self) { try document(text) }
        let line = text.utf8.contains(UInt8(ascii: "\n")) ? 2 : 1
        #expect(error?.message.contains("line \(line), column ") == true)
    }

    @Test("A syntax error in a part of a file says its line in the file")
    func lineOfPart() throws {
        let text = "a = 1\nb = 2\nc = \n"
        let error = #expect(throws: TOMLSyntaxError.self) { try TOMLDocument(Array(text.utf8), in: 12..<16) }
        #expect(error?.message.contains("line 3, column ") == true)
    }

    @Test("A dotted key that would overflow the parser's stack is refused, dots in strings and numbers are not")
    func longKeys() throws {
        let key = Array(repeating: "a", count: 100_000).joined(separator: ".")
        let error = #expect(throws: TOMLSyntaxError.self) { try document(key + " = 1") }
        #expect(error?.message == "a key has more than 32 parts")
        #expect(try document("a = '\(key)'")["a"]?.string == key)
        #expect(try document("a = [\(Array(repeating: "1.5", count: 100).joined(separator: ", "))]")["a"] != nil)
    }

    @Test("Bytes that are not TOML cause an error or a value, and no trap")
    func hostileBytes() {
        for text in ["\"", "'", "'''", "\"\"\"", "\"\\", "\u{0}", "#", "a = \"\\", "a = '''\\", "]", "\u{FEFF}"] {
            _ = try? TOMLDocument(Array(text.utf8))
        }
        for byte in UInt8.min...UInt8.max { _ = try? TOMLDocument([byte]) }
    }
}
