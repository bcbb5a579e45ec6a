import GitBridge
import SourceFiles
import TestSupport
import Testing

@Suite("The trees that the index notes are those of Git")
struct CachedTreeTests {
    @Test("The tree of each folder in which nothing was staged is known, and of no other")
    func trees() throws {
        let repository = try GitRepository()
        for path in ["a.py", "b/c/d.py", "b/e.py", "b-c/f.py", "g/h/i/j.py"] { try repository.write(path, path) }
        try repository.git("add", "--all")
        try repository.commit("Add files")
        let folders = ["b", "b/c", "b-c", "g", "g/h", "g/h/i"]
        let check = { (changed: Set<String>) throws in
            let opened = try repository.opened()
            let trees: [any FileTree] = [try opened.index(), try opened.worktree()]
            for folder in folders {
                let expected = changed.contains(folder) ? nil : try repository.git("rev-parse", "HEAD:\(folder)")
                for tree in trees {
                    let known = try tree.trackedTree(at: Path(stringLiteral: folder))
                    // Git forgets a tree, too, if it looked at a file that is as new as the index.
                    #expect(known?.description == expected || (known == nil && !changed.isEmpty), "\(folder)")
                }
            }
            let root = try changed.isEmpty ? repository.git("rev-parse", "HEAD^{tree}") : nil
            let known = try trees[0].trackedTree(at: .root)
            #expect(known?.description == root)
        }
        try check([])
        try repository.write("g/h/new.py", "")
        try repository.git("add", "--all")
        try check(["g", "g/h"])
        try repository.git("rm", "--quiet", "b/e.py")
        try check(["g", "g/h", "b"])
        let tree = try repository.opened().index()
        #expect(tree.trackedTree(at: "nothing") == nil)
    }
}
