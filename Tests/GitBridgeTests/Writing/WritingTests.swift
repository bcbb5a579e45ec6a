import Foundation
import GitBridge
import SourceFiles
import TestSupport
import Testing

/// Writing changed files and staged files, at the level of the bridge.
struct WritingTests {
    private let git: GitRepository
    private let repository: Repository

    init() throws {
        git = try GitRepository()
        try git.write("a/one.txt", "one\n")
        try git.write("two.txt", "two\n")
        try git.git("add", "--all")
        try git.commit("Begin")
        repository = try #require(
            try Repository.open(discoveringFrom: git.root, environment: GitRepository.environment))
    }

    private static func change(_ path: Path, _ before: String?, _ after: String, to newPath: Path? = nil) -> FileChange
    {
        FileChange(path: path, before: before.map { Array($0.utf8) }, after: Array(after.utf8), newPath: newPath)
    }

    private func text(_ path: String) throws -> String { try String(contentsOfFile: git.path(path), encoding: .utf8) }

    @Test("Files are replaced, created and moved on disk")
    func filesAreReplacedCreatedAndMoved() throws {
        try repository.write(
            disk: [
                Self.change("a/one.txt", "one\n", "ONE\n", to: "a/first.txt"),
                Self.change("new/deep/file.txt", nil, "new\n"),
                Self.change("two.txt", "two\n", "TWO\n"),
            ], index: [])
        #expect(try text("a/first.txt") == "ONE\n")
        #expect(try text("new/deep/file.txt") == "new\n")
        #expect(try text("two.txt") == "TWO\n")
        #expect(try git.git("ls-files") == "a/one.txt\ntwo.txt")
    }

    @Test("The index is written without reading the disk")
    func theIndexIsWrittenWithoutALookAtTheDisk() throws {
        try git.write("two.txt", "another\n")
        try repository.write(
            disk: [],
            index: [
                Self.change("a/one.txt", "one\n", "ONE\n", to: "a/first.txt"),
                Self.change("new/file.txt", nil, "new\n"),
                Self.change("two.txt", "two\n", "TWO\n"),
            ])
        #expect(try git.git("ls-files") == "a/first.txt\nnew/file.txt\ntwo.txt")
        #expect(try git.git("show", ":two.txt") == "TWO")
        #expect(try git.git("show", ":a/first.txt") == "ONE")
        #expect(try text("two.txt") == "another\n")
        try git.git("fsck", "--strict", "--no-dangling")
    }

    /// What is no longer as it was linted stops everything, before anything is written.
    @Test(
        "A file that changed after it was linted is not written",
        arguments: [
            (change("two.txt", "older\n", "x"), "it was changed after it was linted"),
            (change("gone.txt", "x", "y"), "it was removed after it was linted"),
            (change("two.txt", nil, "x"), "a file with this name was created after it was linted"),
            (change("a", "x", "y"), "it is not a regular file any more"),
            (change("link.txt", "two\n", "y"), "it is not a regular file any more"),
            (change("folder-link/one.txt", "one\n", "y"), "it was removed after it was linted"),
        ])
    func whatChangedMeanwhileIsLeft(_ change: FileChange, reason: String) throws {
        try git.link("link.txt", to: "two.txt")
        try git.link("folder-link", to: "a")
        let failure = #expect(throws: WriteFailure.self) {
            try repository.write(disk: [Self.change("a/one.txt", "one\n", "ONE\n"), change], index: [])
        }
        #expect(failure?.error.reason == reason)
        #expect(failure?.written == [])
        #expect(try text("a/one.txt") == "one\n")
        #expect(try text("two.txt") == "two\n")
        #expect(try git.git("status", "--porcelain") == "?? folder-link\n?? link.txt")
    }

    @Test("An entry that was staged again stops everything")
    func anEntryThatWasStagedAgainStopsEverything() throws {
        try git.write("two.txt", "newer\n")
        try git.git("add", "two.txt")
        let failure = #expect(throws: WriteFailure.self) {
            try repository.write(
                disk: [Self.change("a/one.txt", "one\n", "ONE\n")],
                index: [Self.change("a/one.txt", "one\n", "ONE\n"), Self.change("two.txt", "two\n", "TWO\n")])
        }
        #expect(failure?.error.reason == "two.txt was staged again after it was linted")
        #expect(try text("a/one.txt") == "one\n")
        #expect(try git.git("show", ":a/one.txt") == "one")
    }

    /// A lock of ours that a killed run has left is ours to remove; anybody else's is not, even if it looks the same.
    @Test("Only the lock of a killed run is removed")
    func onlyALeftOverLockOfOurOwnIsRemoved() throws {
        let folder = git.path(".git")
        try Data("x".utf8).write(to: URL(fileURLWithPath: folder + "/index.lint-4194305"))
        try FileManager.default.linkItem(atPath: folder + "/index.lint-4194305", toPath: folder + "/index.lock")
        try repository.write(disk: [], index: [Self.change("two.txt", "two\n", "TWO\n")])
        #expect(try git.git("show", ":two.txt") == "TWO")
        #expect(
            try !FileManager.default.contentsOfDirectory(atPath: folder).contains {
                $0.contains("lint") || $0.contains("lock")
            })

        try Data("x".utf8).write(to: URL(fileURLWithPath: folder + "/index.lint-4194305"))
        try Data("x".utf8).write(to: URL(fileURLWithPath: folder + "/index.lock"))
        let failure = #expect(throws: WriteFailure.self) {
            try repository.write(disk: [], index: [Self.change("two.txt", "TWO\n", "two\n")])
        }
        #expect(failure?.error.reason.contains("another Git process holds the lock") == true)
        #expect(FileManager.default.fileExists(atPath: folder + "/index.lock"))
    }

    /// More files than are waited for one by one.
    @Test("Many files are written")
    func manyFilesAreWritten() throws {
        let changes = (0..<100).map { Self.change(Path(normalized: Array("many/\($0).txt".utf8)), nil, "\($0)\n") }
        try repository.write(disk: changes, index: changes)
        #expect(try git.git("status", "--porcelain").split(separator: "\n").allSatisfy { $0.hasPrefix("A  ") })
        #expect(try git.git("ls-files", "many").split(separator: "\n").count == 100)
        try git.git("fsck", "--strict", "--no-dangling")
    }
}
