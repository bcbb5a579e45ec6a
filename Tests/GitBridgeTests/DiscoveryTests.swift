import Foundation
import GitBridge
import SourceFiles
import TestSupport
import Testing

struct DiscoveryTests {
    let repository: GitRepository

    init() throws {
        repository = try .withOneFile()
    }

    @Test("The repository of a folder is found above it")
    func findsTheRepositoryAboveAFolder() throws {
        let opened = try repository.opened(in: "a")
        #expect(opened.workTree == Array(repository.root.utf8))
        #expect(opened.gitDirectory == Array(repository.path(".git").utf8))
        #expect(!opened.isBare)
        #expect(!opened.isShallow)
    }

    @Test("A folder outside of a repository is distinguished from a missing one")
    func tellsPlainFoldersFromBadOnes() throws {
        let folder = repository.folder
        try FileManager.default.createDirectory(atPath: folder.path("plain"), withIntermediateDirectories: false)
        let plain = GitRepository(existing: "plain", in: folder)
        #expect(try plain.open(["GIT_CEILING_DIRECTORIES": folder.path]) == nil)
        let missing = try error { _ = try GitRepository(existing: "missing", in: folder).open() }
        #expect(missing.reason == "there is no such folder")
    }

    @Test("The search stops at a ceiling directory")
    func stopsAtACeiling() throws {
        #expect(try repository.open(["GIT_CEILING_DIRECTORIES": repository.root], in: "a") == nil)
        #expect(try repository.open(["GIT_CEILING_DIRECTORIES": "/nowhere:" + repository.folder.path], in: "a") != nil)
    }

    @Test("The path in the repository of a file on disk is found")
    func tellsPathsOfFilesOnDisk() throws {
        let opened = try repository.opened()
        try repository.link("linked", to: "a")
        func path(_ relative: String) -> Path? { opened.path(ofFile: Array(repository.path(relative).utf8)) }
        #expect(path("") == .root)
        #expect(path("a/b.py") == "a/b.py")
        #expect(path("a/../a/not-yet.py") == "a/not-yet.py")
        #expect(path("a/.") == "a")
        #expect(path("linked/b.py") == "a/b.py")
        #expect(path("linked") == "linked")
        #expect(path("..") == nil)
        #expect(path("nowhere/b.py") == nil)
        #expect(opened.path(ofFile: Array("/".utf8)) == nil)
    }

    @Test("A linked worktree is opened")
    func opensALinkedWorktree() throws {
        try repository.git("worktree", "add", "--quiet", "-b", "other", repository.folder.path("linked"))
        let linked = GitRepository(existing: "linked", in: repository.folder)
        try linked.write("only/here.py", "")
        try linked.git("add", "-A")
        let opened = try linked.opened(in: "only")
        #expect(opened.workTree == Array(linked.root.utf8))
        #expect(try opened.index().files() == ["a/b.py", "only/here.py"])
        #expect(try opened.worktree().files() == ["a/b.py", "only/here.py"])
        #expect(try opened.head() == .commit(opened.resolve(revision: "main"), branch: "other"))
        #expect(try repository.opened().index().files() == ["a/b.py"])
        // As in a hook, whose variables are absolute there; and in a folder that the hook's script has changed into.
        let git = try linked.git("rev-parse", "--absolute-git-dir")
        for folder in ["", "only"] {
            let hooked = try linked.opened(["GIT_DIR": git, "GIT_INDEX_FILE": git + "/index"], in: folder)
            #expect(hooked.workTree == Array(linked.root.utf8))
            #expect(try hooked.index().files() == ["a/b.py", "only/here.py"])
        }
    }

    @Test("A worktree whose repository is gone is reported")
    func namesAWorktreeWhoseRepositoryIsGone() throws {
        try repository.git("worktree", "add", "--quiet", repository.folder.path("linked"))
        try FileManager.default.moveItem(atPath: repository.root, toPath: repository.folder.path("moved"))
        let linked = GitRepository(existing: "linked", in: repository.folder)
        let gone = try error { _ = try linked.open(in: "a") }
        #expect(gone.help?.contains("git worktree repair") == true)
    }

    @Test("A submodule is opened")
    func opensASubmodule() throws {
        let outer = try GitRepository(at: "outer", in: repository.folder)
        try outer.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", repository.root, "sub")
        try outer.write("own.py", "")
        try outer.git("add", "-A")
        try outer.commit("With a submodule")
        let sub = try GitRepository(existing: "outer/sub", in: repository.folder).opened(in: "a")
        #expect(try sub.worktree().files() == ["a/b.py"])
        #expect(try sub.index().files() == ["a/b.py"])

        let opened = try outer.opened()
        let commit = try repository.git("rev-parse", "HEAD")
        let trees: [any FileTree] = [
            try opened.worktree(), try opened.index(), try opened.tree(of: opened.resolve(revision: "HEAD")),
        ]
        for tree in trees {
            #expect(try tree.files() == [".gitmodules", "own.py", "sub"])
            #expect(try tree.entry(at: "sub")?.mode == .submodule)
            #expect(try tree.entries(in: .root, recursive: false).map(\.path) == [".gitmodules", "own.py", "sub"])
            #expect(try tree.entry(at: "sub/a/b.py") == nil)
            #expect(try tree.contents(of: "sub/a/b.py") == nil)
            #expect(try tree.entries(in: "sub", recursive: false).isEmpty)
            #expect(try tree.entries(in: "sub/a", recursive: true).isEmpty)
        }
        #expect(try trees[1].entry(at: "sub")?.object?.description == commit)
    }

    @Test("Repositories within the work tree are not part of it")
    func doesNotEnterOtherRepositories() throws {
        let nested = try GitRepository(at: "project/a/nested", in: repository.folder)
        try nested.write("x/y.py", "")
        let ignored = try GitRepository(at: "project/ignored", in: repository.folder)
        try ignored.write("z.py", "")
        try repository.write(".gitignore", "/ignored/\n")
        try repository.write("a/.git/not-a-repository", "")
        let tree = try repository.opened().worktree()
        #expect(try tree.files() == [".gitignore", "a/b.py", "a/nested"])
        #expect(try tree.entries(in: "a", recursive: false).map(\.mode) == [.file(executable: false), .submodule])
        #expect(try tree.entry(at: "a/nested")?.mode == .submodule)
        #expect(try tree.entry(at: "a/nested/x/y.py") == nil)
        #expect(try tree.entries(in: "a/nested/x", recursive: true).isEmpty)
    }

    @Test("A bare repository is read")
    func readsABareRepository() throws {
        let bare = try repository.clone("--bare", to: "bare.git")
        let opened = try bare.opened()
        #expect(opened.isBare)
        #expect(opened.workTree == nil)
        #expect(try opened.tree(of: opened.resolve(revision: "HEAD")).text(of: "a/b.py") == "b\n")
        for refused in [try error { _ = try opened.worktree() }, try error { _ = try opened.index() }] {
            #expect(refused.reason.contains("bare") && refused.help?.contains("--commit") == true)
        }
    }

    @Test("HEAD is read on a branch, detached and before the first commit")
    func readsTheHead() throws {
        let empty = try GitRepository(at: "empty", in: repository.folder)
        #expect(try empty.opened().head() == .unborn(branch: "main"))
        #expect(try empty.opened().index().files().isEmpty)
        let id = try repository.opened().resolve(revision: "HEAD")
        #expect(try repository.opened().head() == .commit(id, branch: "main"))
        try repository.git("checkout", "--quiet", "-b", "feature/x")
        #expect(try repository.opened().head() == .commit(id, branch: "feature/x"))
        try repository.git("checkout", "--quiet", "--detach")
        #expect(try repository.opened().head() == .commit(id, branch: nil))
    }
}
