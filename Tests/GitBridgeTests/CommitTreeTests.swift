import GitBridge
import SourceFiles
import TestSupport
import Testing

@Suite("An entry of a commit is found by its path")
struct CommitTreeTests {
    @Test("Files and folders whose names begin with each other are found, and no others")
    func similarNames() throws {
        // Git sorts a folder as if its name ended with a slash, so that `a-` and `a.` come before the folder `a`.
        let names = ["a", "a-", "a-b", "a.b", "a.b.c", "a0", "aa", "ab", "b"]
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<8 {
            let repository = try GitRepository()
            for name in names where Bool.random(using: &generator) {
                try repository.write(Bool.random(using: &generator) ? "\(name)/\(name)" : name, name)
            }
            try repository.write("last", "")
            try repository.git("add", "--all")
            try repository.commit("Add files")
            let opened = try repository.opened()
            let tree = try opened.tree(of: opened.resolve(revision: "HEAD"))
            let listed = Set(try repository.paths("ls-tree", "-r", "-t", "--name-only", "-z", "HEAD"))
            for name in names {
                for path in [name, "\(name)/\(name)", "\(name)/a"].map(Path.init(stringLiteral:)) {
                    #expect(try (tree.entry(at: path) != nil) == listed.contains(path), "\(path) among \(listed)")
                }
            }
        }
    }
}
