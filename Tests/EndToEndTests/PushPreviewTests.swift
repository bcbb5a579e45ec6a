import TestSupport
import Testing

/// `hooks/pre-push` with the program itself: what is fine alone, and not once it is merged.
struct PushPreviewTests {
    /// Whether this program can preview a merge.
    private static let canPreview: Bool =
        (try? LintProgram.run(["help", "check"], in: "/"))?.text.contains("--merge-into") ?? false

    @Test("A second head on the remote is reported before the push", .enabled(if: canPreview))
    func aSecondHeadIsSeenBeforeThePush() throws {
        let repository = try ReferenceProject.make()
        let remote = try GitRepository("--bare", at: "remote", in: repository.folder)
        try repository.git("remote", "add", "origin", remote.root)
        try repository.git("switch", "--quiet", "--create", "topic")
        try repository.writeMigration("a1b2c3d4e5f6", revises: ReferenceProject.root)
        try repository.git("add", "--all")
        try repository.commit("Add one")
        try repository.git("push", "--quiet", "origin", "main", "topic")
        try repository.hook("pre-push", String(decoding: ExampleProject.packageFile("hooks/pre-push"), as: UTF8.self))
        #expect(try push("topic:again", from: repository).status == 0)

        try repository.git("switch", "--quiet", "main")
        try repository.writeMigration("b1b2c3d4e5f6", revises: ReferenceProject.root)
        try repository.git("add", "--all")
        try repository.commit("Add another")
        #expect(try push("main", from: repository).status == 0)
        let refused = try push("topic:third", from: repository)
        #expect(refused.status != 0)
        #expect(refused.errors.contains("error[single-head]"), "\(refused.errors)")
    }

    private func push(_ branch: String, from repository: GitRepository) throws -> Command.Result {
        try Command.run(
            "git", ["push", "--quiet", "origin", branch], in: repository.root,
            environment: GitRepository.environment.merging(["LINT": LintProgram.path]) { $1 })
    }
}
