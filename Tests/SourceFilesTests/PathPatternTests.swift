import SourceFiles
import Testing

@Suite("The patterns of `ignore` match paths")
struct PathPatternTests {
    @Test(
        "A pattern matches whole paths and the files below a folder",
        arguments: [
            ("migrations", "migrations/a.py", true), ("migrations/*.py", "migrations/a.py", true),
            ("migrations/*.py", "migrations/x/a.py", false),
            ("**/a.py", "a.py", true), ("**/a.py", "x/y/a.py", true), ("x/**", "x/y/z", true), ("x/**/z", "x/z", true),
            ("x/**/z", "x/y/w", false),
            ("a?c", "abc", true), ("a?c", "ac", false), ("*a*b*", "xaybz", true), ("*a*b*", "xbya", false),
            ("a", "ab", false), ("", "a", true),
        ])
    func matches(pattern: String, path: String, expected: Bool) {
        #expect(PathPattern(pattern).matches(Path(stringLiteral: path)) == expected)
    }
}
