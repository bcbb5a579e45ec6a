import Diagnostics
import Linting
import SourceFiles
import TestSupport
import Testing

@Suite("Where there is nothing to lint, the status is 2, and a hook succeeds")
struct NothingToLintTests {
    private static let environment = [
        "alembic.ini": "[alembic]\nscript_location = m\n", "m/env.py": "", "m/versions/a1_x.py": migration("a1"),
    ]

    private static func below(_ folder: String) -> [String: String] {
        Dictionary(
            uniqueKeysWithValues: environment.map {
                ("\(folder)/\($0)", $1.replacing("= m", with: "= %(here)s/m"))
            })
    }

    @Test("A repository without Alembic is not a pass, nothing is written, and hooks are silent")
    func noAlembic() throws {
        let repository = try GitRepository.make(["README.md": "x\n", "tox.ini": "[tox]\n"])
        let found = repository.lint().outcome
        #expect(found.status == .notEvaluated && found.text.isEmpty)
        #expect(found.errors.first?.contains("nothing to lint") == true)
        #expect(repository.lint { $0.fixes = FixRequest() }.outcome.status == .notEvaluated)
        #expect(try repository.git("status", "--short").isEmpty)
        let variables = ["LINT_HOOK": "pre-commit"]
        let hook = repository.lint({ $0.snapshot.isStaged = true }, variables: variables).outcome
        #expect(hook.status == .success && hook.outputs.isEmpty)
    }

    @Test("Before the first commit, and on a branch that never had an environment, a hook succeeds")
    func otherBranches() throws {
        let empty = try GitRepository()
        try empty.write("README.md", "x\n")
        try empty.git("add", "--all")
        let variables = ["LINT_HOOK": "pre-commit"]
        #expect(empty.lint({ $0.snapshot.isStaged = true }, variables: variables).outcome.status == .success)
        let repository = try GitRepository.make(Self.environment)
        try repository.git("checkout", "--quiet", "--orphan", "gh-pages")
        try repository.git("rm", "-r", "--quiet", "--force", ".")
        try repository.write("index.html", "x\n")
        try repository.git("add", "--all")
        let pages = repository.lint({ $0.snapshot.isStaged = true }, variables: variables).outcome
        #expect(pages.status == .success, "\(pages.errors)")
    }

    @Test("An environment that was deleted since the base is reported, in a hook too")
    func deleted() throws {
        let repository = try GitRepository.make(Self.environment)
        try repository.git("rm", "-r", "--quiet", "alembic.ini", "m")
        try repository.write("README.md", "x\n")
        try repository.git("add", "--all")
        let found = repository.lint({ $0.snapshot.isStaged = true }, variables: ["LINT_HOOK": "pre-commit"]).outcome
        #expect(found.status != .success)
        #expect(found.rules == ["published-unchanged"], "\(found.text) \(found.errors)")
    }

    @Test("The candidates are environments that are passed over, elsewhere, or in a submodule")
    func candidates() throws {
        let samples = try GitRepository.make(Self.below("examples/app"))
        #expect(samples.lint().outcome.errors.contains { $0.contains("`lint -C examples/app/m`") })
        #expect(samples.lint { $0.snapshot.directory = "examples" }.environments == ["examples/app/m: a1"])
        let bare = try samples.clone("--bare").lint { $0.snapshot.commit = "HEAD" }.outcome
        #expect(bare.errors.contains { $0.contains("in a clone with a work tree") }, "\(bare.errors)")
        var files = Self.below("services/db")
        files["web/index.html"] = ""
        let other = try GitRepository.make(files)
        let elsewhere = other.lint { $0.snapshot.directory = "web" }.outcome
        #expect(elsewhere.errors.contains { $0.contains("`lint -C services/db`") }, "\(elsewhere.errors)")
        let library = try GitRepository.make(Self.environment)
        let superproject = try GitRepository(at: "super", in: library.folder)
        try superproject.git(
            "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", "file://\(library.root)", "api")
        try superproject.commit("Add a submodule")
        let submodule = superproject.lint().outcome
        #expect(submodule.status == .notEvaluated)
        #expect(submodule.errors.contains { $0.contains("`api` is a submodule") }, "\(submodule.errors)")
        #expect(superproject.lint { $0.snapshot.directory = "api" }.environments == ["m: a1"])
    }

    /// What a run in a folder says that one may do, each as the argument of `lint -C`.
    private func advice(
        in folder: String, _ directory: String? = nil, variables: [String: String] = [:]
    ) -> (arguments: [String], errors: [String]) {
        let outcome = outcome(in: folder, directory, variables: variables)
        let arguments = outcome.errors.compactMap { $0.firstMatch(of: #/`lint -C (?<folder>[^`]+)`/#) }
        return (arguments.map { String($0.folder) }, outcome.errors)
    }

    private func outcome(
        in folder: String, _ directory: String?, variables: [String: String] = [:]
    ) -> Outcome {
        var request = CheckRequest()
        request.snapshot.directory = directory
        return request.run(
            in: Invocation(
                folder: Array(folder.utf8), variables: GitRepository.environment.merging(variables) { $1 }, seconds: 0))
    }

    @Test("The folder to name with -C is relative to where one stands, and naming it there is enough")
    func relativeFolders() throws {
        let library = try GitRepository.make(Self.environment)
        var files = Self.below("services/db").merging(Self.below("examples/app")) { $1 }
        files["web/pages/index.html"] = ""
        let repository = try GitRepository.make(files)
        try repository.git(
            "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", "file://\(library.root)", "api")
        try repository.commit("Add a submodule")
        for (folder, directory, expected) in [
            ("web/pages", nil, ["../../services/db", "../../api"]), ("web", "pages", ["../services/db", "../api"]),
            ("", "web", ["services/db", "api"]),
        ] {
            let (arguments, errors) = advice(in: repository.path(folder), directory)
            #expect(arguments == expected, "\(errors)")
            for argument in arguments {
                let followed = outcome(in: repository.path(folder), argument)
                #expect(followed.report?.environments.count == 1, "\(followed.errors)")
            }
        }
        let outside = advice(in: repository.folder.path, "project/web").arguments
        #expect(outside == ["project/services/db", "project/api"])
        #expect(advice(in: "/proc", repository.path("web")).arguments == outside.map(repository.folder.path))
    }

    @Test("Without a repository, it says that nothing above is searched")
    func noRepository() throws {
        let folder = try TemporaryFolder()
        try GitRepository(existing: "", in: folder).makeFolder("plain")
        let plain = GitRepository(existing: "plain", in: folder)
        for (path, text) in Self.environment { try plain.write(path, text) }
        let ceiling = ["GIT_CEILING_DIRECTORIES": folder.path]
        let (arguments, errors) = advice(in: plain.path("m/versions"), variables: ceiling)
        #expect(arguments.isEmpty)
        #expect(errors.contains { $0.contains("outside of a Git repository only this folder") }, "\(errors)")
        #expect(outcome(in: plain.path("m/versions"), "../..", variables: ceiling).report?.environments.count == 1)
    }

    @Test("A sign of an orchestrator makes a missing configuration an error")
    func orchestrator() throws {
        let repository = try GitRepository.make(["main.py": "from orchestrator import OrchestratorCore\n"])
        #expect(repository.lint().outcome.rules.contains("alembic-config"))
        #expect(repository.lint().outcome.rules.contains("source-layout"))
        let layout = repository.lint().outcome.report?.diagnostics.filter { $0.rule == "source-layout" }
        #expect(layout?.count == 1, "a missing project is one finding")
    }

    @Test("A hook lints the environments that the change touches, and counts the others")
    func touched() throws {
        let repository = try GitRepository.make(Self.below("one").merging(Self.below("two")) { $1 })
        try repository.write("two/m/versions/b1_x.py", migration("b1", ["a1"]))
        try repository.git("add", "--all")
        let staged = { (request: inout CheckRequest) in request.snapshot.isStaged = true }
        let hook = repository.lint(staged, variables: ["LINT_HOOK": "pre-commit"])
        #expect(hook.environments == ["two/m: b1"])
        #expect(hook.outcome.text.contains("not touched by this change: 1 environment"), "\(hook.outcome.text)")
        #expect(repository.lint(staged).environments == ["one/m: a1", "two/m: b1"])
        // A file above all of them touches all, if a rule reads it.
        for (file, count) in [("requirements/base.txt", 2), ("two/requirements.txt", 1), ("README.md", 0)] {
            try repository.commit("Change")
            try repository.write(file, "alembic\n")
            try repository.git("add", "--all")
            let found = repository.lint(staged, variables: ["LINT_HOOK": "pre-commit"])
            #expect(found.environments.count == count, "\(file) \(found.outcome.text)")
        }
        // `pre-commit run --all-files` sets the same variable as a commit.
        #expect(repository.lint(staged, variables: ["PRE_COMMIT": "1"]).environments.count == 2)
    }

    @Test("A hook that nothing concerns lints none of many environments")
    func manyEnvironments() throws {
        var files = ["README.md": "x\n"]
        for number in 0..<400 { files.merge(Self.below("services/s\(number)")) { $1 } }
        let repository = try GitRepository.make(files)
        try repository.write("README.md", "y\n")
        try repository.git("add", "--all")
        let staged = { (request: inout CheckRequest) in request.snapshot.isStaged = true }
        #expect(repository.lint(staged).environments.count == 400)
        #expect(repository.lint(staged, variables: ["LINT_HOOK": "pre-commit"]).environments.isEmpty)
    }

    @Test("Each environment takes the nearest rules.json; what says where environments are stands in the root's alone")
    func nearestSettings() throws {
        var files = Self.below("one").merging(Self.below("two")) { $1 }
        for folder in ["one", "two"] {
            for id in ["b1", "c1"] { files["\(folder)/m/versions/\(id)_x.py"] = migration(id, ["a1"]) }
        }
        files["two/rules.json"] = #"{"lint": 1, "rules": {"single-head": "off"}}"#
        let repository = try GitRepository.make(files)
        let found = repository.lint().outcome.report?.diagnostics ?? []
        #expect(found.map(\.rule) == ["single-head"] && found.first?.environment == "one/m")
        try repository.write("two/rules.json", #"{"lint": 1, "base": "main"}"#)
        let refused = repository.lint().outcome
        #expect(refused.status == .notEvaluated)
        #expect(refused.errors.first?.contains("two/rules.json:1:13: `base`") == true, "\(refused.errors)")
        try repository.remove("two/rules.json")
        try repository.write("rules.json", #"{"lint": 1, "exclude": ["two"]}"#)
        #expect(repository.lint().environments == ["one/m: b1 c1"])
    }
}
