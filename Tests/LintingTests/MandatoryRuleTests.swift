import Diagnostics
import Linting
import SourceFiles
import TestSupport
import Testing

@Suite("merge-conflict cannot be turned off")
struct MandatoryRuleTests {
    /// A project whose branches `main` and `topic` change the same line of one migration, which begins with `comment`.
    private func conflict(comment: String = "") throws -> GitRepository {
        let repository = try ReferenceProject.make()
        let path = try repository.writeMigration("a2b2c3d4e5f6", revises: ReferenceProject.root)
        try repository.git("add", "--all")
        try repository.commit("Add a migration")
        try repository.git("branch", "topic")
        for branch in ["main", "topic"] {
            try repository.git("switch", "--quiet", branch)
            try repository.write(path, comment + "revision = 'a2b2c3d4e5f6'\ndown_revision = '\(branch)'\n")
            try repository.git("add", "--all")
            try repository.commit("Change it")
        }
        return repository
    }

    @Test("It is reported although --only names another rule, and a note says why")
    func only() throws {
        let repository = try conflict()
        var request = CheckRequest()
        request.snapshot.mergeInto = ["main"]
        request.rules.only = ["single-head"]
        let outcome = repository.perform(request)
        #expect(outcome.status == .found)
        #expect(outcome.rules == ["merge-conflict"])
        #expect(outcome.errors.contains { $0.hasPrefix("note: `merge-conflict` is applied although --only") })
    }

    @Test("To skip it is refused, with the reason")
    func skip() {
        var rules = RuleSelection()
        rules.skip = ["merge-conflict"]
        #expect(rules.problem?.hasPrefix("`merge-conflict` cannot be skipped: ") == true)
        rules.skip = ["single-head"]
        #expect(rules.problem == nil)
        rules.only = ["single-head"]
        #expect(rules.problem == "--only and --skip both name `single-head`: remove one of the two")
    }

    @Test("To ignore it in rules.json is refused with the reason")
    func ignore() throws {
        let repository = try conflict()
        try repository.write(
            "rules.json",
            #"{"lint": 1, "ignore": [{"path": "migrations", "rules": ["merge-conflict"], "reason": "none"}]}"#)
        let outcome = repository.perform(CheckRequest())
        #expect(outcome.status == .notEvaluated)
        #expect(outcome.errors.first?.contains("`merge-conflict` is not accepted in `ignore[0].rules[0]`") == true)
    }

    @Test("A comment does not silence it, and is reported where there is no conflict")
    func comment() throws {
        let repository = try conflict(comment: "# lint: ignore[merge-conflict] on purpose\n")
        #expect(repository.perform(CheckRequest()).rules.contains("unused-suppression"))
        var request = CheckRequest()
        request.snapshot.mergeInto = ["main"]
        let outcome = repository.perform(request)
        #expect(outcome.status == .found && outcome.rules == ["merge-conflict"])
    }

    @Test("To turn it off in rules.json is refused with the place", arguments: ["off", "warning", "info"])
    func setting(severity: String) throws {
        let repository = try conflict()
        try repository.write("rules.json", #"{"lint": 1, "rules": {"merge-conflict": "\#(severity)"}}"#)
        let outcome = repository.perform(CheckRequest())
        #expect(outcome.status == .notEvaluated)
        #expect(outcome.errors.first?.contains("rules.json:1:") == true, "\(outcome.errors)")
        #expect(outcome.errors.first?.contains("merge-conflict") == true, "\(outcome.errors)")
        try repository.write("rules.json", #"{"lint": 1, "rules": {"merge-conflict": "error"}}"#)
        #expect(repository.perform(CheckRequest()).report != nil)
    }
}
