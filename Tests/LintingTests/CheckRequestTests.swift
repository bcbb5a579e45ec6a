import Diagnostics
import Linting
import Reporting
import SourceFiles
import TestSupport
import Testing

@Suite("A check request returns a report, what to print, and an exit status")
struct CheckRequestTests {
    private static let parent = ReferenceProject.root

    private func request(_ change: (inout CheckRequest) -> Void = { _ in }) -> CheckRequest {
        var request = CheckRequest()
        change(&request)
        return request
    }

    @Test("A correct project has a report without findings, and the status is 0")
    func correctProject() throws {
        let outcome = try ReferenceProject.make().perform(request())
        #expect(outcome.status == .success)
        #expect(outcome.report?.diagnostics.isEmpty == true)
        #expect(outcome.text.hasPrefix("All checks passed: 1 migration\n"))
        #expect(outcome.text.contains("\n  environment: migrations (orchestrator), heads 9cbc348cc1dc (data), "))
        #expect(outcome.errors.isEmpty)
    }

    @Test("Two heads are an error, and the status is 1")
    func twoHeads() throws {
        let repository = try ReferenceProject.make()
        try repository.writeMigration("a2b2c3d4e5f6", revises: Self.parent)
        try repository.writeMigration("b2b2c3d4e5f6", revises: Self.parent)
        let outcome = repository.perform(request())
        #expect(outcome.status == .found)
        #expect(outcome.rules.contains("single-head"))
        #expect(repository.perform(request { $0.exitsZero = true }).status == .success)
    }

    @Test("The staged files are linted as they are in the index, not as they are on disk")
    func stagedFiles() throws {
        let repository = try ReferenceProject.make()
        try repository.stageMigration("a2b2c3d4e5f6", revises: Self.parent)
        try repository.writeMigration("b2b2c3d4e5f6", revises: Self.parent)
        let staged = repository.perform(request { $0.snapshot.isStaged = true })
        #expect(staged.report?.snapshot.kind == .index)
        #expect(!staged.rules.contains("single-head"))
        #expect(repository.perform(request()).rules.contains("single-head"))
    }

    @Test("A commit is linted without the files on disk")
    func commit() throws {
        let repository = try ReferenceProject.make()
        try repository.writeMigration("a2b2c3d4e5f6", revises: "0123456789ab")
        let outcome = repository.perform(request { $0.snapshot.commit = "HEAD" })
        #expect(outcome.status == .success)
        #expect(outcome.report?.snapshot.commit == (try repository.git("rev-parse", "HEAD")))
    }

    @Test("A merge preview has the heads of both branches")
    func mergePreview() throws {
        let repository = try ReferenceProject.make()
        try repository.branchIntoTwoHeads()
        #expect(repository.perform(request()).status == .success)
        let merged = repository.perform(request { $0.snapshot.mergeInto = ["topic"] })
        #expect(merged.status == .found)
        #expect(merged.report?.snapshot.kind == .merge)
        #expect(merged.report?.graph.heads.filter { $0.path != nil }.count == 2)
    }

    @Test("A quiet request prints nothing if nothing is found")
    func quiet() throws {
        let repository = try ReferenceProject.make()
        let outcome = repository.perform(request { $0.report.isQuiet = true })
        #expect(outcome.status == .success && outcome.outputs.isEmpty)
        try repository.writeMigration("a2b2c3d4e5f6", revises: "0123456789ab")
        let found = repository.perform(request { $0.report.isQuiet = true })
        #expect(found.status == .found && found.text.contains("known-revision"))
    }

    @Test("A report that goes to a file is not printed")
    func outputFile() throws {
        let repository = try ReferenceProject.make()
        let outcome = repository.perform(
            request {
                $0.report.format = .json
                $0.report.output = "report.json"
            })
        #expect(outcome.outputs.isEmpty)
        let written = try Command.run("cat", ["report.json"], in: repository.root, environment: [:])
        #expect(written.output.starts(with: Array("{".utf8)))
    }

    @Test("A `depends_on` cannot be evaluated without an exact pin, and the status is 2 with --exit-zero, too")
    func notEvaluated() throws {
        let repository = try ReferenceProject.make()
        try repository.writeMigration("a1b2c3d4e5f6", revises: ReferenceProject.root, dependsOn: "165303a20fb1")
        try repository.write("requirements.txt", "orchestrator-core>=1.3\n")
        let outcome = repository.perform(request { $0.exitsZero = true })
        #expect(outcome.status == .notEvaluated)
        #expect(outcome.report?.notEvaluated.isEmpty == false)
    }

    @Test("A base that does not exist is an error on standard error, and nothing is on standard output")
    func missingBase() throws {
        let outcome = try ReferenceProject.make().perform(request { $0.comparison.base = "no-such-branch" })
        #expect(outcome.status == .notEvaluated)
        #expect(outcome.text.isEmpty && outcome.report == nil)
        #expect(outcome.errors.contains { $0.contains("no-such-branch") })
    }

    @Test("The target branch of a CI job is the base")
    func baseOfContinuousIntegration() throws {
        let repository = try ReferenceProject.make()
        try repository.git("branch", "target")
        let outcome = repository.perform(request(), variables: ["GITHUB_BASE_REF": "target"])
        #expect(outcome.report?.snapshot.base == "target")
        let missing = repository.perform(request(), variables: ["GITHUB_BASE_REF": "gone"])
        #expect(missing.status == .notEvaluated)
        #expect(missing.errors.contains { $0.contains("git fetch origin +refs/heads/gone") })
    }

    @Test("A file of settings is relative to the folder of the run")
    func settingsFile() throws {
        let repository = try ReferenceProject.make()
        try repository.write("strict.json", #"{"lint": 1, "rules": {"data-root": "off"}}"#)
        let found = repository.perform(request { $0.snapshot.config = "strict.json" })
        #expect(found.status == .success)
        let missing = repository.perform(request { $0.snapshot.config = "missing.json" })
        #expect(missing.status == .notEvaluated)
        #expect(missing.errors.first == "lint: cannot read the settings in `missing.json`: the file does not exist")
    }

    @Test("A rules.json of another tool is named once, and also if the run fails")
    func settingsOfAnotherTool() throws {
        let repository = try ReferenceProject.make()
        try repository.write("rules.json", #"{"rules": []}"#)
        let note = "note: rules.json has no \"lint\" key: it belongs to another tool and is not read"
        #expect(repository.perform(request()).errors == [note])
        let failed = repository.perform(request { $0.comparison.base = "no-such-branch" })
        #expect(failed.errors.first == note && failed.status == .notEvaluated)
    }

    @Test("A bare repository has commits to lint, and no files to fix")
    func bareRepository() throws {
        let bare = try ReferenceProject.make().clone("--bare")
        #expect(bare.perform(request { $0.snapshot.commit = "HEAD" }).status == .success)
        let fixed = bare.perform(request { $0.fixes = FixRequest() })
        #expect(fixed.status == .notEvaluated)
    }

    @Test("Settings that are not valid are reported with their place")
    func invalidSettings() throws {
        let repository = try ReferenceProject.make()
        try repository.write("rules.json", #"{"lint": 1, "rules": {"singel-head": "off"}}"#)
        let outcome = repository.perform(request())
        #expect(outcome.status == .notEvaluated)
        #expect(outcome.errors.first?.hasPrefix("lint: rules.json:1:") == true, "\(outcome.errors)")
    }
}
