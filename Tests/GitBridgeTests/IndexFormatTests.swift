import Foundation
import GitBridge
import SourceFiles
import TestSupport
import Testing

struct IndexFormatTests {
    let repository: GitRepository

    init() throws {
        repository = try GitRepository()
        for file in [
            "a/b.py", "a/bc.py", "a/b/c.py", "a.py", "long/" + String(repeating: "x", count: 200) + "/y.py", "z",
        ] {
            try repository.write(file, file)
        }
        try repository.git("add", "-A")
        try repository.commit("First")
    }

    @Test("Index versions 2 to 4 are read", arguments: ["2", "3", "4"])
    func readsEveryVersion(version: String) throws {
        try repository.git("update-index", "--index-version", version == "3" ? "2" : version)
        // Version 3 is version 2 with extended flags, which this needs.
        if version == "3" { try repository.git("update-index", "--skip-worktree", "a/bc.py") }
        let header = try Data(contentsOf: URL(fileURLWithPath: repository.path(".git/index"))).prefix(8)
        #expect(header.last.map(String.init) == version)
        let tree = try repository.opened().index()
        #expect(try tree.files() == repository.paths("ls-files", "-z"))
        for path in try tree.files() { #expect(try tree.contents(of: path) == path.bytes) }
        #expect(try tree.entries(in: "a", recursive: false).map(\.path) == ["a/b", "a/b.py", "a/bc.py"])
    }

    @Test("Paths longer than their length field are read", arguments: [4090, 4095, 4096, 5000])
    func readsPathsThatAreLongerThanTheirField(length: Int) throws {
        // 12 bits hold the length of a path, and 4095 stands for all that are longer.
        let path = Path(normalized: Array(repeating: UInt8(ascii: "p"), count: length))
        let id = try repository.git("rev-parse", ":z")
        for version in ["2", "4"] {
            try repository.git("update-index", "--index-version", version)
            try repository.git(
                "update-index", "-z", "--index-info", input: Array("100644 \(id)\t".utf8) + path.bytes + [0])
            #expect(try repository.opened().index().entry(at: path)?.object?.description == id)
            #expect(try repository.opened().index().text(of: "z") == "z")
        }
    }

    @Test("An index without a checksum is read")
    func readsAnIndexWithoutAChecksum() throws {
        let file = repository.path(".git/index")
        var bytes = try Data(contentsOf: URL(fileURLWithPath: file))
        // What `index.skipHash` of Git 2.40, part of `feature.manyFiles`, writes.
        bytes.replaceSubrange((bytes.count - 20)..., with: Data(count: 20))
        try bytes.write(to: URL(fileURLWithPath: file))
        #expect(try repository.opened().index().files().count == 6)
    }

    @Test("An index with optional extensions is read")
    func readsAnIndexWithExtensionsThatMayBePassedOver() throws {
        try repository.git("update-index", "--untracked-cache", "--force-untracked-cache")
        try repository.git("status")
        #expect(try repository.opened().index().files().count == 6)
    }

    @Test("A split index is refused with the command that joins it")
    func refusesASplitIndex() throws {
        try repository.git("update-index", "--split-index")
        let refused = try error { _ = try repository.opened().index() }
        #expect(refused.reason.contains("split index"))
        try repository.git("update-index", "--no-split-index")
        #expect(refused.help?.contains("git update-index --no-split-index") == true)
        #expect(try repository.opened().index().files().count == 6)
    }

    @Test("A sparse index is refused with the command that expands it")
    func refusesASparseIndex() throws {
        try repository.git("sparse-checkout", "set", "--cone", "--sparse-index", "long")
        let refused = try error { _ = try repository.opened().index() }
        #expect(refused.reason.contains("sparse index"))
        #expect(refused.help?.contains("git sparse-checkout reapply --no-sparse-index") == true)
        try repository.git("sparse-checkout", "reapply", "--no-sparse-index")
        #expect(try repository.opened().index().files().count == 6)
    }

    /// Cuts the index short, and damages it, at every byte: each time a clear answer, whichever it is.
    @Test("A damaged index causes an error and no crash", arguments: ["2", "4"])
    func survivesDamage(version: String) throws {
        let environment = ["GIT_INDEX_FILE": "small"]
        try repository.git(
            "update-index", "--index-version", version, "--add", "a.py", "a/b.py", environment: environment)
        try repository.git("write-tree", environment: environment)
        let file = URL(fileURLWithPath: repository.path("small"))
        let bytes = try Data(contentsOf: file)
        let whole = try repository.opened(environment).index().entries(in: .root, recursive: true)
        for length in 0..<bytes.count {
            try bytes.prefix(length).write(to: file)
            do throws(SnapshotError) {
                // Cut within its extensions, it may still hold every entry.
                #expect(
                    try repository.open(environment)?.index().entries(in: .root, recursive: true) == whole,
                    "cut to \(length) bytes")
            } catch {
                #expect(error.reason.contains("corrupt"))
                #expect(error.help?.contains("git reset") == true)
            }
        }
        for position in bytes.indices {
            for value: UInt8 in [0, 0x7F, 0xFF] {
                var damaged = bytes
                damaged[position] = value
                try damaged.write(to: file)
                do throws(SnapshotError) {
                    _ = try repository.open(environment)?.index().conflicts()
                } catch {
                    #expect(error.attempt.contains("index"))
                }
            }
        }
    }

    @Test("The paths in conflict are returned")
    func namesConflicts() throws {
        try repository.write("a/b.py", "ours")
        try repository.commit("Unrelated")
        try repository.git("checkout", "--quiet", "-b", "side", "HEAD")
        try repository.write("a/b.py", "theirs")
        try repository.git("rm", "--quiet", "z")
        try repository.git("commit", "--quiet", "--all", "--message", "Theirs")
        try repository.git("checkout", "--quiet", "main")
        try repository.write("a/b.py", "ours")
        try repository.write("z", "changed")
        try repository.git("commit", "--quiet", "--all", "--message", "Ours")
        #expect(throws: TestSupportError.self) { try repository.git("merge", "--quiet", "side") }
        let tree = try repository.opened().index()
        #expect(tree.conflicts() == ["a/b.py", "z"])
        #expect(tree.conflicts(in: "a") == ["a/b.py"])
        #expect(tree.conflicts(in: "long").isEmpty)
        #expect(try tree.entry(at: "a/b.py") == nil)
        #expect(try tree.contents(of: "z") == nil)
        #expect(try !tree.files().contains("a/b.py"))
        // On disk the file is there, with the marks of the conflict in it.
        #expect(try repository.opened().worktree().text(of: "a/b.py")?.contains("<<<<<<<") == true)
    }

    @Test("A file that is only intended to be added is not part of the index")
    func leavesOutWhatIsOnlyIntendedToBeAdded() throws {
        try repository.write("new/only.py", "")
        try repository.git("add", "--intent-to-add", "new/only.py")
        let tree = try repository.opened().index()
        #expect(try tree.entry(at: "new/only.py") == nil)
        #expect(try tree.entry(at: "new") == nil)
        #expect(try tree.entries(in: "new", recursive: false).isEmpty)
        #expect(try !tree.entries(in: .root, recursive: false).map(\.path).contains("new"))
        #expect(try tree.files().count == 6)
        #expect(try repository.opened().worktree().entry(at: "new/only.py")?.object == nil)
        #expect(try repository.opened().worktree().files(in: "new") == ["new/only.py"])
    }
}
