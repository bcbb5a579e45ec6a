import Foundation
import GitBridge
import SourceFiles
import TestSupport
import Testing

/// For which files on disk the object is known without reading them.
struct CleanEntryTests {
    let repository: GitRepository

    init() throws {
        repository = try GitRepository()
        try repository.write("a/b.py", "b\n")
        try repository.write("c.py", "c\n")
        try repository.git("add", "-A")
        try repository.commit("First")
        try age()
    }

    /// Writes the index again, later than any file, so that no entry is racily clean.
    private func age() throws {
        Thread.sleep(forTimeInterval: 0.02)
        try repository.git("update-index", "--refresh", "-q")
        let index = try FileManager.default.attributesOfItem(atPath: repository.path(".git/index"))
        let written = try #require(index[.modificationDate] as? Date)
        try touch(".git/index", written.addingTimeInterval(0.02))
    }

    private func touch(_ path: String, _ date: Date) throws {
        try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: repository.path(path))
    }

    private func object(_ path: Path, _ environment: [String: String] = [:]) throws -> String? {
        try repository.opened(environment).worktree().entry(at: path)?.object?.description
    }

    @Test("The object of an unchanged file is known from the index")
    func knowsAnUntouchedFile() throws {
        let expected = try repository.git("rev-parse", ":a/b.py")
        #expect(try object("a/b.py") == expected)
        let listed = try repository.opened().worktree().entries(in: "a", recursive: true)
        #expect(listed.map(\.object?.description) == [expected])
    }

    @Test("The object of a changed file is unknown")
    func doubtsAChangedFile() throws {
        try repository.write("a/b.py", "x\n")
        #expect(try object("a/b.py") == nil)
        #expect(try object("c.py") != nil)
    }

    @Test("The object of a file with the same size and modification time is unknown")
    func doubtsAFileOfTheSameSizeAndTime() throws {
        let attributes = try FileManager.default.attributesOfItem(atPath: repository.path("a/b.py"))
        let date = try #require(attributes[.modificationDate] as? Date)
        try repository.write("a/b.py", "x\n")
        try touch("a/b.py", date)
        #expect(try object("a/b.py") == nil)
    }

    @Test("The object of a replaced file is unknown")
    func doubtsAReplacedFile() throws {
        let path = repository.path("a/b.py")
        try FileManager.default.copyItem(atPath: path, toPath: path + ".copy")
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.moveItem(atPath: path + ".copy", toPath: path)
        #expect(try object("a/b.py") == nil)
    }

    @Test("The object of a racily clean file is unknown")
    func doubtsARacilyCleanFile() throws {
        // The index as old as the file: a later change within the same tick would leave no trace.
        let touch = try Command.run("touch", ["-r", "a/b.py", ".git/index"], in: repository.root, environment: [:])
        #expect(touch.status == 0)
        #expect(try object("a/b.py") == nil)
    }

    @Test("The object of a file with another mode is unknown")
    func doubtsAnotherMode() throws {
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: repository.path("a/b.py"))
        let entry = try repository.opened().worktree().entry(at: "a/b.py")
        #expect(entry?.mode == .file(executable: true))
        #expect(entry?.object == nil)
        try repository.git("config", "core.fileMode", "false")
        try age()
        #expect(try repository.opened().worktree().entry(at: "a/b.py")?.mode == .file(executable: false))
    }

    @Test(
        "The object is unknown if a setting may change the bytes", arguments: ["core.autocrlf", "core.attributesFile"])
    func doubtsWhereASettingMayChangeBytes(name: String) throws {
        try repository.git("config", name, name == "core.autocrlf" ? "input" : "/dev/null")
        #expect(try object("a/b.py") == nil)
    }

    @Test(
        "The object is unknown if an attributes file is in force",
        arguments: [".gitattributes", "a/.gitattributes", ".git/info/attributes"])
    func doubtsWhereAnAttributesFileIsInForce(path: String) throws {
        try repository.write(path, "*.py text\n")
        #expect(try object("a/b.py") == nil)
        #expect(try (object("c.py") != nil) == (path == "a/.gitattributes"))
    }

    @Test("The object of an unchanged symbolic link is known from the index")
    func knowsALink() throws {
        try repository.link("a/link", to: "b.py")
        try repository.git("add", "a/link")
        try age()
        #expect(try object("a/link") == repository.git("rev-parse", ":a/link"))
    }
}
