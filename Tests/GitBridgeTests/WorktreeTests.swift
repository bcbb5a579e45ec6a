import Foundation
import GitBridge
import SourceFiles
import TestSupport
import Testing

struct WorktreeTests {
    let repository: GitRepository

    init() throws {
        repository = try GitRepository()
        try repository.write(".gitignore", "*.pyc\nbuild/\n/venv\n")
        try repository.write("m/a.py", "a\n")
        try repository.write("m/b.py", "b\n")
        try repository.write("m.py", "m\n")
        try repository.git("add", "-A")
        try repository.commit("First")
    }

    private func tree(_ environment: [String: String] = [:]) throws -> WorktreeTree {
        try repository.opened(environment).worktree()
    }

    @Test("The working tree contains tracked and untracked files, and no ignored ones")
    func holdsTrackedAndUntrackedFilesButNotIgnoredOnes() throws {
        try repository.write("m/new.py", "new\n")
        try repository.write("m/a.pyc", "")
        try repository.write("m/build/x.py", "")
        try repository.write("venv/lib/y.py", "")
        try repository.write("n/new.py", "")
        let tree = try tree()
        #expect(try tree.files() == [".gitignore", "m.py", "m/a.py", "m/b.py", "m/new.py", "n/new.py"])
        #expect(try tree.files() == repository.paths("ls-files", "-zco", "--exclude-standard").sorted())
        #expect(try tree.entries(in: .root, recursive: false).map(\.path) == [".gitignore", "m", "m.py", "n"])
        #expect(try tree.entries(in: "m", recursive: false).map(\.path) == ["m/a.py", "m/b.py", "m/new.py"])
        #expect(try tree.files(in: "m/build").isEmpty)
        #expect(try tree.entries(in: "venv/lib", recursive: false).isEmpty)
        #expect(try tree.entry(at: "m/a.pyc") == nil)
        #expect(try tree.contents(of: "venv/lib/y.py") == nil)
        #expect(try tree.entry(at: "m/build")?.mode == .folder)
        #expect(try tree.entry(at: ".git") == nil)
        #expect(try tree.entry(at: ".git/HEAD") == nil)
        #expect(try tree.entries(in: ".git", recursive: false).isEmpty)
    }

    @Test("The working tree has the content on disk")
    func readsWhatIsOnDisk() throws {
        try repository.write("m/a.py", "changed on disk\n")
        try repository.remove("m/b.py")
        let tree = try tree()
        #expect(try tree.text(of: "m/a.py") == "changed on disk\n")
        #expect(try tree.contents(of: "m/b.py") == nil)
        #expect(try tree.entry(at: "m/b.py") == nil)
        let entries = try tree.entries(in: "m", recursive: true)
        #expect(try tree.map(entries) { entry, bytes in "\(entry.path) \(bytes.count)" } == ["m/a.py 16"])
    }

    @Test("A tracked file is part of the working tree even if a rule ignores it")
    func keepsATrackedFileThatIsIgnored() throws {
        try repository.write("build/kept.py", "")
        try repository.write("build/ignored.py", "")
        try repository.write("x.pyc", "")
        try repository.git("add", "-f", "build/kept.py", "x.pyc")
        let tree = try tree()
        #expect(try tree.files(in: "build") == ["build/kept.py"])
        #expect(try tree.entries(in: "build", recursive: false).map(\.path) == ["build/kept.py"])
        #expect(try tree.entry(at: "build/ignored.py") == nil)
        #expect(try tree.entry(at: "x.pyc") != nil)
        #expect(try tree.files() == repository.paths("ls-files", "-zco", "--exclude-standard").sorted())
    }

    @Test(
        "The ignored files equal those of Git",
        arguments: [
            "build\n!build/kept.py\n", "*.py\n!kept.py\n", "/build/*\n!/build/kept.py\n", "build/**/x.py\n",
            "\\!x.py\n#kept.py\n",
            "**/inner/\n", "build/inner/*.py\n", "*\n!*/\n!kept.py\n",
        ])
    func ignoresWhatGitIgnores(rules: String) throws {
        try repository.write(".gitignore", rules)
        for file in ["kept.py", "x.py", "inner/x.py", "inner/deep/x.py", "!x.py"] {
            try repository.write("build/" + file, "")
        }
        #expect(try tree().files() == repository.paths("ls-files", "-zco", "--exclude-standard").sorted())
        let inside = try tree().files(in: "build").map(\.components).filter { $0.count > 2 }
        let folders = Set(inside.map { Path("build").appending($0[1]) })
        #expect(
            try Set(tree().entries(in: "build", recursive: false).filter { $0.mode == .folder }.map(\.path)) == folders)
    }

    @Test("Ignore rules are read from every file that Git reads")
    func honoursEveryPlaceOfIgnoreRules() throws {
        for name in ["excluded", "info", "nested"] { try repository.write("m/\(name).py", "") }
        try repository.write("m/.gitignore", "nested.py\n")
        try repository.write(".git/info/exclude", "info.py\n")
        let excludes = repository.folder.path("excludes")
        try "excluded.py\n".write(toFile: excludes, atomically: false, encoding: .utf8)
        try repository.write(".git/more", "[core]\n\texcludesFile = \(excludes)\n")
        try repository.git("config", "include.path", "more")
        #expect(try tree().files(in: "m") == ["m/.gitignore", "m/a.py", "m/b.py"])
    }

    @Test("A folder without a file is not listed")
    func leavesOutFoldersWithoutAFile() throws {
        try repository.makeFolder("empty/inner")
        try repository.write("cache/x.pyc", "")
        try repository.write("late/empty/z.py", "")
        try repository.remove("m/a.py")
        try repository.remove("m/b.py")
        let tree = try tree()
        #expect(try tree.entries(in: .root, recursive: false).map(\.path) == [".gitignore", "late", "m.py"])
        for folder: Path in ["empty", "empty/inner", "cache", "m"] {
            #expect(try tree.entry(at: folder)?.mode == .folder)
            #expect(try tree.entries(in: folder, recursive: false).isEmpty)
        }
        #expect(try tree.entry(at: "nowhere") == nil)
    }

    @Test("Entries are sorted as in the index")
    func sortsAsTheIndexDoes() throws {
        for file in ["s/a/x", "s/a.py", "s/a-b/x", "s/a0/x", "s/ab", "s/a/b/c"] { try repository.write(file, "") }
        let expected = try repository.paths("ls-files", "-zco", "--exclude-standard", "s").sorted()
        #expect(try tree().files(in: "s") == expected)
        #expect(
            try tree().entries(in: "s", recursive: false).map(\.path) == ["s/a", "s/a-b", "s/a.py", "s/a0", "s/ab"])
    }

    @Test("A symbolic link is not followed")
    func neverFollowsASymbolicLink() throws {
        try repository.link("linked", to: "m")
        try repository.link("m/linked.py", to: "a.py")
        try repository.link("m/dangling.py", to: "/nonexistent")
        let tree = try tree()
        #expect(try tree.entry(at: "linked")?.mode == .symbolicLink)
        #expect(try tree.entry(at: "linked/a.py") == nil)
        #expect(try tree.entries(in: "linked", recursive: false).isEmpty)
        #expect(try tree.files(in: "linked").isEmpty)
        #expect(try tree.contents(of: "linked/a.py") == nil)
        #expect(try tree.contents(of: "m/linked.py") == nil)
        let links = try tree.entries(in: "m", recursive: false).filter { $0.mode == .symbolicLink }
        #expect(
            try tree.map(links) { _, bytes in bytes.count } == ["/nonexistent".utf8.count, "a.py".utf8.count])
    }

    @Test("A symbolic link at the path of a tracked folder hides its files")
    func seesThroughALinkInPlaceOfATrackedFolder() throws {
        try FileManager.default.moveItem(atPath: repository.path("m"), toPath: repository.path("moved"))
        try repository.link("m", to: "moved")
        let tree = try tree()
        #expect(try tree.entry(at: "m/a.py") == nil)
        #expect(try tree.entry(at: "m")?.mode == .symbolicLink)
        #expect(try tree.files() == [".gitignore", "m", "m.py", "moved/a.py", "moved/b.py"])
    }

    @Test("A FIFO is not part of the working tree", .timeLimit(.minutes(1)))
    func passesOverWhatIsNoFile() throws {
        try repository.fifo("m/fifo.py")
        try repository.write("m/tracked.py", "")
        try repository.git("add", "m/tracked.py")
        try repository.remove("m/tracked.py")
        try repository.fifo("m/tracked.py")
        let tree = try tree()
        #expect(try tree.files(in: "m") == ["m/a.py", "m/b.py"])
        #expect(try tree.entry(at: "m/fifo.py") == nil)
        #expect(try tree.contents(of: "m/tracked.py") == nil)
        let stale = [FileEntry(path: "m/fifo.py", mode: .file(executable: false))]
        #expect(throws: SnapshotError.self) { try tree.map(stale) { _, bytes in bytes.count } }
    }

    @Test("File names may contain any bytes")
    func takesFileNamesOfAnyBytes() throws {
        let names = [[0x0A], [0x22], [0xFF, 0xFE], Array("é".utf8), [0x5C], [0x20], [0x2A], Array("[a]".utf8), [0x21]]
        let paths = names.map { Path("odd").appending($0) }
        for path in paths { try repository.write(path, path.bytes) }
        let tree = try tree()
        #expect(try tree.files(in: "odd") == paths.sorted())
        for path in paths { #expect(try tree.contents(of: path) == path.bytes) }
    }

    @Test("Many entries are read in order")
    func readsManyInOrder() throws {
        for number in 0..<1000 { try repository.write("many/\(number).py", String(repeating: "x", count: number)) }
        let tree = try tree()
        let entries = try tree.entries(in: "many", recursive: true)
        let sizes = try tree.map(entries) { _, bytes in bytes.count }
        #expect(entries.count == 1000)
        #expect(zip(entries, sizes).allSatisfy { $0.path.text == "many/\($1).py" })
    }

    @Test("A folder outside of a repository is a snapshot")
    func treatsAPlainFolderAsASnapshot() throws {
        let folder = try TemporaryFolder()
        let plain = GitRepository(existing: "plain", in: folder)
        try FileManager.default.createDirectory(atPath: plain.root, withIntermediateDirectories: false)
        try plain.write("a/b.py", "b\n")
        try plain.write("a/.gitignore", "b.py\n")
        try plain.makeFolder("empty")
        let ceiling = ["GIT_CEILING_DIRECTORIES": folder.path]
        #expect(try plain.open(ceiling) == nil)
        let tree = try WorktreeTree(root: Array(plain.root.utf8))
        #expect(try tree.files() == ["a/.gitignore", "a/b.py"])
        #expect(try tree.text(of: "a/b.py") == "b\n")
        #expect(try tree.entry(at: "empty")?.mode == .folder)
        #expect(try tree.entries(in: .root, recursive: false).map(\.path) == ["a"])
    }
}
