import GitBridge
import SourceFiles
import TestSupport
import Testing

/// What holds for each kind of snapshot alike.
enum Kind: CaseIterable {
    case commit, index

    func tree(of repository: Repository) throws -> any FileTree {
        switch self {
        case .commit: try repository.tree(of: repository.resolve(revision: "HEAD"))
        case .index: try repository.index()
        }
    }
}

struct SnapshotTests {
    let repository: GitRepository

    init() throws {
        repository = try GitRepository()
        try repository.write("alembic.ini", "[alembic]\n")
        try repository.write("a/b.py", "b\n")
        try repository.write("a/c/d.py", "d\n")
        try repository.write("a.py", "a\n")
        try repository.write("a-b/e.py", "e\n")
        try repository.write("a/run", "#!/bin/sh\n")
        try repository.git("add", "-A")
        try repository.git("update-index", "--chmod=+x", "a/run")
        try repository.commit("First")
    }

    @Test("The index and a commit list the entries of a folder", arguments: Kind.allCases)
    func listsAFolder(kind: Kind) throws {
        let tree = try kind.tree(of: repository.opened())
        let root = try tree.entries(in: .root, recursive: false)
        #expect(root.map(\.path) == ["a", "a-b", "a.py", "alembic.ini"])
        #expect(root.map(\.mode) == [.folder, .folder, .file(executable: false), .file(executable: false)])
        let inner = try tree.entries(in: "a", recursive: false)
        #expect(inner.map(\.path) == ["a/b.py", "a/c", "a/run"])
        #expect(inner.last?.mode == .file(executable: true))
        #expect(try tree.entries(in: "nowhere", recursive: false).isEmpty)
        #expect(try tree.entries(in: "a.py", recursive: false).isEmpty)
    }

    @Test("The index and a commit list all files below a folder", arguments: Kind.allCases)
    func listsFilesBelowAFolder(kind: Kind) throws {
        let tree = try kind.tree(of: repository.opened())
        #expect(try tree.files() == repository.paths("ls-files", "-z"))
        #expect(try tree.files(in: "a") == ["a/b.py", "a/c/d.py", "a/run"])
        #expect(try tree.files(in: "a.py").isEmpty)
        #expect(try tree.files(in: "b").isEmpty)
    }

    @Test("The index and a commit find one entry", arguments: Kind.allCases)
    func findsOneEntry(kind: Kind) throws {
        let tree = try kind.tree(of: repository.opened())
        let entry = try #require(try tree.entry(at: "a/c/d.py"))
        #expect(entry.path == "a/c/d.py")
        #expect(try entry.object?.description == repository.git("rev-parse", ":a/c/d.py"))
        #expect(try tree.entry(at: "a/c")?.mode == .folder)
        #expect(try tree.entry(at: .root)?.mode == .folder)
        #expect(try tree.entry(at: "a/c/d.py/e") == nil)
        #expect(try tree.entry(at: "a/c/d") == nil)
    }

    @Test("The index and a commit read the bytes of a file", arguments: Kind.allCases)
    func readsBytes(kind: Kind) throws {
        let tree = try kind.tree(of: repository.opened())
        #expect(try tree.text(of: "a/c/d.py") == "d\n")
        #expect(try tree.contents(of: "a/c") == nil)
        #expect(try tree.contents(of: "a/c/x") == nil)
        let entries = try tree.entries(in: "a", recursive: true)
        let sizes = try tree.map(entries) { entry, bytes in "\(entry.path) \(bytes.count)" }
        #expect(sizes == ["a/b.py 2", "a/c/d.py 2", "a/run 10"])
    }

    @Test("Many entries are read in order", arguments: Kind.allCases)
    func readsManyInOrder(kind: Kind) throws {
        for number in 0..<1000 { try repository.write("many/\(number).py", "\(number)") }
        try repository.git("add", "-A")
        try repository.commit("Many")
        let tree = try kind.tree(of: repository.opened())
        let entries = try tree.entries(in: "many", recursive: true)
        let values = try tree.map(entries.reversed()) { _, bytes in
            (0..<bytes.count).reduce(0) { $0 * 10 + Int(bytes[$1] - 48) }
        }
        #expect(values.map { "many/\($0).py" } == entries.reversed().map(\.path.text))
        #expect(Set(values) == Set(0..<1000))
    }

    @Test("File names may contain any bytes", arguments: Kind.allCases)
    func takesFileNamesOfAnyBytes(kind: Kind) throws {
        let names = [[0x0A], [0x22], [0x27, 0x20], [0xFF, 0xFE], Array("é".utf8), [0x5C], [0x01], [0x2D, 0x2D]]
        let paths = names.map { Path("odd").appending($0 + Array(".py".utf8)) }
        for path in paths { try repository.write(path, path.bytes) }
        try repository.git("add", "-A")
        try repository.commit("Odd names")
        let tree = try kind.tree(of: repository.opened())
        #expect(try tree.files(in: "odd") == paths.sorted())
        for path in paths {
            #expect(try tree.contents(of: path) == path.bytes)
            #expect(try tree.entry(at: path)?.path == path)
        }
    }

    @Test("A symbolic link is not followed", arguments: Kind.allCases)
    func neverFollowsASymbolicLink(kind: Kind) throws {
        try repository.link("linked", to: "a")
        try repository.link("linked.py", to: "a.py")
        try repository.git("add", "-A")
        try repository.commit("Links")
        let tree = try kind.tree(of: repository.opened())
        #expect(try tree.entry(at: "linked")?.mode == .symbolicLink)
        #expect(try tree.entry(at: "linked/b.py") == nil)
        #expect(try tree.files(in: "linked").isEmpty)
        #expect(try tree.entries(in: "linked", recursive: false).isEmpty)
        #expect(try tree.contents(of: "linked/b.py") == nil)
        #expect(try tree.contents(of: "linked.py") == nil)
    }
}
