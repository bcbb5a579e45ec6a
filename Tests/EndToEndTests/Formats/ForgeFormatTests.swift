import Foundation
import SourceFiles
import TestSupport
import Testing

/// The schemas of the report formats, if they are beside the package; without them the documents are only parsed.
private let schemas: String? = {
    let folder = URL(fileURLWithPath: PythonOracle.root).deletingLastPathComponent().appendingPathComponent(
        "shared/schemas"
    ).path
    return FileManager.default.fileExists(atPath: folder + "/sarif-schema-2.1.0.json") ? folder : nil
}()

/// The formats for forges: each document is valid, contains what the JSON report contains, and escapes hostile names.
struct ForgeFormatTests {
    private static let formats = ["sarif", "gitlab", "junit", "rdjson", "checkstyle"]
    private static let hostile = "a\n%0A::error ::<b>&\"',:;\u{1F4A3} \u{00E9}"

    /// A clean project, the broken example, one whose file names are hostile, and one that could not be evaluated.
    private static func projects() throws -> [(name: String, repository: GitRepository)] {
        let clean = try ReferenceProject.make()
        try clean.commit("Publish")
        let hostile = try ReferenceProject.make()
        try hostile.commit("Publish")
        try hostile.write(
            "\(ReferenceProject.migrations)/\(Self.hostile.replacing("\n", with: ""))" + ".py",
            "revision = \"h1\"\ndown_revision = \"nowhere]]>&<\"\n\u{00E9} = 1; depends_on = \"a76b9185b334\"\n")
        // Alembic loads no file with a line break in its name, but a translation may have one.
        try hostile.write("translations/\(Self.hostile).json", "{\n,")
        try hostile.write(
            Path(normalized: Array("\(ReferenceProject.migrations)/x".utf8) + [0xFF] + Array(".py".utf8)),
            Array("revision = \"h2\"\ndown_revision = \"h1\"\n".utf8))
        let open = try ReferenceProject.make()
        try open.write("requirements.txt", "orchestrator-core\n")
        try open.commit("Publish")
        try open.write(
            "\(ReferenceProject.migrations)/a1.py",
            "revision = \"a1\"\ndown_revision = \"\(ReferenceProject.root)\"\ndepends_on = \"da5c9f4cce1c\"\n")
        return [("clean", clean), ("example", try ExampleProject.make()), ("hostile", hostile), ("open", open)]
    }

    @Test("Every document is valid against the schema of its format")
    func everyDocumentIsValid() throws {
        let folder = try TemporaryFolder()
        var files: [String] = []
        for (name, repository) in try Self.projects() {
            for format in Self.formats {
                let file = folder.path("\(name).\(format)")
                let written = try repository.lint("--format", format, "--output", file)
                #expect(written.output.isEmpty && written.errors == "", "\(name) \(format)")
                let printed = try repository.lint("--format", format)
                #expect(printed.output == Array(try Data(contentsOf: URL(fileURLWithPath: file))), "\(name) \(format)")
                #expect(printed.status == written.status)
                files.append(file)
            }
        }
        let said = try PythonOracle.run("report_oracle.py", [schemas ?? ""] + files)
        #expect(String(decoding: said, as: UTF8.self) == "")
    }

    /// The test above validates documents only if the schemas exist; this one checks that they do.
    @Test(
        "The schemas refuse a wrong document",
        .enabled(if: schemas != nil, "no schemas beside the package: documents are read, not validated"))
    func theSchemasAreThere() throws {
        let folder = try TemporaryFolder()
        let file = folder.path("wrong.sarif")
        try Data("{\"version\": \"1.0\"}".utf8).write(to: URL(fileURLWithPath: file))
        let said = try PythonOracle.run("report_oracle.py", [schemas ?? "", file])
        #expect(!said.isEmpty)
    }

    @Test("Every format contains every finding")
    func eachFormatContainsEveryFinding() throws {
        for (name, repository) in try Self.projects() {
            let report = try repository.report()
            let count = report.diagnostics.count + (report["notEvaluated"].elements?.count ?? 0)
            let sarif = try JSONNode(parsing: try repository.lint("--format", "sarif").output)["runs"].elements?[0]
            #expect(sarif?["results"].elements?.count == report.diagnostics.count, "\(name)")
            #expect(sarif?["tool"]["driver"]["rules"].elements?.count ?? 0 > 25)
            #expect(
                sarif?["invocations"].elements?[0]["toolExecutionNotifications"].elements?.count
                    == report["notEvaluated"].elements?.count, "\(name)")
            let gitlab = try JSONNode(parsing: try repository.lint("--format", "gitlab").output).elements ?? []
            #expect(gitlab.count == count, "\(name)")
            #expect(Set(gitlab.compactMap { $0["fingerprint"].text }).count == count, "\(name)")
            let rdjson = try JSONNode(parsing: try repository.lint("--format", "rdjson").output)["diagnostics"].elements
            #expect(rdjson?.count == count, "\(name)")
            let junit = try repository.lint("--format", "junit").text
            #expect(junit.ranges(of: "<testcase ").count == max(count, 1), "\(name)")
            #expect(try repository.lint("--format", "checkstyle").text.ranges(of: "<error ").count == count, "\(name)")
            let github = try repository.lint("--format", "github").text
            #expect(github.split(separator: "\n").count { $0.hasPrefix("::") } == count, "\(name): \(github)")
        }
    }

    /// A fingerprint is that of the finding, not of its line.
    @Test("Fingerprints stay the same when lines move")
    func fingerprintsStayWhenLinesMove() throws {
        let repository = try ExampleProject.make()
        func prints(_ format: String, _ read: (JSONNode) -> [String?]) throws -> [String?] {
            read(try JSONNode(parsing: try repository.lint("--format", format).output))
        }
        let gitlab = { (node: JSONNode) in node.elements?.map { $0["fingerprint"].text } ?? [] }
        let sarif = { (node: JSONNode) in
            node["runs"].elements?[0]["results"].elements?.map {
                $0["partialFingerprints"]["primaryLocationLineHash"].text
            } ?? []
        }
        let before = (try prints("gitlab", gitlab), try prints("sarif", sarif))
        let folder = repository.path("migrations/versions/schema")
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) where name.hasSuffix(".py") {
            let url = URL(fileURLWithPath: "\(folder)/\(name)")
            try (Data("# one more line\n".utf8) + Data(contentsOf: url)).write(to: url)
        }
        #expect(try prints("gitlab", gitlab) == before.0)
        #expect(try prints("sarif", sarif) == before.1)
        #expect(before.0.count == 7 && !before.0.contains(nil))
    }

    /// The suggestions of reviewdog's format, applied, are what `--fix` gives.
    @Test("The suggestions of rdjson are the edits of --fix")
    func suggestionsAreTheFixes() throws {
        let repository = try ReferenceProject.make()
        try repository.commit("Publish")
        let path = "\(ReferenceProject.migrations)/a1.py"
        let text =
            "\u{00E9} = 1; revision = \"a1\"\ndown_revision = \"\(ReferenceProject.root)\"\n"
            + "x = \"\u{00E9}\"; depends_on = \"a76b9185b334\"\n"
        try repository.write(path, text)
        let findings =
            try JSONNode(parsing: try repository.lint("--format", "rdjson").output)["diagnostics"].elements ?? []
        let suggested = findings.compactMap { $0["suggestions"].elements?.first }
        let suggestion = try #require(suggested.first)
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { Array($0.utf8) }
        let (start, end) = (suggestion["range"]["start"], suggestion["range"]["end"])
        let line = try #require(start["line"].integer) - 1
        lines[line].replaceSubrange(
            (start["column"].integer ?? 0) - 1..<(end["column"].integer ?? 0) - 1,
            with: Array((suggestion["text"].text ?? "").utf8))
        #expect(try repository.lint("--fix").status == 0)
        let repaired = Array(try Data(contentsOf: URL(fileURLWithPath: repository.path(path))))
        #expect(Array(lines.joined(separator: [0x0A])) == repaired)
    }

    // MARK: GitHub

    @Test("Hostile file names are escaped in every format")
    func hostileNamesAreOnlyNames() throws {
        let repository = try Self.projects()[2].repository
        let lines = try repository.lint("--format", "github").text.split(
            separator: "\n", omittingEmptySubsequences: false)
        for line in lines where line.hasPrefix("::") {
            let command = line.dropFirst(2).prefix { $0 != " " }
            #expect(["error", "warning", "notice"].contains(String(command)))
        }
        #expect(
            lines.contains { $0.contains("file=translations/a%0A%250A%3A%3Aerror %3A%3A<b>&\"'%2C%3A;") })
        #expect(lines.filter { $0.hasPrefix("::error ::") } == [])
    }

    @Test("Findings over the limit of a forge are counted in one line")
    func whatIsOverTheLimitIsOneLine() throws {
        let repository = try ReferenceProject.make()
        try repository.commit("Publish")
        for number in 0..<14 {
            try repository.write(
                "\(ReferenceProject.migrations)/m\(number).py", "revision = \"m\(number)\"\ndown_revision = \"gone\"\n")
        }
        let lines = try repository.lint("--format", "github", "--only", "known-revision").text.split(separator: "\n")
        #expect(lines.filter { $0.hasPrefix("::error") }.count == 10)
        #expect(lines[9].contains("5 more errors are in the log of this step: GitHub shows 10 annotations of a kind"))
        #expect(lines.filter { $0.hasPrefix("- migrations/") }.count == 5)
        #expect(lines.dropLast().last == "Found 14 errors in 15 migrations")
        #expect(lines.last?.hasPrefix("  environment: migrations (orchestrator), heads ") == true)
    }

    // MARK: Where it is run

    @Test("On a forge, the default format is its own")
    func theFormatIsThatOfTheForge() throws {
        let repository = try ExampleProject.make()
        #expect(try repository.lint(environment: ["GITHUB_ACTIONS": "true"]).text.hasPrefix("::error file="))
        #expect(
            try repository.lint("--format", "human", environment: ["GITHUB_ACTIONS": "true"]).text.hasPrefix("error["))
        #expect(try repository.lint(environment: ["GITLAB_CI": "true"]).text.hasPrefix("error["))
        #expect(try repository.lint("--output", "report.json", environment: ["GITLAB_CI": "true"]).output.isEmpty)
        let report = try JSONNode(
            parsing: Array(try Data(contentsOf: URL(fileURLWithPath: repository.path("report.json")))))
        #expect(report.elements?.count == 7)
    }

    @Test("A report file is written as a whole or not at all")
    func aReportIsWrittenWholeOrNotAtAll() throws {
        let repository = try ExampleProject.make()
        let wrong = try repository.lint("--output", "no/such/folder/report.txt")
        #expect(wrong.status == 2)
        #expect(wrong.errors.contains("lint: cannot write no/such/folder/report.txt: No such file or directory"))
        // A clean run writes its report, too, however quiet it is.
        let quiet = try repository.lint("--quiet", "--only", "acyclic", "--output", "report.txt")
        #expect(quiet.status == 0)
        #expect(
            try String(contentsOfFile: repository.path("report.txt"), encoding: .utf8).hasPrefix("All checks passed"))
    }

    @Test("The statistics count the findings by rule")
    func aFirstLook() throws {
        let repository = try ExampleProject.make()
        let result = try repository.lint("--statistics", "--exit-zero")
        #expect(result.status == 0)
        #expect(result.text.hasPrefix("1  error    data-branch\n1  error    depends-on-current [*]\n"))
        #expect(
            result.text.contains(
                "Found 4 errors, 2 warnings and 1 info in 5 migrations; 4 can be fixed with `lint --fix`\n  environment: "
            ))
        #expect(try repository.lint("--statistics", "--format", "json").status == 2)
        // Nothing in a commit can be fixed.
        #expect(try !repository.lint("--statistics", "--commit", "HEAD").text.contains("[*]"))
        // What could not be evaluated never ends with 0, and is counted, too.
        try repository.write("requirements.txt", "orchestrator-core\n")
        let open = try repository.lint("--statistics", "--exit-zero")
        #expect(open.status == 2)
        #expect(open.text.contains("1  not evaluated  depends-on-current\nFound "), "\(open.text)")
    }
}
