import Foundation
import TestSupport
import Testing

/// The recipes for CI: a real shell runs their scripts in clones like those of the servers, and pip installs the wheel.
struct RecipeTests {
    /// A script of a recipe, as `recipe_oracle.py` reads it.
    private struct Step: Decodable {
        let script: String
        let variables: [String: String]
        let id: String
        let uses: String
        let defaults: [String: String]
    }

    private let remote: GitRepository
    private let author: GitRepository
    private let folder: TemporaryFolder
    /// The commit of `main` before its last change.
    private let before: String

    /// A server with `main` and `topic`, which are fine each and have two heads together.
    init() throws {
        author = try ReferenceProject.make()
        folder = author.folder
        remote = try GitRepository("--bare", at: "remote", in: folder)
        // As GitHub and GitLab have it.
        try remote.git("config", "uploadpack.allowAnySHA1InWant", "true")
        for number in 1...3 { try author.commit("Change \(number)") }
        before = try author.git("rev-parse", "HEAD")
        try author.branchIntoTwoHeads()
        try author.git("push", "--quiet", remote.root, "main", "topic")
    }

    // MARK: GitHub

    /// What GitHub checks out: the merge of the pull request, one commit deep.
    @Test("The GitHub action lints a pull request against its base", arguments: [true, false])
    func gitHubPullRequest(isShallow: Bool) throws {
        try author.git("switch", "--quiet", "--detach", "main")
        try author.git("merge", "--quiet", "--no-edit", "topic")
        let merge = try author.git("rev-parse", "HEAD")
        try author.git("push", "--quiet", remote.root, "HEAD:refs/pull/1/merge")
        let clone = try checkout("refs/pull/1/merge", depth: isShallow ? "1" : nil)
        let job = ["GITHUB_ACTIONS": "true", "GITHUB_SHA": merge, "GITHUB_BASE_REF": "main"]
        let result = try action(in: clone, job, inputs: ["sarif": "true"])
        #expect(result.status == 1)
        #expect(result.log.contains("::error"), "\(result.log)")
        #expect(result.log.contains("single-head::"), "\(result.log)")
        let sarif = try #require(result.uploaded.flatMap { FileManager.default.contents(atPath: $0) })
        #expect(String(decoding: sarif, as: UTF8.self).contains("\"ruleId\": \"single-head\""))
    }

    @Test("The GitHub action compares a push with the state before it")
    func gitHubPush() throws {
        try editWhatIsPublished()
        let head = try author.git("rev-parse", "HEAD")
        let clone = try checkout("refs/heads/main", depth: "1")
        let job = ["GITHUB_ACTIONS": "true", "GITHUB_SHA": head, "GITHUB_REF": "refs/heads/main"]
        let event = ["github.event.before": before, "github.event.repository.default_branch": "main"]
        let refused = try action(in: clone, job, event: event)
        #expect(refused.status == 1)
        #expect(refused.log.contains("published-unchanged::"), "\(refused.log)")
        #expect(refused.uploaded == nil)
    }

    /// What a topic branch had before its last push may still be changed: only the main branch is published.
    @Test("The GitHub action compares a push to a topic branch with the main branch")
    func gitHubPushToAnotherBranch() throws {
        try author.git("switch", "--quiet", "topic")
        try author.writeMigration("a2b2c3d4e5f6", revises: "0123456789ab")
        try author.git("commit", "--quiet", "--all", "--message", "Go wrong")
        let wrong = try author.git("rev-parse", "HEAD")
        try author.writeMigration("a2b2c3d4e5f6", revises: ReferenceProject.root)
        try author.git("commit", "--quiet", "--all", "--message", "Fix it")
        let fixed = try author.git("rev-parse", "HEAD")
        try author.git("push", "--quiet", remote.root, "topic")
        let clone = try checkout("refs/heads/topic", depth: "1")
        let job = ["GITHUB_ACTIONS": "true", "GITHUB_SHA": fixed, "GITHUB_REF": "refs/heads/topic"]
        let event = ["github.event.before": wrong, "github.event.repository.default_branch": "main"]
        let passed = try action(in: clone, job, event: event)
        #expect(passed.status == 0, "\(passed.log)")
        #expect(passed.base == "origin/main")
    }

    /// A new main branch has zeros for its old tip, a merge queue names its base, and a schedule names nothing.
    @Test("The GitHub action handles a new main branch, a merge queue and a schedule")
    func gitHubOtherEvents() throws {
        let clone = try checkout("refs/heads/main", depth: "1")
        let head = try clone.git("rev-parse", "HEAD")
        let job = ["GITHUB_ACTIONS": "true", "GITHUB_SHA": head, "GITHUB_REF": "refs/heads/main"]
        let zeros = String(repeating: "0", count: 40)
        let new = ["github.event.before": zeros, "github.event.repository.default_branch": "main"]
        let queue = ["github.event.merge_group.base_sha": before]
        for (event, base) in [(new, ""), (queue, before), ([:], "")] {
            let passed = try action(in: clone, job, event: event)
            #expect(passed.status == 0, "\(passed.log)")
            #expect(passed.base == base)
        }
    }

    /// After a forced push the old commit may be missing on the server, too.
    @Test("The GitHub action handles a forced push whose old commit is missing")
    func gitHubForcedPush() throws {
        let clone = try checkout("refs/heads/main", depth: "1")
        let head = try clone.git("rev-parse", "HEAD")
        let job = ["GITHUB_ACTIONS": "true", "GITHUB_SHA": head, "GITHUB_REF": "refs/heads/main"]
        let gone = String(repeating: "1", count: 40)
        let event = ["github.event.before": gone, "github.event.repository.default_branch": "main"]
        let refused = try action(in: clone, job, event: event)
        #expect(refused.status == 2)
        #expect(refused.log.contains("\(gone), which the branch contained before"), "\(refused.log)")
    }

    // MARK: GitLab

    /// The runner fetches the branch of the merge request, and not its target.
    @Test("The GitLab recipe lints a merge request against its target")
    func gitLabMergeRequest() throws {
        let clone = try checkout("refs/heads/topic", depth: nil)
        let job = ["GITLAB_CI": "true", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main"]
        let result = try scripts("docs/ci/gitlab-ci.yml", in: clone, job)
        #expect(result.status == 1)
        #expect(result.log.contains("error[single-head]"), "\(result.log)")
        let report = try #require(FileManager.default.contents(atPath: clone.path("gl-code-quality-report.json")))
        #expect(String(decoding: report, as: UTF8.self).contains("\"check_name\": \"single-head\""))
    }

    @Test("The GitLab recipe compares the main branch with the state before the push")
    func gitLabMainBranch() throws {
        let clone = try checkout("refs/heads/main", depth: nil)
        let passed = try scripts("docs/ci/gitlab-ci.yml", in: clone, ["CI_COMMIT_BEFORE_SHA": before])
        #expect(passed.status == 0, "\(passed.log)")
        try editWhatIsPublished()
        let second = try checkout("refs/heads/main", depth: nil, to: "second")
        let refused = try scripts("docs/ci/gitlab-ci.yml", in: second, ["CI_COMMIT_BEFORE_SHA": before])
        #expect(refused.status == 1)
        #expect(refused.log.contains("error[published-unchanged]"), "\(refused.log)")
    }

    // MARK: Jenkins

    @Test("The Jenkins recipe lints a pull request against its target")
    func jenkinsPullRequest() throws {
        let clone = try checkout("refs/heads/topic", depth: "1")
        let job = ["CHANGE_TARGET": "main", "WORKSPACE_TMP": folder.path("jenkins")]
        let refused = try scripts("docs/ci/Jenkinsfile", in: clone, job)
        #expect(refused.status == 1)
        #expect(refused.log.contains("error[single-head]"), "\(refused.log)")
        #expect(FileManager.default.fileExists(atPath: clone.path("lint-junit.xml")))
    }

    // MARK: The servers

    /// A clone as a server's runner makes it: one reference, nothing of the others.
    private func checkout(_ reference: String, depth: String?, to name: String = "clone") throws -> GitRepository {
        let clone = try GitRepository(at: name, in: folder)
        try clone.git("remote", "add", "origin", "file://" + remote.root)
        let limit = depth.map { ["--depth", $0] } ?? []
        let fetching = try Command.run(
            "git", ["fetch", "--quiet", "--no-tags"] + limit + ["origin", "+\(reference):refs/runner/fetched"],
            in: clone.root, environment: GitRepository.environment)
        #expect(fetching.status == 0, "\(fetching.errors)")
        try clone.git("checkout", "--quiet", "--detach", "refs/runner/fetched")
        return clone
    }

    private func editWhatIsPublished() throws {
        try author.write(
            ReferenceProject.rootPath,
            ReferenceProject.template.replacing(ReferenceProject.schemaHead, with: "165303a20fb1"))
        try author.git("add", "--all")
        try author.commit("Edit what is published")
        try author.git("push", "--quiet", remote.root, "main")
    }

    /// Runs `action.yml` as GitHub would; `event` contains the values of its expressions.
    private func action(
        in clone: GitRepository,
        _ job: [String: String],
        event: [String: String] = [:],
        inputs: [String: String] = [:]
    ) throws -> (status: Int32, log: String, uploaded: String?, base: String?) {
        var context = event
        var log = ""
        for step in try steps("action.yml") {
            for (name, value) in step.defaults where context[name] == nil { context[name] = value }
            for (name, value) in inputs { context["inputs." + name] = value }
            let variables = step.variables.mapValues { evaluated($0, context) }
            guard step.uses.isEmpty else { continue }
            let outputs = folder.path("outputs")
            try Data().write(to: URL(fileURLWithPath: outputs))
            let result = try shell(
                "bash", ["--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step.script], in: clone,
                job.merging(variables) { $1 }.merging([
                    "GITHUB_OUTPUT": outputs, "GITHUB_WORKSPACE": clone.root, "RUNNER_TEMP": folder.path,
                    "GITHUB_ACTION_PATH": ExampleProject.package,
                ]) { $1 })
            log += result.text + result.errors
            for line in try String(contentsOfFile: outputs, encoding: .utf8).split(separator: "\n") {
                guard let equals = line.firstIndex(of: "=") else { continue }
                context["steps.\(step.id).outputs.\(line[..<equals])"] = String(line[line.index(after: equals)...])
            }
            if result.status != 0 {
                return (result.status, log, context["steps.lint.outputs.sarif"], context["steps.base.outputs.base"])
            }
        }
        return (0, log, context["steps.lint.outputs.sarif"], context["steps.base.outputs.base"])
    }

    /// Runs the scripts of a recipe, one after another, in environments of the job.
    private func scripts(
        _ recipe: String, in clone: GitRepository, _ job: [String: String]
    ) throws -> (status: Int32, log: String) {
        let wheel = try InstalledWheel.shared.get()
        var log = ""
        for step in try steps(recipe) {
            let variables = wheel.environment.merging(step.variables) { $1 }.merging(job) { $1 }
            let result = try shell("sh", ["-e", "-c", step.script], in: clone, variables)
            log += result.text + result.errors
            if result.status != 0 { return (result.status, log) }
        }
        return (0, log)
    }

    private func shell(
        _ program: String, _ arguments: [String], in clone: GitRepository, _ variables: [String: String]
    ) throws -> Command.Result {
        // pip takes the wheel from the build instead of from the network.
        let fixed = [
            "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": ExampleProject.package + "/.build/wheel",
            "GIT_CONFIG_GLOBAL": folder.path("gitconfig"),
        ]
        return try Command.run(
            program, arguments, in: clone.root,
            environment: GitRepository.environment.merging(variables) { $1 }.merging(fixed) { $1 })
    }

    private func steps(_ recipe: String) throws -> [Step] {
        let found = try PythonOracle.values(
            [Step].self, of: "recipe_oracle.py", [ExampleProject.package + "/" + recipe])
        return try #require(found.first)
    }

    /// The value of an expression of GitHub's; a missing one is empty.
    private func evaluated(_ text: String, _ context: [String: String]) -> String {
        guard text.hasPrefix("${{"), text.hasSuffix("}}") else { return text }
        return context[text.dropFirst(3).dropLast(2).trimmingCharacters(in: .whitespaces)] ?? ""
    }
}
