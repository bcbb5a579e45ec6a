import GitBridge
import SourceFiles
import TestSupport
import Testing

/// The results of merges, case by case; `lines` is a file that is long enough for Git to recognise an edited copy.
struct MergedTreeTests {
    private static let lines = (0..<20).map { "line \($0)\n" }.joined()

    private static func edited(_ line: Int, to text: String = "changed") -> String {
        lines.replacing("line \(line)\n", with: "\(text)\n")
    }

    /// Merges three states of a folder, given as files by name.
    private func merge(
        _ ancestor: [String: String], ours: [String: String], theirs: [String: String]
    ) throws -> (files: [String: String], conflicts: [String: ConflictedFile.Kind]) {
        func tree(_ files: [String: String]) -> MemoryTree {
            MemoryTree(
                Dictionary(uniqueKeysWithValues: files.map { (Path(stringLiteral: $0.key), Array($0.value.utf8)) }))
        }
        let merged = MergedTree(ancestor: tree(ancestor), ours: tree(ours), theirs: tree(theirs))
        var files: [String: String] = [:]
        for entry in try merged.entries(in: .root, recursive: true) {
            let bytes = try #require(try merged.contents(of: entry.path))
            files[entry.path.text] = String(decoding: bytes, as: UTF8.self)
            #expect(try merged.entry(at: entry.path) == entry)
        }
        let conflicts = try merged.conflicts().map { ($0.path.text, $0.kind) }
        return (files, Dictionary(uniqueKeysWithValues: conflicts))
    }

    @Test("A merge contains the changes of both sides")
    func bothSidesChangesAreThere() throws {
        let merged = try merge(
            ["a": "1", "gone": "2", "both": Self.lines],
            ours: ["a": "1", "both": Self.edited(1), "ours/new": "3"],
            theirs: ["a": "4", "gone": "2", "both": Self.edited(18), "theirs/new": "5"])
        #expect(merged.conflicts.isEmpty)
        #expect(
            merged.files == [
                "a": "4",
                "both": Self.lines.replacing("line 1\n", with: "changed\n").replacing("line 18\n", with: "changed\n"),
                "ours/new": "3", "theirs/new": "5",
            ])
    }

    @Test("A file with overlapping changes is in conflict and has the content of ours")
    func overlappingChangesReadAsOurs() throws {
        let merged = try merge(
            ["a": Self.lines], ours: ["a": Self.edited(3, to: "x")], theirs: ["a": Self.edited(3, to: "y")])
        #expect(merged.conflicts == ["a": .contents])
        #expect(merged.files == ["a": Self.edited(3, to: "x")])
    }

    @Test("The same change on both sides is not a conflict")
    func theSameChangeOnBothSidesIsNone() throws {
        let merged = try merge(["a": "1"], ours: ["a": "2", "b": "3"], theirs: ["a": "2", "b": "3"])
        #expect(merged.conflicts.isEmpty && merged.files == ["a": "2", "b": "3"])
    }

    @Test("A file that both sides added with different contents is in conflict")
    func addedApart() throws {
        let merged = try merge([:], ours: ["a": "1\n"], theirs: ["a": "2\n"])
        #expect(merged.conflicts == ["a": .addedByBoth])
    }

    @Test("A file that one side deleted and the other changed is in conflict")
    func deletedAndChanged() throws {
        let ours = try merge(["a": "1"], ours: [:], theirs: ["a": "2"])
        #expect(ours.conflicts == ["a": .deletedByOurs] && ours.files == ["a": "2"])
        let theirs = try merge(["a": "1"], ours: ["a": "2"], theirs: [:])
        #expect(theirs.conflicts == ["a": .deletedByTheirs] && theirs.files == ["a": "2"])
    }

    @Test("A change is applied to the new name of a renamed file")
    func aChangeFollowsARename() throws {
        let renamedByOurs = try merge(["a": Self.lines], ours: ["b": Self.lines], theirs: ["a": Self.edited(3)])
        #expect(renamedByOurs.conflicts.isEmpty && renamedByOurs.files == ["b": Self.edited(3)])
        let renamedByTheirs = try merge(
            ["a": Self.lines], ours: ["a": Self.edited(3)], theirs: ["folder/b": Self.edited(15)])
        #expect(renamedByTheirs.conflicts.isEmpty)
        #expect(
            renamedByTheirs.files == [
                "folder/b": Self.edited(3).replacing("line 15\n", with: "changed\n")
            ])
    }

    @Test("A file that both sides renamed to different names is in conflict")
    func renamedByBoth() throws {
        let apart = try merge(["a": Self.lines], ours: ["b": Self.lines], theirs: ["c": Self.lines])
        #expect(apart.conflicts == ["b": .renamedApart, "c": .renamedApart])
        let alike = try merge(["a": Self.lines], ours: ["b": Self.edited(1)], theirs: ["b": Self.edited(18)])
        #expect(alike.conflicts.isEmpty && alike.files["b"]?.contains("line 1\n") == false)
        let deleted = try merge(["a": Self.lines], ours: ["b": Self.lines], theirs: [:])
        #expect(deleted.conflicts == ["b": .renamedAndDeleted])
    }

    @Test("A file at the path of a folder is in conflict")
    func aFileInTheWayOfAFolder() throws {
        let merged = try merge([:], ours: ["a": "1"], theirs: ["a/b": "2"])
        #expect(merged.conflicts["a"] == .fileAndFolder)
        #expect(try merge([:], ours: ["a/b": "1"], theirs: ["a": "2"]).conflicts["a"] == .fileAndFolder)
        // A folder that gave way to a file on one side alone.
        let replaced = try merge(["a/b": "1"], ours: ["a": "2"], theirs: ["a/b": "1", "c": "3"])
        #expect(replaced.conflicts.isEmpty && replaced.files == ["a": "2", "c": "3"])
    }

    @Test("A file in a folder that the other side renamed is in conflict")
    func aFileInAFolderThatTheOtherSideRenamed() throws {
        let merged = try merge(
            ["old/a": Self.lines, "old/b": Self.edited(1)], ours: ["new/a": Self.lines, "new/b": Self.edited(1)],
            theirs: ["old/a": Self.lines, "old/b": Self.edited(1), "old/c": "3"])
        #expect(merged.conflicts == ["new/c": .renamedFolder])
        #expect(merged.files["new/c"] == "3" && merged.files["old/c"] == nil)
    }

    @Test("A binary file that both sides changed is in conflict")
    func whatIsNoTextIsNotMerged() throws {
        let merged = try merge(
            ["a": "\0" + Self.lines], ours: ["a": "\0" + Self.edited(1)], theirs: ["a": "\0" + Self.edited(18)])
        #expect(merged.conflicts == ["a": .contents])
    }

    @Test("A folder without files is not part of the merge")
    func aFolderThatLosesItsFilesIsGone() throws {
        let merged = MergedTree(
            ancestor: MemoryTree(["a/b/c": [1], "d": [2]]), ours: MemoryTree(["d": [2]]),
            theirs: MemoryTree(["a/b/c": [1], "d": [2]]))
        #expect(try merged.entries(in: .root, recursive: false).map(\.path) == ["d"])
        #expect(try merged.entry(at: "a") == nil && merged.entry(at: "a/b/c") == nil)
        #expect(try merged.entries(in: "a", recursive: true).isEmpty)
    }

    @Test("A merge writes nothing to the repository")
    func nothingIsWrittenIntoTheRepository() throws {
        let repository = try GitRepository()
        try repository.write("a", Self.lines)
        try repository.git("add", "a")
        let base = try repository.commit("Base")
        try repository.write("a", Self.edited(1))
        let ours =
            try repository.git("commit", "--quiet", "--all", "--message", "Ours") + repository.git("rev-parse", "HEAD")
        try repository.git("checkout", "--quiet", "-b", "theirs", base)
        try repository.write("a", Self.edited(18))
        try repository.git("add", "a")
        let before = try repository.git("count-objects") + repository.git("status", "--porcelain")

        let opened = try repository.opened()
        let trees = try [base, ours].map { try opened.tree(of: opened.resolve(revision: $0)) }
        for theirs in [try opened.index() as any FileTree, try opened.worktree()] {
            let merged = MergedTree(ancestor: trees[0], ours: trees[1], theirs: theirs)
            #expect(try merged.text(of: "a")?.contains("line 1\n") == false)
            #expect(try merged.text(of: "a")?.contains("line 18\n") == false)
            #expect(try merged.conflicts().isEmpty)
        }
        #expect(try repository.git("count-objects") + repository.git("status", "--porcelain") == before)
    }
}
