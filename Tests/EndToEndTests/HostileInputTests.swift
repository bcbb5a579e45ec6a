import Foundation
import SourceFiles
import TestSupport
import Testing

/// Hostile input: lint neither crashes nor hangs, and reports what is wrong.
struct HostileInputTests {
    /// A correct project with one more file of these bytes among its migrations.
    private func project(with bytes: [UInt8]) throws -> GitRepository {
        let repository = try ReferenceProject.make()
        try repository.write(Path(normalized: Array("\(ReferenceProject.migrations)/a1_x.py".utf8)), bytes)
        return repository
    }

    private static let header = "revision = \"a1\"\ndown_revision = \"9cbc348cc1dc\"\n"

    /// The answers, on disk and in the index, with the rules that have something to say.
    private func expect(_ rules: Set<String>, of repository: GitRepository, status: Int32) throws {
        let onDisk = try repository.lint("--format", "json")
        #expect(onDisk.status == status)
        #expect(onDisk.errors.isEmpty)
        #expect(try JSONNode(parsing: onDisk.output).rules == rules)
        try repository.git("add", "--all")
        let staged = try repository.lint("--staged", "--format", "json")
        #expect(staged.status == status)
        #expect(try JSONNode(parsing: staged.output).rules == rules)
    }

    @Test("200,000 open brackets are reported", arguments: ["(", "[", "{", "f'{", "lambda: ("])
    func twoHundredThousandOpenBrackets(bracket: String) throws {
        let text = Self.header + "x = " + String(repeating: bracket, count: 200_000)
        let repository = try project(with: Array(text.utf8))
        try expect(["python-syntax"], of: repository, status: 1)
        let report = try repository.lint()
        // The excerpt of a line of that length is cut.
        #expect(report.output.count < 10_000)
    }

    @Test("Brackets nested 200,000 deep are read")
    func brackets200000DeepAndClosedAgain() throws {
        let depth = 200_000
        let value = String(repeating: "(", count: depth) + "1" + String(repeating: ")", count: depth)
        let result = try project(with: Array((Self.header + "x = " + value + "\n").utf8)).lint("--quiet")
        // Python's own parser fails on it; lint only has to end.
        #expect([0, 1].contains(result.status), "\(result.errors)")
    }

    @Test("A value nested 200,000 deep is read without a crash")
    func aValueNested200000Deep() throws {
        let depth = 200_000
        let text =
            "revision = \"a1\"\ndown_revision = " + String(repeating: "(", count: depth) + "\"9cbc348cc1dc\""
            + String(repeating: ")", count: depth) + "\n"
        let result = try project(with: Array(text.utf8)).lint("--quiet")
        #expect([0, 1].contains(result.status), "\(result.errors)")
    }

    @Test("A comment of thirty megabytes is read")
    func thirtyMegabytesOfComment() throws {
        let line = Array("# nothing to see here, and a lot of it ()[]{}\"'\n".utf8)
        var bytes = Array(Self.header.utf8)
        bytes.reserveCapacity(30 << 20)
        while bytes.count < 30 << 20 { bytes += line }
        let repository = try project(with: bytes)
        let result = try repository.lint("--format", "json")
        #expect(result.status == 0)
    }

    @Test("NUL bytes are reported")
    func nulBytes() throws {
        try expect(
            ["python-syntax"], of: try project(with: Array((Self.header + "x = 1\0\n").utf8)), status: 1)
    }

    @Test("A file in Latin-1 is reported")
    func latin1() throws {
        let text = Array((Self.header + "# caf").utf8) + [0xE9] + Array("\n".utf8)
        // Python reads UTF-8 unless the file names another encoding.
        try expect(["python-syntax"], of: try project(with: text), status: 1)
        try expect([], of: try project(with: Array("# -*- coding: latin-1 -*-\n".utf8) + text), status: 0)
    }

    @Test(
        "Unterminated strings are reported", arguments: ["x = \"abc\n", "x = '''abc\n", "x = f\"{a\n", "x = \"abc\\"])
    func unterminatedStrings(line: String) throws {
        try expect(["python-syntax"], of: try project(with: Array((Self.header + line).utf8)), status: 1)
    }

    @Test("An empty file is reported")
    func anEmptyFile() throws {
        try expect(["revision-declared"], of: try project(with: []), status: 1)
    }

    @Test("A cycle is reported")
    func aCycle() throws {
        let repository = try ReferenceProject.make()
        let count = 500
        for number in 0..<count { try repository.writeMigration("a\(number)", revises: "a\((number + 1) % count)") }
        let report = try repository.report()
        #expect(report.rules == ["acyclic"])
        #expect(report.diagnostics.count == 1)
        try repository.writeMigration("b1", revises: "b1")
        #expect(try repository.report().diagnostics.count == 2)
        #expect(try repository.lint("--quiet").status == 1)
    }

    /// Key, place and the nearest that is known.
    @Test(
        "Wrong settings end with status 2 and an explanation",
        arguments: [
            ("{\n  \"lint\": 1,\n  \"rulez\": {}\n}\n", "rules.json:3:3: unknown key `rulez`: did you mean `rules`?"),
            (
                "{\"lint\": 1, \"rules\": {\"single-haed\": \"off\"}}",
                "rules.json:1:23: unknown key `rules.single-haed`: did you mean `single-head`?"
            ),
            ("{\"lint\": 1, \"rules\": {\"single-head\": \"fatal\"}}", "rules.json:1:38: `fatal`"),
            ("{\"lint\": 1, \"base\": 3}", "rules.json:1:21: `base`"),
            ("{\"lint\": 2}", "rules.json:1:10: `lint`"),
            ("{\"lint\": 1, \"layout\": {\"workflows\": \"../elsewhere\"}}", "rules.json:1:37: `../elsewhere`"),
            ("{\"lint\": 1,", "rules.json:1:1: "),
        ])
    func wrongSettings(text: String, complaint: String) throws {
        let repository = try ReferenceProject.make()
        try repository.write("rules.json", text)
        let result = try repository.lint()
        #expect(result.status == 2)
        #expect(result.output.isEmpty)
        #expect(result.errors.contains(complaint), "\(result.errors)")
    }

    @Test("Settings of another tool are ignored")
    func settingsOfAnotherTool() throws {
        let repository = try ReferenceProject.make()
        try repository.write("rules.json", #"{"rules": [1, 2, 3]}"#)
        let result = try repository.lint()
        #expect(result.status == 0)
        #expect(result.errors.contains("rules.json"))
    }

    @Test(
        "A configuration that names a folder outside of the repository is reported",
        arguments: ["/etc", "../..", "%(here)s/../../elsewhere"])
    func aConfigurationThatPointsOutside(location: String) throws {
        let repository = try ReferenceProject.make()
        try repository.write(
            "alembic.ini", "[alembic]\nscript_location = migrations\nversion_locations = \(location)\n")
        let report = try repository.report()
        #expect(report.diagnostic(of: "alembic-config")?["message"].text?.contains("not in this repository") == true)
        #expect(report["summary"]["migrations"].integer == 0)
        #expect(try repository.lint("--quiet").status == 1)
    }

    /// A link that leads out of the repository, to itself, or to a device is never followed; a pipe is never opened.
    @Test(
        "Symbolic links are not followed",
        .timeLimit(.minutes(1)), arguments: ["/etc/passwd", "a1_x.py", "/dev/zero", "../../../.."])
    func linksAreNotFollowed(target: String) throws {
        let repository = try ReferenceProject.make()
        try repository.link(Path(normalized: Array("\(ReferenceProject.migrations)/a1_x.py".utf8)), to: target)
        let report = try repository.report()
        #expect(report["notEvaluated"].elements?.first?["reason"].text?.contains("symbolic link") == true)
    }

    @Test("A named pipe is not opened", .timeLimit(.minutes(1)))
    func aPipeIsNotOpened() throws {
        let repository = try ReferenceProject.make()
        let path = repository.path("\(ReferenceProject.migrations)/a1_x.py")
        #expect(unsafe mkfifo(path, 0o644) == 0)
        #expect(try repository.lint("--quiet").status == 0)
    }
}
