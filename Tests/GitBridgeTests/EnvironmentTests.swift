import Foundation
import GitBridge
import SourceFiles
import TestSupport
import Testing

/// What Git sets for hooks, and what a user may set.
struct EnvironmentTests {
    let repository: GitRepository

    init() throws {
        repository = try GitRepository()
        try repository.write("a/b.py", "committed\n")
        try repository.write("a/c.py", "committed\n")
        try repository.git("add", "-A")
        try repository.commit("First")
    }

    /// A copy of the temporary folder and of Git's variables, made by a hook while it ran: the index of that moment is
    /// gone afterwards.
    private struct Moment {
        let repository: GitRepository
        let environment: [String: String]
    }

    /// Lets a hook of this repository freeze the moment at which it is run.
    private func freeze(_ hook: String, of other: GitRepository? = nil, during body: (GitRepository) throws -> Void)
        throws -> Moment
    {
        let repository = other ?? self.repository
        let copy = try TemporaryFolder()
        try repository.hook(
            hook,
            "env -0 > '\(copy.path)/variables'; pwd > '\(copy.path)/pwd'; cp -a '\(repository.folder.path)' '\(copy.path)/all'"
        )
        try body(repository)
        let original = repository.folder.path
        func moved(_ path: String) -> String { path.replacing(original, with: copy.path("all")) }
        let text = try String(contentsOfFile: copy.path("variables"), encoding: .utf8)
        let variables = text.split(separator: "\0").filter { $0.hasPrefix("GIT_") && !$0.hasPrefix("GIT_CONFIG") }
        let pairs = variables.compactMap { line -> (String, String)? in
            guard let sign = line.firstIndex(of: "=") else { return nil }
            return (String(line[..<sign]), moved(String(line[line.index(after: sign)...])))
        }
        let folder = moved(
            try String(contentsOfFile: copy.path("pwd"), encoding: .utf8).trimmingCharacters(in: .newlines))
        return Moment(
            repository: GitRepository(existing: String(folder.dropFirst(copy.path.count + 1)), in: copy),
            environment: Dictionary(pairs) { $1 }
        )
    }

    @Test("A hook of `git commit` reads the index")
    func readsTheIndexOfAPlainCommit() throws {
        let moment = try freeze("pre-commit") { repository in
            try repository.write("a/b.py", "staged\n")
            try repository.git("add", "-A")
            try repository.write("a/b.py", "on disk\n")
            try repository.git("commit", "--quiet", "--message", "x")
        }
        let opened = try moment.repository.opened(moment.environment)
        #expect(moment.environment["GIT_INDEX_FILE"] == ".git/index")
        #expect(try opened.index().text(of: "a/b.py") == "staged\n")
        #expect(try opened.worktree().text(of: "a/b.py") == "on disk\n")
    }

    @Test("A hook of `git commit --all` reads the index of the commit")
    func readsTheIndexOfCommitAll() throws {
        let moment = try freeze("pre-commit") { repository in
            try repository.write("a/b.py", "changed\n")
            try repository.git("-C", "a", "commit", "--quiet", "--all", "--message", "x")
        }
        let opened = try moment.repository.opened(moment.environment)
        #expect(moment.environment["GIT_INDEX_FILE"]?.hasSuffix("index.lock") == true)
        #expect(try opened.index().text(of: "a/b.py") == "changed\n")
        #expect(try moment.repository.opened().index().text(of: "a/b.py") == "committed\n")
    }

    @Test("A hook of `git commit PATH` reads the index of the commit")
    func readsTheIndexOfCommitPath() throws {
        let moment = try freeze("pre-commit") { repository in
            try repository.write("a/b.py", "changed\n")
            try repository.write("a/c.py", "staged\n")
            try repository.git("add", "a/c.py")
            try repository.git("commit", "--quiet", "--message", "x", "a/b.py")
        }
        let opened = try moment.repository.opened(moment.environment)
        #expect(moment.environment["GIT_INDEX_FILE"]?.contains("next-index") == true)
        #expect(try opened.index().text(of: "a/b.py") == "changed\n")
        #expect(try opened.index().text(of: "a/c.py") == "committed\n")
    }

    @Test("A hook of a commit in a linked worktree reads the index of the commit")
    func readsTheIndexOfALinkedWorktreesCommit() throws {
        try repository.git("worktree", "add", "--quiet", repository.folder.path("linked"))
        let linked = GitRepository(existing: "linked", in: repository.folder)
        let moment = try freeze("pre-commit", of: linked) { linked in
            try linked.write("a/b.py", "changed\n")
            try linked.git("commit", "--quiet", "--all", "--message", "x")
        }
        let opened = try moment.repository.opened(moment.environment)
        #expect(moment.environment["GIT_DIR"] != nil)
        #expect(try opened.index().text(of: "a/b.py") == "changed\n")
        #expect(try opened.worktree().text(of: "a/b.py") == "changed\n")
        #expect(try opened.head() == .commit(opened.resolve(revision: "linked"), branch: "linked"))
    }

    @Test("A hook of a push reads the objects in quarantine")
    func readsWhatAPushHasQuarantined() throws {
        let bare = try repository.clone("--bare", to: "bare.git")
        let moment = try freeze("pre-receive", of: bare) { bare in
            try repository.write("a/b.py", "pushed\n")
            try repository.git("commit", "--quiet", "--all", "--message", "x")
            try repository.git("push", "--quiet", bare.root, "main")
        }
        let id = try repository.git("rev-parse", "HEAD")
        #expect(moment.environment["GIT_QUARANTINE_PATH"] != nil)
        let opened = try moment.repository.opened(moment.environment)
        #expect(try opened.tree(of: opened.resolve(revision: id)).text(of: "a/b.py") == "pushed\n")
        #expect(try opened.tree(of: opened.resolve(revision: id + "~1")).text(of: "a/b.py") == "committed\n")
        #expect(throws: SnapshotError.self) { try moment.repository.opened().resolve(revision: id) }
    }

    @Test("The repository, work tree and index that variables name are used")
    func findsWhatVariablesName() throws {
        let other = try GitRepository(at: "other", in: repository.folder)
        try other.write("x.py", "")
        let separate = ["GIT_DIR": "../project/.git", "GIT_WORK_TREE": "."]
        let opened = try other.opened(separate)
        #expect(opened.workTree == Array(other.root.utf8))
        #expect(opened.gitDirectory == Array(repository.path(".git").utf8))
        #expect(try opened.worktree().files() == ["x.py"])
        #expect(try opened.index().files() == ["a/b.py", "a/c.py"])
        // Without GIT_WORK_TREE the folder where the command starts is the root, as for Git.
        #expect(try other.opened(["GIT_DIR": repository.path(".git")]).workTree == Array(other.root.utf8))
        #expect(try repository.opened(["GIT_DIR": ".git"]).workTree == Array(repository.root.utf8))
        #expect(
            try repository.opened(["GIT_DIR": repository.path(".git")], in: "a").workTree == Array(repository.root.utf8)
        )
        let missing = try error { _ = try other.open(["GIT_DIR": "nowhere"]) }
        #expect(missing.attempt.contains("GIT_DIR"))
        let gone = try error { _ = try repository.open(["GIT_WORK_TREE": "nowhere"]) }
        #expect(gone.attempt.contains("work tree"))
    }

    @Test("GIT_COMMON_DIR must name the common directory of the repository")
    func acceptsOnlyTheCommonDirectoryThatThereIs() throws {
        #expect(try repository.open(["GIT_COMMON_DIR": ".git"]) != nil)
        let refused = try error { _ = try repository.open(["GIT_COMMON_DIR": "a"]) }
        #expect(refused.help == "unset GIT_COMMON_DIR")
    }

    @Test("A missing index is empty")
    func treatsAMissingIndexAsEmpty() throws {
        #expect(try repository.opened(["GIT_INDEX_FILE": "nowhere/index"]).index().files().isEmpty)
    }

    @Test("The configuration files that variables name are read")
    func readsTheConfigurationThatVariablesName() throws {
        try repository.write("a/new.py", "")
        let configuration = repository.folder.path("configuration")
        try "[core]\n\texcludesFile = \(repository.folder.path("excludes"))\n".write(
            toFile: configuration, atomically: false, encoding: .utf8)
        try "new.py\n".write(toFile: repository.folder.path("excludes"), atomically: false, encoding: .utf8)
        #expect(try repository.opened().worktree().files(in: "a") == ["a/b.py", "a/c.py", "a/new.py"])
        let global = try repository.opened(["GIT_CONFIG_GLOBAL": configuration])
        #expect(try global.worktree().files(in: "a") == ["a/b.py", "a/c.py"])
        let system = try repository.opened(["GIT_CONFIG_SYSTEM": configuration, "GIT_CONFIG_NOSYSTEM": "false"])
        #expect(try system.worktree().files(in: "a") == ["a/b.py", "a/c.py"])
        let none = try repository.opened(["GIT_CONFIG_SYSTEM": configuration])
        #expect(try none.worktree().files(in: "a") == ["a/b.py", "a/c.py", "a/new.py"])
    }
}
