import Foundation
import TestSupport
import Testing

/// The hooks of `.pre-commit-hooks.yaml`, run by the real pre-commit, with the `lint` of the wheel.
struct PreCommitTests {
    private let repository: GitRepository
    private let environment: [String: String]
    private let program: String

    init() throws {
        repository = try ReferenceProject.make()
        let folder = repository.folder
        // The framework keeps what it installs in a place of its own.
        environment = try InstalledWheel.shared.get().environment
            .merging(["PRE_COMMIT_HOME": folder.path("pre-commit home"), "HOME": folder.path]) { $1 }
        program = try PythonOracle.program("pre-commit")
    }

    // MARK: try-repo

    @Test("In pre-commit try-repo, an error blocks the commit and a correct one passes")
    func tryRepoBlocksABadCommitAndLetsAGoodOneThrough() throws {
        try repository.writeMigration("a1b2c3d4e5f6", revises: "0123456789ab")
        try repository.git("add", "--all")
        let arguments = ["try-repo", ExampleProject.package, "orchestrator-lint-installed"]
        let refused = try run(program, arguments)
        #expect(refused.status == 1)
        #expect(refused.text.contains("error[known-revision]"), "\(refused.text)\(refused.errors)")

        try repository.writeMigration("a1b2c3d4e5f6", revises: ReferenceProject.root)
        try repository.git("add", "--all")
        let passed = try run(program, arguments)
        #expect(passed.status == 0, "\(passed.text)\(passed.errors)")
        #expect(passed.text.contains("Passed"))
    }

    // MARK: Installed

    @Test("The staged files are linted at every commit")
    func whatIsStagedIsLintedAtEveryCommit() throws {
        try install()
        // Bad on disk, good in the index.
        let path = try repository.writeMigration("a1b2c3d4e5f6", revises: ReferenceProject.root)
        try repository.git("add", "--all")
        try repository.writeMigration("a1b2c3d4e5f6", revises: "0123456789ab")
        #expect(try run("git", ["commit", "--message", "Good"]).status == 0)
        // And the other way round.
        try repository.git("add", "--all")
        try repository.writeMigration("a1b2c3d4e5f6", revises: ReferenceProject.root)
        let refused = try run("git", ["commit", "--message", "Bad"])
        #expect(refused.status != 0)
        #expect(refused.errors.contains("error[known-revision]"), "\(refused.text)\(refused.errors)")
        #expect(try repository.git("status", "--porcelain") == "MM \(path)")
    }

    /// The framework gives no deleted file to a hook with `files`, and would not run it.
    @Test("A commit that only deletes files is linted")
    func aCommitThatOnlyDeletesIsLinted() throws {
        try repository.writeMigration("a1b2c3d4e5f6", revises: ReferenceProject.root)
        try repository.writeMigration("b1b2c3d4e5f6", revises: "a1b2c3d4e5f6")
        try repository.git("add", "--all")
        try repository.commit("Add two")
        try install()
        try repository.git("rm", "--quiet", "\(ReferenceProject.migrations)/2024-01-01_a1b2c3d4e5f6_change.py")
        let refused = try run("git", ["commit", "--message", "Delete one"])
        #expect(refused.status != 0)
        #expect(refused.errors.contains("error[published-unchanged]"), "\(refused.text)\(refused.errors)")
    }

    @Test("A merge with two heads is refused")
    func aMergeThatGivesTwoHeadsIsRefused() throws {
        try repository.branchIntoTwoHeads()
        try install()
        let before = try repository.git("rev-parse", "HEAD")
        let refused = try run("git", ["merge", "--no-edit", "topic"])
        #expect(refused.status != 0)
        #expect((refused.text + refused.errors).contains("error[single-head]"), "\(refused.text)\(refused.errors)")
        #expect(try repository.git("rev-parse", "HEAD") == before)
    }

    /// At a push the branch is linted as it would be once it is merged, not what happens to be staged.
    @Test("At a push, the branch is linted as merged")
    func aPushIsLintedAsMerged() throws {
        try repository.branchIntoTwoHeads()
        let remote = try GitRepository("--bare", at: "remote", in: repository.folder)
        try repository.git("remote", "add", "origin", remote.root)
        try install()
        // The first push of all: there are no commits to compare with, and the framework names none.
        let first = try run("git", ["push", "origin", "main"])
        #expect(first.status == 0, "\(first.text)\(first.errors)")

        let refused = try run("git", ["push", "origin", "topic"])
        #expect(refused.status != 0)
        #expect((refused.text + refused.errors).contains("error[single-head]"), "\(refused.text)\(refused.errors)")
        #expect(try remote.git("for-each-ref", "--format=%(refname)") == "refs/heads/main")

        try repository.git("switch", "--quiet", "--force-create", "topic", "main")
        try repository.write("workflows/port.py", "pass\n")
        try repository.git("add", "--all")
        try repository.git("commit", "--quiet", "--no-verify", "--message", "Add a workflow")
        let passed = try run("git", ["push", "origin", "topic"])
        #expect(passed.status == 0, "\(passed.text)\(passed.errors)")
    }

    /// `lint hooks install` leaves the framework's hooks alone, and prints what to do instead.
    @Test("The hooks of the pre-commit framework are recognised")
    func itsHooksAreKnown() throws {
        try install()
        let result = try run(LintProgram.path, ["hooks", "install"])
        #expect(result.status == 1)
        #expect(result.text.contains("pre-commit: left alone, it is that of the pre-commit framework"))
        #expect(result.text.contains("add a hook that runs `lint hooks run` to .pre-commit-config.yaml"))
    }

    /// CI runs the framework on two commits, without a remote.
    @Test("In CI without a remote, two commits are compared")
    func twoCommitsAreComparedInCI() throws {
        try repository.branchIntoTwoHeads()
        try install()
        try repository.write(
            ReferenceProject.rootPath,
            ReferenceProject.template.replacing(ReferenceProject.schemaHead, with: "165303a20fb1"))
        try repository.git("commit", "--quiet", "--no-verify", "--all", "--message", "Edit what is published")
        let arguments = ["run", "--from-ref", "HEAD~1", "--to-ref", "HEAD", "orchestrator-lint-installed"]
        let refused = try run(program, arguments)
        #expect(refused.status == 1)
        #expect(refused.text.contains("base: "), "\(refused.text)\(refused.errors)")
        #expect(refused.text.contains("error[published-unchanged]"), "\(refused.text)\(refused.errors)")
    }

    // MARK: Shared

    private func run(_ program: String, _ arguments: [String]) throws -> Command.Result {
        try Command.run(program, arguments, in: repository.root, environment: environment)
    }

    /// Has pre-commit install its hooks, with a configuration like the one in docs/pre-commit.md.
    private func install() throws {
        let hooks = try GitRepository(at: "hooks", in: repository.folder)
        try hooks.write(
            ".pre-commit-hooks.yaml",
            String(decoding: ExampleProject.packageFile(".pre-commit-hooks.yaml"), as: UTF8.self))
        try hooks.git("add", "--all")
        try hooks.commit("Release")
        try hooks.git("tag", "v0.1.0")
        try repository.write(
            ".pre-commit-config.yaml",
            """
            default_install_hook_types: [pre-commit, pre-merge-commit, pre-push]
            repos:
              - repo: \(hooks.root)
                rev: v0.1.0
                hooks:
                  - id: orchestrator-lint-installed

            """)
        try repository.git("add", ".pre-commit-config.yaml")
        try repository.commit("Use pre-commit")
        let result = try run(program, ["install"])
        #expect(result.status == 0, "\(result.text)\(result.errors)")
    }
}
