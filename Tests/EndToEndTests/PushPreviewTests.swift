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

    @Test(
        "A branch with a history of its own is linted by itself, and one of web pages is pushed",
        .enabled(if: canPreview))
    func aHistoryOfItsOwn() throws {
        let repository = try ReferenceProject.make()
        let remote = try GitRepository("--bare", at: "remote", in: repository.folder)
        try repository.git("remote", "add", "origin", remote.root)
        try repository.git("push", "--quiet", "origin", "main")
        for name in ["pre-commit", "pre-push"] {
            try repository.hook(name, String(decoding: ExampleProject.packageFile("hooks/\(name)"), as: UTF8.self))
        }
        try repository.git("checkout", "--quiet", "--orphan", "gh-pages")
        try repository.git("rm", "-r", "--quiet", "--force", ".")
        for text in ["one", "two"] {
            try repository.write("index.html", text)
            try repository.git("add", "--all")
            try repository.commit("Write a page", environment: ["LINT": LintProgram.path])
            let pushed = try push("gh-pages", from: repository)
            #expect(pushed.status == 0, "\(pushed.errors)")
        }
        // Its environment is linted, although it cannot be compared with that of the main branch.
        try repository.git("checkout", "--quiet", "--orphan", "rewritten", "main")
        for (id, isGood) in [("a1b2c3d4e5f6", true), ("b1b2c3d4e5f6", false)] {
            try repository.writeMigration(id, revises: ReferenceProject.root)
            try repository.git("add", "--all")
            if isGood {
                try repository.commit("Add a migration", environment: ["LINT": LintProgram.path])
            } else {
                try repository.git("commit", "--quiet", "--no-verify", "--message", "Add a second head")
            }
            let pushed = try push("rewritten", from: repository)
            #expect((pushed.status == 0) == isGood, "\(pushed.errors)")
            #expect(pushed.errors.contains("error[single-head]") != isGood, "\(pushed.errors)")
            #expect(!pushed.errors.contains("not evaluated"), "\(pushed.errors)")
        }
        // Who asks for the merge, or for the comparison, gets the reason why there is none.
        let asked = try repository.lint("--commit", "gh-pages", "--merge-into", "main")
        #expect(asked.status == 2 && asked.errors.contains("no commit in common"), "\(asked.errors)")
        let compared = try repository.lint("--base", "main", environment: ["LINT_HOOK": "pre-push"])
        #expect(compared.status == 2 && compared.text.contains("no commit in common"), "\(compared.text)")
    }

    private func push(_ branch: String, from repository: GitRepository) throws -> Command.Result {
        try Command.run(
            "git", ["push", "--quiet", "origin", branch], in: repository.root,
            environment: GitRepository.environment.merging(["LINT": LintProgram.path]) { $1 })
    }
}
