import TestSupport
import Testing

/// `hooks/pre-merge-commit`, run by a real `git merge`.
struct PreMergeCommitTests {
    /// Two branches that are correct by themselves and have two heads together.
    @Test("The hook refuses a merge with two heads")
    func twoHeadsAreNotMerged() throws {
        let repository = try ReferenceProject.make()
        let hook = String(decoding: try ExampleProject.packageFile("hooks/pre-merge-commit"), as: UTF8.self)
        try repository.hook("pre-merge-commit", hook)
        try repository.branchIntoTwoHeads()
        let before = try repository.git("rev-parse", "HEAD")

        let environment = GitRepository.environment.merging(["LINT": LintProgram.path]) { $1 }
        let refused = try Command.run(
            "git", ["merge", "--quiet", "--no-edit", "topic"], in: repository.root, environment: environment)
        #expect(refused.status != 0)
        #expect((refused.text + refused.errors).contains("error[single-head]"))
        #expect(refused.errors.contains("git merge --abort"))
        #expect(try repository.git("rev-parse", "HEAD") == before)

        try repository.git("merge", "--abort")
        try repository.git("switch", "--quiet", "topic")
        try repository.writeMigration("c2b2c3d4e5f6", revises: "a2b2c3d4e5f6")
        try repository.git("rm", "--quiet", "--force", "workflows/.gitkeep")
        try repository.write("workflows/port.py", "pass\n")
        try repository.git("add", "--all")
        try repository.commit("Go on")
        try repository.git("switch", "--quiet", "--create", "docs", "HEAD~1")
        try repository.write("README", "Text\n")
        try repository.git("add", "--all")
        try repository.commit("Describe")
        let passed = try Command.run(
            "git", ["merge", "--quiet", "--no-edit", "topic"], in: repository.root, environment: environment)
        #expect(passed.status == 0, "\(passed.text)\(passed.errors)")
    }
}
