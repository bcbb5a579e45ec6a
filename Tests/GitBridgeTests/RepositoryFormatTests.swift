import Foundation
import GitBridge
import SourceFiles
import TestSupport
import Testing

struct RepositoryFormatTests {
    let repository: GitRepository

    init() throws {
        repository = try .withOneFile()
    }

    /// Extensions that libgit2 1.5.1 refuses by name, with values that change nothing for a reader.
    @Test(
        "Repositories with harmless extensions are read",
        arguments: [
            ("extensions.worktreeConfig", "true"), ("extensions.partialClone", "origin"),
            ("extensions.objectFormat", "sha1"),
            ("extensions.preciousObjects", "true"), ("extensions.noop", "true"),
        ])
    func readsHarmlessExtensions(name: String, value: String) throws {
        try repository.git("config", "core.repositoryFormatVersion", "1")
        try repository.git("config", name, value)
        let opened = try repository.opened()
        #expect(try opened.index().text(of: "a/b.py") == "b\n")
        #expect(try opened.tree(of: opened.resolve(revision: "HEAD")).text(of: "a/b.py") == "b\n")
        #expect(try opened.worktree().text(of: "a/b.py") == "b\n")
    }

    @Test("A SHA-256 repository is refused with the commands that convert a copy")
    func refusesSHA256() throws {
        let other = try GitRepository("--object-format=sha256", at: "other", in: repository.folder)
        try other.write("a.py", "")
        try other.git("add", "-A")
        try other.commit("First")
        let refused = try error { _ = try other.open() }
        #expect(refused.reason.contains("sha256"))
        #expect(refused.help?.contains("git fast-export") == true)
    }

    @Test("A reftable repository is refused with the command that converts it")
    func refusesReftable() throws {
        // As `git init --ref-format=reftable` of Git 2.45 writes it.
        try repository.git("config", "core.repositoryFormatVersion", "1")
        try repository.write(
            ".git/config",
            String(contentsOfFile: repository.path(".git/config"), encoding: .utf8)
                + "[extensions]\n\trefStorage = reftable\n")
        let refused = try error { _ = try repository.open() }
        #expect(refused.reason.contains("reftable"))
        #expect(refused.help?.contains("git refs migrate") == true)
    }

    @Test("A repository with an unknown format or extension is refused")
    func refusesWhatItDoesNotKnow() throws {
        let configuration = try String(contentsOfFile: repository.path(".git/config"), encoding: .utf8)
        try repository.write(
            ".git/config", configuration + "[core]\n\trepositoryFormatVersion = 1\n[extensions]\n\tfuture = yes\n")
        #expect(try error { _ = try repository.open() }.reason.contains("extensions.future"))
        try repository.write(".git/config", configuration + "[core]\n\trepositoryFormatVersion = 7\n")
        #expect(try error { _ = try repository.open() }.reason.contains("7"))
        try repository.write(".git/config", "[core\n")
        #expect(try error { _ = try repository.open() }.attempt.contains(repository.root))
    }

    @Test("The configuration of one worktree is read")
    func readsTheConfigurationOfOneWorktree() throws {
        try repository.git("config", "extensions.worktreeConfig", "true")
        try "elsewhere.py\n".write(toFile: repository.folder.path("excludes"), atomically: false, encoding: .utf8)
        try repository.git("config", "--worktree", "core.excludesFile", repository.folder.path("excludes"))
        try repository.write("elsewhere.py", "")
        #expect(try repository.opened().worktree().files() == ["a/b.py"])
        // Linked work trees of a bare repository: `core.bare` is then the main one's alone.
        try repository.git("config", "--unset", "core.bare")
        try repository.git("config", "--worktree", "core.bare", "true")
        try repository.git("worktree", "add", "--quiet", repository.folder.path("linked"))
        #expect(try repository.opened().isBare)
        #expect(try !GitRepository(existing: "linked", in: repository.folder).opened().isBare)
    }

    @Test("A repository of another user is refused unless it is declared safe")
    func refusesAnotherUsersRepository() throws {
        // Only root can give a folder away.
        try #require(geteuid() == 0)
        try repository.git("-C", repository.folder.path, "init", "--quiet", "mine")
        #expect(try Command.run("chown", ["-R", "65534", repository.root], in: "/", environment: [:]).status == 0)
        let refused = try error { _ = try repository.open(in: "a") }
        #expect(refused.reason.contains("another user"))
        #expect(refused.help?.contains("git config --global --add safe.directory \(repository.root)") == true)

        let configuration = repository.folder.path("configuration")
        let environment = ["GIT_CONFIG_GLOBAL": configuration]
        for (values, isTrusted) in [
            ([repository.root], true), ([repository.root + "/"], true), (["*"], true),
            ([repository.folder.path + "/*"], true),
            ([repository.folder.path], false), (["*", ""], false), (["", "*"], true), ([repository.path("a")], false),
        ] {
            let lines = values.map { "\tdirectory = \"\($0)\"\n" }.joined()
            try "[safe]\n\(lines)".write(toFile: configuration, atomically: false, encoding: .utf8)
            if isTrusted {
                #expect(try repository.open(environment)?.worktree().files() == ["a/b.py"], "\(values)")
            } else {
                #expect(throws: SnapshotError.self, "\(values)") { try repository.open(environment) }
            }
        }
        let counted = ["GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "safe.directory", "GIT_CONFIG_VALUE_0": "*"]
        #expect(try repository.open(counted) != nil)
        // Whoever names a repository trusts it; and root under sudo trusts what the user owns.
        #expect(try repository.open(["GIT_DIR": ".git"]) != nil)
        #expect(try repository.open(["SUDO_UID": "65534"]) != nil)
        // Its own configuration must not vouch for it.
        try repository.write(".git/config", "[core]\n\tbare = false\n[safe]\n\tdirectory = *\n")
        #expect(throws: SnapshotError.self) { try repository.open() }
    }
}
