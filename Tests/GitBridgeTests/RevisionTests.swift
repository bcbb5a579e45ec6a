import GitBridge
import SourceFiles
import TestSupport
import Testing

struct RevisionTests {
    let repository: GitRepository

    init() throws {
        repository = try GitRepository()
        try repository.commit("First")
        try repository.git("tag", "--annotate", "--message", "A tag", "v1")
        try repository.git("tag", "--annotate", "--message", "A tag of a tag", "v1-again", "v1")
        try repository.write("a/b.py", "b\n")
        try repository.git("add", "-A")
        try repository.commit("Second")
        try repository.git("update-ref", "refs/remotes/origin/main", "HEAD~1")
    }

    @Test(
        "A revision resolves to the commit that `git rev-parse` resolves it to",
        arguments: [
            "HEAD", "HEAD~1", "main", "main^", "v1", "v1-again", "origin/main", "refs/tags/v1", "HEAD^{/First}", "@",
        ])
    func resolvesWhatGitResolves(revision: String) throws {
        let expected = try repository.git("rev-parse", "--verify", revision + "^{commit}")
        #expect(try repository.opened().resolve(revision: revision).description == expected)
        let short = String(expected.prefix(9))
        #expect(try repository.opened().resolve(revision: short).description == expected)
    }

    @Test(
        "An unknown revision is explained",
        arguments: [
            "nowhere", "HEAD~9", "0123456789012345678901234567890123456789", "", "HEAD:a/b.py", "a b", "@{u}", "--all",
        ])
    func explainsAnUnknownRevision(revision: String) throws {
        let opened = try repository.opened()
        let unknown = try error { _ = try opened.resolve(revision: revision) }
        #expect(unknown.attempt.contains("`\(revision)`"))
        #expect(unknown.help != nil)
    }

    @Test("A revision beyond the boundary of a shallow clone is explained")
    func explainsTheBoundaryOfAShallowClone() throws {
        let shallow = try repository.clone("--depth", "1", to: "shallow")
        let opened = try shallow.opened()
        #expect(opened.isShallow)
        let head = try opened.resolve(revision: "HEAD")
        #expect(try opened.tree(of: head).files() == ["a/b.py"])
        let beyond = try error { _ = try opened.resolve(revision: "HEAD~1") }
        #expect(beyond.help?.contains("git fetch --unshallow") == true)
        // The shallow boundary belongs to all work trees.
        try shallow.git("worktree", "add", "--quiet", repository.folder.path("linked"))
        #expect(try GitRepository(existing: "linked", in: repository.folder).opened().isShallow)
    }
}
