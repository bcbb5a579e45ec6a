import Foundation
import TestSupport
import Testing

/// The documentation for people: its command lines are run, its configurations are validated, its links lead somewhere.
struct DocumentationTests {
    /// The pages, relative to the package.
    private static let pages = [
        "README.md", "CONTRIBUTING.md", "python/README.md", "docs/architecture.md", "docs/ci/README.md",
        "docs/configuration.md", "docs/decisions.md", "docs/exit-status.md", "docs/fixes.md",
        "docs/formats.md", "docs/git.md", "docs/limits.md", "docs/pre-commit.md", "docs/rules.md",
    ]

    @Test("The list of pages is complete")
    func everyPageIsHere() throws {
        let found = try FileManager.default.subpathsOfDirectory(atPath: ExampleProject.package + "/docs")
            .filter { $0.hasSuffix(".md") }.map { "docs/" + $0 }
        #expect(Set(found).isSubset(of: Self.pages))
    }

    // MARK: Command lines

    /// Each block runs in a project of its own, line by line.
    @Test("Every block of shell commands runs", arguments: pages)
    func commandBlocksRun(page: String) throws {
        for block in try Page(page).blocks where block.language == "sh" {
            let shell = try DocumentedShell(block.marker)
            for command in block.commands { #expect(try shell.complaint(about: command) == nil, "\(page)") }
        }
    }

    /// Every `lint …` in the text.
    @Test("Every lint command in the text runs", arguments: pages)
    func commandsInTheTextRun(page: String) throws {
        let commands = try Page(page).commandsInText
        guard !commands.isEmpty else { return }
        let shell = try DocumentedShell(nil)
        for command in commands { #expect(try shell.complaint(about: command) == nil, "\(page)") }
    }

    @Test("The tests find the commands of the pages")
    func theTestFindsThem() throws {
        #expect(try Page("README.md").blocks.flatMap(\.commands).contains("lint --fix --staged"))
        #expect(try Set(Page("README.md").blocks.compactMap(\.marker)) == ["empty", "package"])
        #expect(try Page("docs/fixes.md").blocks.flatMap(\.commands).contains("lint --diff | git apply"))
        #expect(try Page("README.md").commandsInText.contains("lint explain single-head"))
        let shell = try DocumentedShell(nil)
        #expect(try shell.complaint(about: "lint --no-such-option") != nil)
        #expect(try shell.complaint(about: "git no-such-command") != nil)
    }

    // MARK: Configurations

    @Test("The pre-commit framework accepts the documented configurations")
    func theFrameworkTakesItsConfigurations() throws {
        let blocks = try Page("docs/pre-commit.md").blocks.filter { $0.language == "yaml" }
        #expect(blocks.count == 3)
        let folder = try TemporaryFolder()
        for block in blocks {
            let file = folder.path("config.yaml")
            try Data(block.text.utf8).write(to: URL(fileURLWithPath: file))
            let result = try Command.run(
                PythonOracle.program("pre-commit"), ["validate-config", file], in: folder.path,
                environment: GitRepository.environment.merging(["HOME": folder.path]) { $1 })
            #expect(result.status == 0, "\(result.text)\(result.errors)\(block.text)")
        }
    }

    /// The schemas are those of SchemaStore, which check-jsonschema carries.
    @Test("The documented CI files are valid against their schemas")
    func theServersTakeTheirFiles() throws {
        let folder = try TemporaryFolder()
        var files = [("github-actions", "action.yml"), ("gitlab-ci", "docs/ci/gitlab-ci.yml")]
            .map { ($0.0, ExampleProject.package + "/" + $0.1) }
        for page in ["README.md", "docs/ci/README.md"] {
            for block in try Page(page).blocks where block.language == "yaml" {
                let file = folder.path("workflow-\(files.count).yml")
                try Data(block.text.utf8).write(to: URL(fileURLWithPath: file))
                files.append(("github-workflows", file))
            }
        }
        #expect(files.count == 4)
        for (schema, file) in files {
            let result = try Command.run(
                PythonOracle.program("check-jsonschema"), ["--builtin-schema", "vendor." + schema, file],
                in: folder.path, environment: GitRepository.environment)
            #expect(result.status == 0, "\(file): \(result.text)\(result.errors)")
        }
        let hooks = try Command.run(
            PythonOracle.program("pre-commit"), ["validate-manifest", ".pre-commit-hooks.yaml"],
            in: ExampleProject.package, environment: GitRepository.environment.merging(["HOME": folder.path]) { $1 })
        #expect(hooks.status == 0, "\(hooks.text)\(hooks.errors)")
    }

    /// `uses: OWNER/lint@v1.2.3`, `rev: v1.2.3` and `orchestrator-lint==1.2.3` name this version.
    @Test("The documented versions are this one")
    func theVersionIsThisOne() throws {
        let version = try LintProgram.run(["--version"], in: "/").text.dropLast()
        var count = 0
        let files =
            Self.pages + ["action.yml", "docs/ci/gitlab-ci.yml", "docs/ci/Containerfile", "docs/ci/Jenkinsfile"]
        for page in files {
            let text = try Page(page).text
            for match in text.matches(of: #/(?:lint@v|rev: v|orchestrator-lint==)([0-9][0-9.a-z]*)/#) {
                #expect(match.1 == version, "\(page)")
                count += 1
            }
        }
        #expect(count > 5)
    }

    /// The names of the inputs in the examples are those of the action.
    @Test("The documented inputs of the action exist")
    func theInputsOfTheActionExist() throws {
        let action = try Page("action.yml").text
        let example = try #require(try Page("docs/ci/README.md").blocks.first { $0.language == "yaml" }).text
        let inputs = try #require(example.components(separatedBy: "OWNER/lint").last).matches(
            of: #/\n +([a-z-]+): [a-z]/#)
        #expect(inputs.count == 2)
        for input in inputs { #expect(action.contains("\n  \(input.1):\n    description"), "\(input.1)") }
    }

    // MARK: Settings and links

    @Test("Every setting is documented")
    func everySettingIsDescribed() throws {
        let page = try Page("docs/configuration.md").text
        let schema = try JSONNode(parsing: LintProgram.run(["config", "--schema"], in: "/").output)
        let properties = schema["properties"]
        #expect(properties.keys.count > 8)
        for name in properties.keys {
            // The rules have a page of their own.
            let inner = name == "rules" ? [] : properties[name]["properties"].keys
            for name in inner.isEmpty ? [name] : inner.map({ "\(name).\($0)" }) {
                #expect(page.contains("`\(name)`"), "\(name) is not described")
            }
        }
    }

    @Test("Every link leads to a page and a heading that exist", arguments: pages)
    func linksLeadSomewhere(page: String) throws {
        let folder = (page as NSString).deletingLastPathComponent
        for match in try Page(page).text.matches(of: #/\]\(([^)\s]+)\)/#) {
            let parts = match.1.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard !parts[0].contains("://") else { continue }
            let target =
                parts[0].isEmpty
                ? page : ((folder as NSString).appendingPathComponent(parts[0]) as NSString).standardizingPath
            let path = ExampleProject.package + "/" + target
            #expect(FileManager.default.fileExists(atPath: path), "\(page): \(match.1)")
            if parts.count > 1 { #expect(try Page(target).anchors.contains(parts[1]), "\(page): \(match.1)") }
        }
    }
}

/// A page of the documentation.
private struct Page {
    /// A fenced block.
    struct Block {
        let language: String
        /// The surroundings in which the commands run, as the comment before the block names them.
        let marker: String?
        let text: String

        /// The command lines, without their comments.
        var commands: [String] {
            text.split(separator: "\n").compactMap { line in
                let command = line.replacing(#/(^|\s{2,})#.*/#, with: "").trimmingCharacters(in: .whitespaces)
                return command.isEmpty ? nil : command
            }
        }
    }

    let text: String

    init(_ path: String) throws {
        text = String(decoding: try ExampleProject.packageFile(path), as: UTF8.self)
    }

    var blocks: [Block] {
        text.matches(of: #/(?m)(?:^<!-- run in: ([a-z]+) -->\n)?^```([a-z]+)\n((?s).*?)^```$/#).map {
            Block(language: String($0.2), marker: $0.1.map(String.init), text: String($0.3))
        }
    }

    /// `lint …` between backticks, with a value in the place of each name in capitals; without incomplete ones.
    var commandsInText: [String] {
        let prose = text.replacing(#/(?m)^```(?s).*?^```$/#, with: "")
        let placeholders = ["REV": "HEAD", "DIR": ".", "RULE": "single-head", "FILE": "out"]
        let commands = prose.matches(of: #/`(lint(?: [^`]*)?)`/#).map { match in
            match.1.split(separator: " ").map { placeholders[String($0)] ?? String($0) }.joined(separator: " ")
        }
        return Set(commands).filter { !$0.contains("…") }.sorted()
    }

    /// The names of its headings, as GitHub makes them.
    var anchors: Set<String> {
        Set(
            text.matches(of: #/(?m)^#+ (.*)$/#).map { heading in
                String(heading.1.lowercased().filter { $0.isLetter || $0.isNumber || "-_ ".contains($0) })
                    .replacing(" ", with: "-")
            })
    }
}

/// Where the commands of a block are run: as somebody would who has installed the wheel.
private struct DocumentedShell {
    private let repository: GitRepository
    private let variables: [String: String]
    private let isInPackage: Bool

    /// `empty`: in an empty folder; `package`: in this package; `framework`: in a project with pre-commit.
    ///
    /// Else in a project with something to fix, which has releases and a remote.
    init(_ marker: String?) throws {
        let folder = try TemporaryFolder()
        isInPackage = marker == "package"
        switch marker {
        case "empty":
            try FileManager.default.createDirectory(atPath: folder.path("project"), withIntermediateDirectories: true)
            repository = GitRepository(existing: "project", in: folder)
        default: repository = try Self.project()
        }
        var variables = try InstalledWheel.shared.get().environment
        variables.merge([
            // Nothing comes from the network, and nothing of the user is changed.
            "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": ExampleProject.package + "/.build/wheel",
            "PRE_COMMIT_HOME": repository.folder.path("pre-commit home"), "HOME": repository.folder.path,
            "GIT_CONFIG_GLOBAL": repository.folder.path("gitconfig"),
        ]) { $1 }
        if marker == "framework" {
            let program = try PythonOracle.program("pre-commit")
            variables["PATH"]? += ":" + (program as NSString).deletingLastPathComponent
            try Self.useFramework(in: repository)
        }
        self.variables = variables
    }

    /// Runs a command line; returns how it failed, or `nil` if it did not.
    ///
    /// A linter may find something.
    func complaint(about command: String) throws -> String? {
        // What would build the package within its own tests is only looked up.
        let isMake = command.hasPrefix("make ")
        let result = try Command.run(
            "sh", ["-c", isMake ? "make --dry-run " + command.dropFirst(5) : command],
            in: isMake || isInPackage ? ExampleProject.package : repository.root, environment: variables)
        let isLinter = command.hasPrefix("lint") && !command.contains("|") || command.hasPrefix("pre-commit run")
        if result.status == 0 || isLinter && result.status == 1 { return nil }
        return "\(command): \(result.status) \(result.text)\(result.errors)"
    }

    private static func project() throws -> GitRepository {
        let repository = try ReferenceProject.make()
        let remote = try GitRepository("--bare", at: "remote", in: repository.folder)
        try repository.git("remote", "add", "origin", remote.root)
        try repository.write("rules.json", "{\"lint\": 1}\n")
        try repository.git("add", "--all")
        for release in ["v2.3", "v2.4"] {
            try repository.commit(release)
            try repository.git("tag", release)
        }
        try repository.git("push", "--quiet", "--set-upstream", "origin", "main", "main:feature-a")
        try repository.git("fetch", "--quiet", "origin")
        try repository.git("switch", "--quiet", "--create", "topic")
        try repository.writeMigration("a2b2c3d4e5f6", revises: ReferenceProject.root, dependsOn: "165303a20fb1")
        try repository.git("add", "--all")
        return repository
    }

    private static func useFramework(in repository: GitRepository) throws {
        try repository.write(
            ".pre-commit-config.yaml",
            """
            repos:
              - repo: local
                hooks:
                  - id: orchestrator-lint-installed
                    name: lint
                    language: system
                    entry: lint hooks run
                    always_run: true
                    pass_filenames: false

            """)
        try repository.git("add", "--all")
    }
}
