import Foundation
import TestSupport
import Testing

/// The reports for people, as they come out of the program.
struct TextReportTests {
    private static let escape: UInt8 = 0x1B

    /// The hook's command line is read without the argument parser: it has to mean the same.
    @Test(
        "Command lines that bypass the parser mean the same",
        arguments: [
            [], ["--staged"], ["--quiet"], ["-q", "--staged"], ["--commit", "HEAD"], ["--commit", "nothing"],
            ["--commit"],
            ["--commit", "HEAD", "--staged"],
        ])
    func plainCommandLinesMeanWhatTheParserMakesOfThem(arguments: [String]) throws {
        for repository in [try ReferenceProject.make(), try ExampleProject.make()] {
            let plain = try LintProgram.run(arguments, in: repository.root)
            let parsed = try LintProgram.run(["check"] + arguments, in: repository.root)
            #expect(plain.status == parsed.status)
            #expect(plain.output == parsed.output)
            #expect(plain.errors == parsed.errors)
        }
    }

    @Test("A pipe gets no colours", arguments: ["human", "concise"])
    func aPipeGetsNoColours(format: String) throws {
        let repository = try ExampleProject.make()
        let plain = try repository.lint("--format", format)
        #expect(!plain.output.contains(Self.escape))
        #expect(try repository.lint("--format", format, "--color", "never").output == plain.output)
        let colored = try repository.lint("--format", format, "--color", "always")
        #expect(colored.output.contains(Self.escape))
        #expect(withoutEscapes(colored.output) == plain.output)
    }

    private func withoutEscapes(_ bytes: [UInt8]) -> [UInt8] {
        var plain: [UInt8] = []
        var isEscape = false
        for byte in bytes {
            if byte == Self.escape { isEscape = true }
            if !isEscape { plain.append(byte) }
            if byte == UInt8(ascii: "m") { isEscape = false }
        }
        return plain
    }

    /// `script` is the terminal.
    @Test(
        "A terminal gets colours unless NO_COLOR is set",
        .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script")))
    func aTerminalGetsColoursUnlessNoColor() throws {
        let repository = try ExampleProject.make()
        func inTerminal(_ variables: [String: String]) throws -> [UInt8] {
            let environment = GitRepository.environment.merging(["TERM": "xterm"]) { $1 }.merging(variables) { $1 }
            return try Command.run(
                "/usr/bin/script", ["-qec", LintProgram.path, "/dev/null"], in: repository.root,
                environment: environment
            ).output
        }
        #expect(try inTerminal([:]).contains(Self.escape))
        #expect(try inTerminal(["NO_COLOR": ""]).contains(Self.escape))
        #expect(try !inTerminal(["NO_COLOR": "1"]).contains(Self.escape))
        #expect(try !inTerminal(["TERM": "dumb"]).contains(Self.escape))
    }

    @Test("The report is on standard output alone")
    func theReportIsOnStandardOutputAlone() throws {
        let repository = try ExampleProject.make()
        let result = try repository.lint()
        #expect(result.status == 1)
        #expect(result.errors.isEmpty)
        #expect(result.text.hasSuffix("\n"))
        #expect(result.text.contains("Found 4 errors, 2 warnings and 1 info in 5 migrations"))
    }

    @Test("The concise report has one line for each finding")
    func conciseIsOneLineForEachFinding() throws {
        let repository = try ExampleProject.make()
        let lines = try repository.lint("--format", "concise").text.split(separator: "\n")
        let findings = try repository.report().diagnostics
        #expect(lines.count == findings.count + 2)
        #expect(lines.last?.hasPrefix("  environment: migrations (orchestrator), heads ") == true)
        for (line, finding) in zip(lines, findings) {
            let start = finding["range"]["start"]
            let place = [
                finding["path"].text, start["line"].integer.map(String.init), start["column"].integer.map(String.init),
            ].compactMap(\.self).joined(separator: ":")
            #expect(line.hasPrefix("\(place): \(finding["severity"].text ?? "?"): "))
            let mark = finding["fix"].isPresent ? " [*]" : ""
            #expect(line.hasSuffix(" [\(finding["rule"].text ?? "?")]" + mark))
        }
    }

    @Test("The README shows the report that lint prints")
    func theReadmeShowsTheRealReport() throws {
        let readme = String(decoding: try ExampleProject.packageFile("README.md"), as: UTF8.self)
        let begin = try #require(readme.firstRange(of: "<!-- report -->\n```text\n"))
        let end = try #require(readme[begin.upperBound...].firstRange(of: "```\n<!-- /report -->"))
        let shown = readme[begin.upperBound..<end.lowerBound]
        let result = try ExampleProject.make().lint()
        #expect(String(shown) == result.text)
    }

    @Test("The bundled example has the expected findings")
    func theExampleIsBrokenAsItShouldBe() throws {
        let repository = try ExampleProject.make()
        #expect(
            try repository.report().rules == [
                "data-branch", "depends-on-current", "docstring-agrees", "single-head", "source-layout",
                "tracked-layout", "translation-names",
            ])
        // One of the two new migrations is not staged, so the next commit has a single head.
        #expect(try repository.report("--staged").diagnostic(of: "single-head") == nil)
    }
}
