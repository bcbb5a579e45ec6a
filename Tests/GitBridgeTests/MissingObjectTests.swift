import Foundation
import GitBridge
import SourceFiles
import TestSupport
import Testing

struct MissingObjectTests {
    let repository: GitRepository

    init() throws {
        repository = try .withOneFile()
    }

    private func file(of object: String) throws -> String {
        let id = try repository.git("rev-parse", object)
        return repository.path(".git/objects/\(id.prefix(2))/\(id.dropFirst(2))")
    }

    @Test("A missing object of a partial clone is explained")
    func explainsAPartialClone() throws {
        try repository.git("config", "uploadpack.allowFilter", "true")
        let clone = try repository.clone("--filter=blob:none", "--no-checkout", to: "partial")
        let opened = try clone.opened()
        let tree = try opened.tree(of: opened.resolve(revision: "HEAD"))
        let entries = try tree.entries(in: .root, recursive: true)
        #expect(entries.map(\.path) == ["a/b.py"])
        let missing = #expect(throws: SnapshotError.self) {
            try tree.map(entries) { _, bytes in bytes.count }
        }
        #expect(missing?.attempt.contains("a/b.py") == true)
        #expect(missing?.reason.contains("partial clone") == true)
        // The advice is right: what it says is what helps.
        let help = try #require(missing?.help?.split(separator: "`").dropFirst().first)
        #expect(help == "git fetch --refetch --no-filter origin")
        try clone.git("fetch", "--refetch", "--no-filter", "origin")
        let again = try clone.opened()
        #expect(try again.tree(of: again.resolve(revision: "HEAD")).text(of: "a/b.py") == "b\n")
    }

    @Test("A missing tree of a treeless clone is explained")
    func explainsATreelessClone() throws {
        try repository.git("config", "uploadpack.allowFilter", "true")
        let clone = try repository.clone("--filter=tree:0", "--no-checkout", to: "treeless")
        let opened = try clone.opened()
        let tree = try opened.tree(of: opened.resolve(revision: "HEAD"))
        let missing = try error { _ = try tree.files() }
        #expect(missing.reason.contains("partial clone"))
    }

    @Test("A missing object is explained")
    func explainsAMissingObject() throws {
        try FileManager.default.removeItem(atPath: file(of: ":a/b.py"))
        let opened = try repository.opened()
        for tree: any FileTree in [try opened.index(), try opened.tree(of: opened.resolve(revision: "HEAD"))] {
            let missing = try error { _ = try tree.contents(of: "a/b.py") }
            #expect(missing.attempt.contains("a/b.py"))
            #expect(missing.reason == "the object is missing")
            #expect(missing.help?.contains("git fsck") == true)
        }
        #expect(try opened.worktree().text(of: "a/b.py") == "b\n")
    }

    /// Cuts each object short: libgit2 up to 1.9.7 would wait for ever for the rest of it.
    @Test(
        "A damaged object is explained", .timeLimit(.minutes(1)),
        arguments: [":a/b.py", "HEAD:a", "HEAD^{tree}", "HEAD"])
    func explainsADamagedObject(object: String) throws {
        let path = URL(fileURLWithPath: try file(of: object))
        let bytes = try Data(contentsOf: path)
        for length in 0..<bytes.count {
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path.path)
            try bytes.prefix(length).write(to: path)
            let opened = try repository.opened()
            let damaged = try error { _ = try opened.tree(of: opened.resolve(revision: "HEAD")).contents(of: "a/b.py") }
            #expect(damaged.reason.contains("truncated") || damaged.reason.contains("empty"), "cut to \(length) bytes")
        }
    }

    @Test("A damaged object file causes an error and no crash", .timeLimit(.minutes(1)))
    func survivesAnyDamage() throws {
        let path = URL(fileURLWithPath: try file(of: ":a/b.py"))
        let bytes = try Data(contentsOf: path)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path.path)
        for position in bytes.indices {
            for value: UInt8 in [0, 0x7F, 0xFF] where value != bytes[position] {
                var damaged = bytes
                damaged[position] = value
                try damaged.write(to: path)
                #expect(throws: SnapshotError.self, "byte \(position) is \(value)") {
                    try repository.opened().index().contents(of: "a/b.py")
                }
            }
        }
        try (bytes + Data([0])).write(to: path)
        #expect(throws: SnapshotError.self) { try repository.opened().index().contents(of: "a/b.py") }
    }

    @Test("The first of several errors is always the same")
    func tellsTheFirstOfSeveralErrors() throws {
        for number in 0..<600 { try repository.write("many/\(number)", "\(number)") }
        try repository.git("add", "-A")
        for number in [577, 310, 599] { try FileManager.default.removeItem(atPath: file(of: ":many/\(number)")) }
        let tree = try repository.opened().index()
        let entries = try tree.entries(in: "many", recursive: true)
        for _ in 0..<10 {
            let missing = #expect(throws: SnapshotError.self) {
                try tree.map(entries) { _, bytes in bytes.count }
            }
            #expect(missing?.attempt.contains("many/310 ") == true)
        }
    }
}
