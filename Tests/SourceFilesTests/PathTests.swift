import SourceFiles
import Testing

struct PathTests {
    @Test(
        "A path is resolved against a folder",
        arguments: [
            ("a/b", "a/b"), ("./a//b/", "a/b"), ("a/../b", "b"), ("", ""), (".", ""), ("a/..", ""),
        ])
    func resolves(text: String, expected: String) {
        #expect(Path(resolving: text.utf8)?.bytes == Array(expected.utf8))
    }

    @Test("A path outside of the root is refused")
    func refusesToLeaveTheRoot() {
        #expect(Path(resolving: "../a".utf8) == nil)
        #expect(Path(resolving: "a/../../b".utf8) == nil)
        #expect(Path(resolving: "../b".utf8, in: "a") == "b")
    }

    @Test("A path has a name, a parent and a relative path")
    func knowsItsPlace() {
        let path: Path = "migrations/versions/a.py"
        #expect(path.nameText == "a.py")
        #expect(path.parent == "migrations/versions")
        #expect(Path("a").parent == .root)
        #expect(Path.root.parent == nil)
        #expect(path.isWithin("migrations"))
        #expect(!path.isWithin("migrations/ver"))
        #expect(path.relative(to: "migrations").map(Array.init) == Array("versions/a.py".utf8))
    }

    @Test("Any bytes are printed on one line")
    func printsAnyBytesOnOneLine() {
        #expect(Path(normalized: [0x61, 0x0A, 0x62]).description == "a\\x0ab")
        #expect(Path(normalized: [0x61, 0xFF, 0x62]).description == "a\\xffb")
        #expect(Path(normalized: Array("é/ü".utf8)).description == "é/ü")
        #expect(Path(normalized: [0xE2, 0x82]).description == "\\xe2\\x82")
    }

    @Test("Paths are ordered by bytes")
    func ordersByBytes() {
        #expect([Path("b"), "a/b", "a.py", "a"].sorted() == ["a", "a.py", "a/b", "b"])
    }
}

struct ByteSearchTests {
    @Test(
        "A text is found in bytes",
        arguments: [
            ("abc", "c", true), ("abc", "abcd", false), ("aab", "ab", true), ("", "", true), ("", "a", false),
            ("abab", "ba", true),
        ])
    func finds(bytes: String, text: String, expected: Bool) {
        #expect(Array(bytes.utf8)[...].contains(text: text) == expected)
    }
}
