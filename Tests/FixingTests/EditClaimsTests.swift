import Diagnostics
import SourceFiles
import Testing

@testable import Fixing

struct EditClaimsTests {
    private static func fix(_ edits: Edit...) -> Fix {
        Fix("title", applicability: .safe, edits: edits)
    }

    private static func claim(_ fix: Fix, _ claims: inout EditClaims) -> Bool {
        claims.claim(fix)
    }

    private static func replace(_ path: Path, _ range: ByteRange) -> Edit {
        Edit(path, .replace(range, with: "x"))
    }

    @Test(
        "Two ranges of a file cannot be claimed if they overlap or touch",
        arguments: [
            (0..<2, 3..<4, true), (3..<4, 0..<2, true), (0..<2, 2..<3, false), (0..<3, 1..<2, false),
            (2..<2, 2..<2, false), (2..<2, 0..<2, false), (2..<2, 3..<3, true),
        ])
    func claimsRanges(first: ByteRange, second: ByteRange, isFree: Bool) {
        var claims = EditClaims()
        #expect(Self.claim(Self.fix(Self.replace("a", first)), &claims))
        #expect(Self.claim(Self.fix(Self.replace("a", second)), &claims) == isFree)
        #expect(Self.claim(Self.fix(Self.replace("b", second)), &claims))
    }

    @Test("A file that one fix creates or moves cannot be edited by another")
    func claimsWholeFiles() {
        var claims = EditClaims()
        #expect(Self.claim(Self.fix(Edit("new", .create(contents: ""))), &claims))
        #expect(Self.claim(Self.fix(Edit("old", .move(to: "moved"))), &claims))
        for path in ["new", "old", "moved"] as [Path] {
            #expect(!Self.claim(Self.fix(Self.replace(path, 0..<1)), &claims))
            #expect(!Self.claim(Self.fix(Edit(path, .create(contents: ""))), &claims))
            #expect(!Self.claim(Self.fix(Edit("other", .move(to: path))), &claims))
        }
    }

    @Test("A file with a claimed range cannot be created or moved by another fix")
    func claimsNoFileWithARange() {
        var claims = EditClaims()
        #expect(Self.claim(Self.fix(Self.replace("a", 0..<1)), &claims))
        #expect(!Self.claim(Self.fix(Edit("a", .create(contents: ""))), &claims))
        #expect(!Self.claim(Self.fix(Edit("a", .move(to: "b"))), &claims))
    }

    @Test("A fix may replace text in a file and move it")
    func claimsReplacementsInAMovedFile() {
        var claims = EditClaims()
        #expect(Self.claim(Self.fix(Self.replace("a", 0..<1), Edit("a", .move(to: "b"))), &claims))
    }

    @Test("A fix with one taken place claims none")
    func claimsAllOrNothing() {
        var claims = EditClaims()
        #expect(Self.claim(Self.fix(Self.replace("a", 0..<1)), &claims))
        #expect(!Self.claim(Self.fix(Self.replace("b", 0..<1), Self.replace("a", 0..<1)), &claims))
        #expect(Self.claim(Self.fix(Self.replace("b", 0..<1)), &claims))
    }
}
