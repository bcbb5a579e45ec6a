import Diagnostics
import Foundation
import Linting
import Reporting
import SourceFiles
import TestSupport
import Testing

@Suite("The other requests return what to print, and an exit status")
struct OtherRequestTests {
    @Test("A plan lists what an upgrade runs, the core's revisions first")
    func plan() throws {
        let outcome = try ReferenceProject.make().perform(PlanRequest())
        #expect(outcome.status == .success)
        let text = outcome.text
        let schema = try #require(text.range(of: ReferenceProject.schemaHead))
        let data = try #require(text.range(of: ReferenceProject.root))
        #expect(schema.lowerBound < data.lowerBound)
    }

    @Test("A plan from the commit itself runs nothing")
    func planFromHead() throws {
        let outcome = try ReferenceProject.make().perform(PlanRequest(from: "HEAD"))
        #expect(outcome.status == .success)
        #expect(outcome.text.contains("no revision is pending"))
    }

    @Test("A plan from a commit that does not exist fails")
    func planFromNowhere() throws {
        let outcome = try ReferenceProject.make().perform(PlanRequest(from: "no-such-tag"))
        #expect(outcome.status == .notEvaluated)
        #expect(outcome.errors.first?.contains("no-such-tag") == true)
    }

    @Test("The core of a project is known by its pin")
    func core() throws {
        let repository = try ReferenceProject.make()
        let outcome = repository.perform(CoreRequest())
        #expect(outcome.status == .success)
        #expect(outcome.text.contains(ReferenceProject.schemaHead))
        try repository.write("requirements.txt", "orchestrator-core>=1\n")
        #expect(repository.perform(CoreRequest()).status == .notEvaluated)
    }

    @Test("The catalogue needs no repository")
    func catalogue() throws {
        let invocation = Invocation(folder: Array("/".utf8), variables: [:], seconds: 0)
        let requests: [CatalogueRequest] = [
            .rules, .rulesAsMarkdown, .defaultSettings, .settingsSchema, .settingsAsMarkdown,
        ]
        for request in requests { #expect(request.run(in: invocation).status == .success) }
        for (request, file) in [
            (CatalogueRequest.rulesAsMarkdown, "docs/rules.md"), (.defaultSettings, "rules.json"),
            (.settingsSchema, "rules.schema.json"),
        ] {
            let expected = try String(contentsOfFile: PythonOracle.root + "/" + file, encoding: .utf8)
            #expect(request.run(in: invocation).text == expected, "\(file)")
        }
        let explained = CatalogueRequest.explanation("single-head").run(in: invocation)
        #expect(explained.status == .success && explained.text.contains("single-head"))
        let unknown = CatalogueRequest.explanation("singel-head").run(in: invocation)
        #expect(unknown.status == .notEvaluated)
        #expect(unknown.errors.first?.contains("did you mean `single-head`?") == true)
    }

    @Test("Hooks are installed, described and removed")
    func hooks() throws {
        let repository = try ReferenceProject.make()
        #expect(repository.perform(HooksRequest(.status)).status == .found)
        #expect(repository.perform(HooksRequest(.install(shared: false))).status == .success)
        #expect(repository.perform(HooksRequest(.status)).status == .success)
        #expect(repository.perform(HooksRequest(.uninstall(shared: false))).status == .success)
        #expect(repository.perform(HooksRequest(.status)).status == .found)
    }

    @Test("A folder of hooks outside the repository is changed only with --shared")
    func sharedHooks() throws {
        let repository = try ReferenceProject.make()
        try repository.git("config", "core.hooksPath", repository.folder.path("hooks"))
        let refused = repository.perform(HooksRequest(.install(shared: false)))
        #expect(refused.status == .notEvaluated)
        #expect(refused.errors.contains { $0.contains("--shared") })
        #expect(repository.perform(HooksRequest(.install(shared: true))).status == .success)
        #expect(repository.perform(HooksRequest(.status)).text.contains("core.hooksPath is"))
    }

    @Test("The settings in force are printed with the values of rules.json")
    func settings() throws {
        let repository = try ReferenceProject.make()
        try repository.write("rules.json", #"{"lint": 1, "base": "HEAD", "profile": "orchestrator"}"#)
        let outcome = repository.perform(CatalogueRequest.settings(SnapshotRequest()))
        #expect(outcome.status == .success)
        #expect(outcome.text.contains(#""base": "HEAD""#) && outcome.text.contains(#""profile": "orchestrator""#))
    }

    @Test("A hook's run is the script and what Git passes to it; the process that becomes it is not this one")
    func hookRun() throws {
        let repository = try ReferenceProject.make()
        guard case .become(let run) = repository.perform(HookRunRequest(.prePush, arguments: ["origin"])).ending else {
            Issue.record("the hook does not run")
            return
        }
        #expect(run.hook == .prePush && run.arguments == ["origin"] && run.input == nil)
        #expect(repository.perform(HookRunRequest(nil)).status == .notEvaluated)
    }

    @Test("Two commits of the pre-commit framework are linted and compared, in colours")
    func frameworkChange() throws {
        let repository = try ReferenceProject.make()
        try repository.branchIntoTwoHeads()
        try repository.stageMigration("c2b2c3d4e5f6", revises: "0123456789ab")
        try repository.commit("Name an unknown parent")
        let variables = ["PRE_COMMIT": "1", "PRE_COMMIT_FROM_REF": "topic", "PRE_COMMIT_TO_REF": "main"]
        var request = HookRunRequest(nil)
        request.colors = .ansi
        let outcome = repository.perform(request, variables: variables)
        #expect(outcome.rules.contains("known-revision") && outcome.text.contains("\u{1B}["))
        #expect(outcome.report?.snapshot.kind == .commit)
        #expect(outcome.report?.snapshot.base == "topic")
    }

    @Test("A push of the pre-commit framework becomes the pre-push hook, with the line that Git would give")
    func frameworkPush() throws {
        let variables = [
            "PRE_COMMIT": "1", "PRE_COMMIT_REMOTE_NAME": "origin", "PRE_COMMIT_REMOTE_BRANCH": "refs/heads/main",
            "PRE_COMMIT_LOCAL_BRANCH": "refs/heads/main", "PRE_COMMIT_FROM_REF": "a1", "PRE_COMMIT_TO_REF": "b2",
        ]
        let outcome = try ReferenceProject.make().perform(HookRunRequest(nil), variables: variables)
        guard case .become(let run) = outcome.ending else {
            Issue.record("the hook does not run")
            return
        }
        #expect(run.hook == .prePush)
        #expect(run.input == "refs/heads/main b2 refs/heads/main a1\n")
    }

    @Test("A source folder is created in an empty repository, and it is correct")
    func initialise() throws {
        let repository = try GitRepository()
        var request = InitRequest()
        request.core = "1.3.6"
        request.isDryRun = true
        let dry = repository.perform(request)
        #expect(dry.status == .success && dry.text.contains("would create alembic.ini"))
        #expect(try repository.git("status", "--porcelain") == "")
        request.isDryRun = false
        let outcome = repository.perform(request)
        #expect(outcome.status == .success)
        #expect(outcome.report?.diagnostics.isEmpty == true)
        #expect(repository.perform(InitRequest()).text.hasPrefix("nothing is missing\n"))
    }
}
