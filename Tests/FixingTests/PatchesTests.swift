import Diagnostics
import SourceFiles
import Testing

@testable import Fixing

struct PatchesTests {
    private static var tree: MemoryTree {
        MemoryTree(["a.py": Array("abcdef".utf8), "b.py": Array("b".utf8)])
    }

    private static func fix(_ edits: Edit...) -> Fix {
        Fix("title", applicability: .safe, edits: edits)
    }

    /// The change of a file from one text to another.
    private static func change(_ path: Path, _ before: String?, _ after: String, newPath: Path? = nil) -> FileChange {
        FileChange(path: path, before: before.map { Array($0.utf8) }, after: Array(after.utf8), newPath: newPath)
    }

    /// The changes of fixes that are all made.
    private static func changes(_ fixes: Fix...) throws -> [FileChange] {
        var patches = Patches()
        #expect(try patches.apply(fixes, to: tree) == fixes)
        return patches.changes
    }

    @Test("Ranges are replaced by their offsets in the original bytes, in any order")
    func replacesRanges() throws {
        let changes = try Self.changes(
            Self.fix(Edit("a.py", .replace(4..<5, with: "EEE"))),
            Self.fix(Edit("a.py", .replace(0..<1, with: "")), Edit("a.py", .replace(2..<2, with: "-"))))
        #expect(changes == [Self.change("a.py", "abcdef", "b-cdEEEf")])
    }

    @Test("A file is created")
    func createsAFile() throws {
        let changes = try Self.changes(Self.fix(Edit("c.py", .create(contents: "c"))))
        #expect(changes == [Self.change("c.py", nil, "c")])
    }

    @Test("A file is moved after every replacement in it")
    func movesAFile() throws {
        let changes = try Self.changes(
            Self.fix(Edit("a.py", .move(to: "z.py")), Edit("a.py", .replace(0..<6, with: "x"))))
        #expect(changes == [Self.change("a.py", "abcdef", "x", newPath: "z.py")])
    }

    @Test("A replacement by the same text changes nothing")
    func leavesOutWhatIsTheSame() throws {
        #expect(try Self.changes(Self.fix(Edit("a.py", .replace(0..<1, with: "a")))) == [])
    }

    @Test(
        "A fix with one edit that does not fit the files is left out as a whole",
        arguments: [
            Edit("missing.py", .replace(0..<1, with: "")), Edit("a.py", .replace(5..<7, with: "")),
            Edit("a.py", .create(contents: "")), Edit("missing.py", .move(to: "z.py")), Edit("a.py", .move(to: "b.py")),
        ])
    func leavesOutAFixThatDoesNotFit(edit: Edit) throws {
        var patches = Patches()
        let fitting = Self.fix(Edit("b.py", .replace(0..<1, with: "B")))
        let made = try patches.apply([Self.fix(Edit("n.py", .create(contents: "")), edit), fitting], to: Self.tree)
        #expect(made == [fitting])
        #expect(patches.changes == [Self.change("b.py", "b", "B")])
    }

    @Test("A later round edits the files as the earlier one left them")
    func appliesASecondRound() throws {
        var patches = Patches(creating: [Self.change("new.py", nil, "n")])
        _ = try patches.apply([Self.fix(Edit("a.py", .replace(0..<1, with: "AA")))], to: Self.tree)
        let tree = try PatchedTree(Self.tree, patches)
        _ = try patches.apply(
            [
                Self.fix(Edit("a.py", .replace(2..<7, with: "!"))),
                Self.fix(Edit("new.py", .replace(1..<1, with: "!"))),
            ], to: tree)
        #expect(patches.changes == [Self.change("a.py", "abcdef", "AA!"), Self.change("new.py", nil, "n!")])
    }

    @Test("A patched tree lists and reads the files with the patches")
    func readsThePatches() throws {
        var patches = Patches()
        _ = try patches.apply(
            [
                Self.fix(Edit("a.py", .move(to: "d/z.py"))), Self.fix(Edit("b.py", .replace(0..<1, with: "B"))),
                Self.fix(Edit("d/e/n.py", .create(contents: "n"))),
            ], to: Self.tree)
        let tree = try PatchedTree(Self.tree, patches)
        #expect(try tree.entries(in: .root, recursive: true).map(\.path) == ["b.py", "d/e/n.py", "d/z.py"])
        #expect(try tree.entries(in: .root, recursive: false).map(\.path) == ["b.py", "d"])
        #expect(try tree.entry(at: "a.py") == nil)
        #expect(try tree.contents(of: "a.py") == nil)
        #expect(try tree.contents(of: "b.py") == Array("B".utf8))
        #expect(try tree.contents(of: "d/z.py") == Array("abcdef".utf8))
        #expect(try tree.entry(at: "d/e")?.mode == .folder)
        let texts = try tree.map(try tree.entries(in: .root, recursive: true)) { _, bytes in bytes.count }
        #expect(texts == [1, 1, 6])
    }
}
