import GitBridge
import SourceFiles
import TestSupport
import Testing

/// What a sparse checkout leaves out of the work tree is not removed: its content is the index's.
struct SparseCheckoutTests {
    let repository: GitRepository

    init() throws {
        repository = try GitRepository()
        for file in ["in/a.py", "out/b.py", "out/deep/c.py", "out.py", "partly/d.py", "partly/e.py"] {
            try repository.write(file, file)
        }
        try repository.git("add", "-A")
        try repository.commit("First")
    }

    private var everything: [Path] { ["in/a.py", "out.py", "out/b.py", "out/deep/c.py", "partly/d.py", "partly/e.py"] }

    @Test(
        "A file outside the sparse checkout has the content in the index",
        arguments: [["--no-cone", "/in/", "/partly/d.py"], ["--cone", "in"]])
    func readsWhatIsLeftOutFromTheIndex(arguments: [String]) throws {
        for argument in [["set"] + arguments] {
            try repository.git("sparse-checkout", argument[0], argument[1], argument[2])
            if argument.count > 3 { try repository.git("sparse-checkout", "add", argument[3]) }
        }
        #expect(throws: (any Error).self) { try repository.remove("out/b.py") }
        let tree = try repository.opened().worktree()
        #expect(try tree.files() == everything)
        #expect(try tree.entries(in: .root, recursive: false).map(\.path) == ["in", "out", "out.py", "partly"])
        #expect(try tree.entries(in: "out", recursive: false).map(\.path) == ["out/b.py", "out/deep"])
        #expect(try tree.entries(in: "partly", recursive: false).map(\.path) == ["partly/d.py", "partly/e.py"])
        #expect(try tree.entry(at: "out")?.mode == .folder)
        #expect(try tree.entry(at: "out/deep/c.py")?.mode == .file(executable: false))
        #expect(try tree.text(of: "out/deep/c.py") == "out/deep/c.py")
        let entries = try tree.entries(in: .root, recursive: true)
        let sizes = try tree.map(entries) { entry, bytes in entry.path.bytes.count == bytes.count }
        #expect(sizes.allSatisfy { $0 })
    }

    @Test("A removed file within the sparse checkout is missing")
    func stillSeesWhatIsRemoved() throws {
        try repository.git("sparse-checkout", "set", "--cone", "in", "partly")
        try repository.remove("in/a.py")
        try repository.remove("partly/d.py")
        let tree = try repository.opened().worktree()
        #expect(try tree.files() == everything.filter { $0 != "in/a.py" && $0 != "partly/d.py" })
        #expect(try tree.entry(at: "in/a.py") == nil)
        #expect(try tree.entries(in: .root, recursive: false).map(\.path) == ["out", "out.py", "partly"])
    }

    @Test("A file on disk replaces one outside the sparse checkout")
    func takesWhatIsOnDiskFirst() throws {
        try repository.git("sparse-checkout", "set", "--cone", "in")
        try repository.write("out/b.py", "on disk after all")
        try repository.write("out/new.py", "")
        let tree = try repository.opened().worktree()
        #expect(try tree.text(of: "out/b.py") == "on disk after all")
        #expect(try tree.files(in: "out") == ["out/b.py", "out/deep/c.py", "out/new.py"])
        #expect(try tree.entries(in: "out", recursive: false).map(\.path) == ["out/b.py", "out/deep", "out/new.py"])
    }
}
