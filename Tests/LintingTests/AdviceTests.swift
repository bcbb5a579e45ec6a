import Diagnostics
import Linting
import SourceFiles
import TestSupport
import Testing

@Suite("Who follows a help text is better off")
struct AdviceTests {
    private func help(of rule: String, _ outcome: Outcome) throws -> String {
        try #require(outcome.report?.diagnostics.first { $0.rule == rule }?.help)
    }

    @Test("Two heads of a merge preview are joined in the branch, after the merge")
    func headsOfAMergePreview() throws {
        let repository = try ReferenceProject.make()
        try repository.branchIntoTwoHeads()
        try repository.git("switch", "--quiet", "topic")
        var request = CheckRequest()
        request.comparison.base = "main"
        request.snapshot.mergeInto = ["main"]
        let advice = try help(of: "single-head", repository.perform(request))
        #expect(advice == "merge `main` into the branch, then run `lint --fix`")
        try repository.git("merge", "--quiet", "--no-edit", "main")
        var fix = CheckRequest()
        fix.comparison.base = "main"
        fix.fixes = FixRequest()
        #expect(repository.perform(fix).status == .success)
        try repository.git("commit", "--quiet", "--all", "--message", "Rebase the migration")
        #expect(repository.perform(request).status == .success)
        // What main has is as it was.
        #expect(try repository.git("diff", "--name-only", "--diff-filter=MD", "main", "HEAD") == "")
    }

    @Test("A deleted parent that is published is restored, and no other parent is suggested")
    func deletedParent() throws {
        let repository = try ReferenceProject.make()
        let parent = try repository.writeMigration("a2b2c3d4e5f6", revises: ReferenceProject.root)
        try repository.writeMigration("a2b2c3d4e5f7", revises: "a2b2c3d4e5f6")
        try repository.git("add", "--all")
        try repository.commit("Add two migrations")
        try repository.remove(parent)
        let advice = try help(of: "known-revision", repository.perform(CheckRequest()))
        #expect(advice.hasPrefix("restore the migration `a2b2c3d4e5f6`"))
        #expect(!advice.contains("did you mean"))
        try repository.git("checkout", "HEAD", "--", parent)
        #expect(repository.perform(CheckRequest()).status == .success)
    }

    @Test("No other parent is suggested for a published migration")
    func unknownParentOfAPublishedMigration() throws {
        let repository = try ReferenceProject.make()
        try repository.writeMigration("a2b2c3d4e5f6", revises: "a2b2c3d4e5f7")
        try repository.git("add", "--all")
        try repository.commit("Publish a migration with an unknown parent")
        #expect(try !help(of: "known-revision", repository.perform(CheckRequest())).contains("did you mean"))
    }
}
