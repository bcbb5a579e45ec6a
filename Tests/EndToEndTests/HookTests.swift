import TestSupport
import Testing

/// `hooks/pre-commit`, installed in a real repository and run by Git.
struct HookTests {
    /// A correct project with the hook in it.
    private func project() throws -> GitRepository {
        let repository = try ReferenceProject.make()
        try install(in: repository)
        return repository
    }

    /// Installs the hook as the README describes.
    private func install(in repository: GitRepository) throws {
        let copying = try Command.run(
            "cp", ["\(ExampleProject.package)/hooks/pre-commit", ".git/hooks/"], in: repository.root,
            environment: GitRepository.environment)
        #expect(copying.status == 0, "\(copying.errors)")
    }

    /// Commits with the hook; returns the result.
    private func commit(
        _ arguments: String...,
        in repository: GitRepository,
        lint: String = LintProgram.path
    ) throws -> Command.Result {
        let environment = GitRepository.environment.merging(["LINT": lint]) { $1 }
        return try Command.run(
            "git", ["commit", "--quiet", "--message", "Change"] + arguments, in: repository.root,
            environment: environment)
    }

    private func head(of repository: GitRepository) throws -> String {
        try repository.git("rev-parse", "HEAD")
    }

    @Test("The hook refuses a commit with an error and passes a correct one")
    func aBadCommitIsRefusedAndAGoodOnePasses() throws {
        let repository = try project()
        let before = try head(of: repository)
        try repository.writeMigration("a1b2c3d4e5f6", revises: "0123456789ab")
        try repository.git("add", "--all")
        let refused = try commit(in: repository)
        #expect(refused.status != 0)
        #expect((refused.text + refused.errors).contains("error[known-revision]"))
        #expect(refused.errors.contains("--no-verify"))
        #expect(try head(of: repository) == before)

        try repository.writeMigration("a1b2c3d4e5f6", revises: ReferenceProject.root)
        try repository.git("add", "--all")
        let passed = try commit(in: repository)
        #expect(passed.status == 0)
        // A good commit is left in peace.
        #expect(passed.text.isEmpty && passed.errors.isEmpty)
        #expect(try head(of: repository) != before)
    }

    /// `git-repository` asks for a commit, and must not stand in the way of the first one.
    @Test("The hook passes the first commit")
    func theFirstCommitPasses() throws {
        let repository = try GitRepository()
        try ReferenceProject.write(into: repository)
        try install(in: repository)
        try repository.git("add", "--all")
        let passed = try commit(in: repository)
        #expect(passed.status == 0, "\(passed.text)\(passed.errors)")
        #expect(try !head(of: repository).isEmpty)
    }

    @Test("The hook ignores files that are not staged")
    func whatIsNotStagedIsNotInTheWay() throws {
        let repository = try project()
        try repository.writeMigration("a1b2c3d4e5f6", revises: "0123456789ab")
        try repository.write("workflows/port.py", "pass\n")
        try repository.git("add", "workflows")
        #expect(try commit(in: repository).status == 0)
    }

    /// `git commit -a` commits another index than the one on disk.
    @Test("The hook lints what git commit --all commits")
    func commitAll() throws {
        let repository = try project()
        let before = try head(of: repository)
        try repository.write(
            ReferenceProject.rootPath, ReferenceProject.template.replacing("down_revision = None", with: ""))
        #expect(try commit(in: repository).status != 0, "there is nothing to commit")
        let refused = try commit("--all", in: repository)
        #expect(refused.status != 0)
        #expect((refused.text + refused.errors).contains("error[revision-declared]"))
        #expect(try head(of: repository) == before)
    }

    /// `git commit PATH` commits that path alone, even if others are staged.
    @Test("The hook lints what git commit PATH commits")
    func commitOfOnePath() throws {
        let repository = try project()
        let bad = try repository.writeMigration("a1b2c3d4e5f6", revises: "0123456789ab")
        try repository.write("workflows/port.py", "pass\n")
        try repository.git("add", "--all")
        #expect(try commit(bad, in: repository).status != 0)
        #expect(try commit("workflows/port.py", in: repository).status == 0)
        #expect(try repository.git("show", "--name-only", "--format=", "HEAD") == "workflows/port.py")
        #expect(try commit(in: repository).status != 0)
    }

    @Test("The hook works in a linked worktree")
    func inALinkedWorktree() throws {
        let repository = try project()
        try repository.git("worktree", "add", "--quiet", "../linked", "-b", "topic")
        let linked = GitRepository(existing: "linked", in: repository.folder)
        try linked.writeMigration("a1b2c3d4e5f6", revises: "0123456789ab")
        try linked.git("add", "--all")
        #expect(try commit(in: linked).status != 0)
        try linked.writeMigration("a1b2c3d4e5f6", revises: ReferenceProject.root)
        try linked.git("add", "--all")
        #expect(try commit(in: linked).status == 0)
    }

    /// The hook refuses what cannot be linted, and prints how to go on.
    @Test("Without lint, the hook refuses the commit")
    func withoutTheProgramNothingIsCommitted() throws {
        let repository = try project()
        let before = try head(of: repository)
        try repository.write("workflows/port.py", "pass\n")
        try repository.git("add", "--all")
        let refused = try commit(in: repository, lint: "/no/such/lint")
        #expect(refused.status != 0)
        #expect(refused.errors.contains("/no/such/lint"))
        #expect(refused.errors.contains("git commit --no-verify"))
        #expect(try head(of: repository) == before)
        #expect(try commit("--no-verify", in: repository, lint: "/no/such/lint").status == 0)
    }

    /// A rule that could not be evaluated refuses the commit, too.
    @Test("The hook refuses a commit that could not be evaluated")
    func whatCouldNotBeEvaluatedIsRefused() throws {
        let repository = try project()
        try repository.write("requirements.txt", "orchestrator-core>=1.3\n")
        try repository.writeMigration("a1b2c3d4e5f6", revises: ReferenceProject.root, dependsOn: "165303a20fb1")
        try repository.git("add", "--all")
        let refused = try commit(in: repository)
        #expect(refused.status != 0)
        #expect((refused.text + refused.errors).contains("not evaluated[depends-on-current]"))
    }
}
