import Foundation
import TestSupport
import Testing

/// The JSON report, version 1: what other programs rely on, field by field.
struct JSONContractTests {
    /// A report with findings of all severities, with notes, with and without a range, and with a suppressed finding.
    private func richReport() throws -> (repository: GitRepository, report: JSONNode) {
        let repository = try ExampleProject.make()
        try repository.write(
            "migrations/versions/schema/2025-03-01_add_site.py",
            """
            revision = "77aa88bb99cc"  # lint: ignore[file-name] named by hand
            down_revision = "4c7e9d1f0a35"

            """)
        return (repository, try repository.report())
    }

    @Test("The report has the members of the contract")
    func topLevel() throws {
        let (_, report) = try richReport()
        #expect(
            report.keys.isSuperset(of: [
                "version", "tool", "snapshot", "core", "environments", "graph", "diagnostics", "summary",
            ]))
        #expect(report["version"].integer == 1)
        #expect(report["tool"].keys == ["name", "version"])
        #expect(report["tool"]["name"].text == "lint")
        let version = try LintProgram.run(["--version"], in: "/").text
        #expect(report["tool"]["version"].text.map { $0 + "\n" } == version)
        #expect(report["snapshot"].keys == ["kind", "base"])
        #expect(report["snapshot"]["kind"].text == "worktree")
        #expect(report["snapshot"]["base"].text == "HEAD")
    }

    @Test("The member core describes the core")
    func core() throws {
        let (repository, report) = try richReport()
        #expect(report["core"].keys == ["package", "release", "head", "source", "path"])
        #expect(report["core"]["package"].text == "orchestrator-core")
        #expect(report["core"]["release"].text == "2.1.2")
        #expect(report["core"]["head"].text == "048219045729")
        #expect(report["core"]["source"].text == "pin")
        #expect(report["core"]["path"].text == "requirements.txt")

        try repository.write("requirements.txt", "orchestrator-core\n")
        let unknown = try repository.report()["core"]
        #expect(unknown["source"].text == "unknown")
        #expect(!unknown["head"].isPresent && !unknown["release"].isPresent)
    }

    @Test("The member environments describes each environment")
    func environments() throws {
        let (repository, report) = try richReport()
        let environments = try #require(report["environments"].elements)
        #expect(environments.count == 1)
        #expect(environments[0].keys == ["path", "profile", "config", "core", "revisions", "heads"])
        #expect(environments[0]["path"].text == "migrations")
        #expect(environments[0]["profile"].text == "orchestrator")
        #expect(environments[0]["config"].text == "alembic.ini")
        #expect(environments[0]["core"]["release"].text == "2.1.2")
        #expect(environments[0]["revisions"].integer == 19)
        #expect(environments[0]["heads"].elements?.count == 3)
        #expect(report.diagnostics.allSatisfy { !$0["environment"].isPresent })

        try repository.write("other/alembic.ini", "[alembic]\nscript_location = %(here)s/scripts\n")
        try repository.write("other/scripts/env.py", "")
        try repository.write("other/scripts/versions/a1.py", "revision = \"a1\"\ndown_revision = \"gone\"\n")
        try repository.write("rules.json", #"{"lint": 1, "configs": ["alembic.ini", "other/alembic.ini"]}"#)
        let several = try repository.report()
        #expect(several["environments"].elements?.map { $0["path"].text } == ["migrations", "other/scripts"])
        let unknown = try #require(several.diagnostic(of: "known-revision"))
        #expect(unknown["environment"].text == "other/scripts")
        #expect(several.diagnostic(of: "single-head")?["environment"].text == "migrations")
        // The graph is their sum.
        let counts = try #require(several["environments"].elements).compactMap { $0["revisions"].integer }
        #expect(several["graph"]["revisions"].integer == counts.reduce(0, +))
        #expect(try repository.lint().text.contains("in 7 migrations in 2 environments"))
    }

    @Test("The member graph describes the heads")
    func graph() throws {
        let (_, report) = try richReport()
        // Six of the project, thirteen of the core up to 2.1.2.
        #expect(report["graph"]["revisions"].integer == 19)
        let heads = try #require(report["graph"]["heads"].elements)
        #expect(Set(heads.compactMap { $0["revision"].text }) == ["77aa88bb99cc", "e25b8f6a9d13", "048219045729"])
        for head in heads {
            let isOfTheCore = head["revision"].text == "048219045729"
            #expect(head.keys == Set(["revision", "labels", "effective"]).union(isOfTheCore ? [] : ["path"]))
            #expect(head["effective"].boolean == false)
            #expect(head["labels"].elements?.map(\.text) == (isOfTheCore ? ["schema"] : []))
        }
    }

    @Test("The member diagnostics describes every finding")
    func diagnostics() throws {
        let (repository, report) = try richReport()
        #expect(Set(report.diagnostics.compactMap { $0["severity"].text }) == ["error", "warning", "info"])
        for diagnostic in report.diagnostics {
            #expect(diagnostic.keys.isSuperset(of: ["rule", "severity", "message", "notes"]))
            #expect(
                diagnostic.keys.isSubset(of: [
                    "rule", "severity", "message", "help", "environment", "path", "revision", "range", "notes", "fix",
                ]))
            #expect(diagnostic["message"].text?.isEmpty == false)
            try expectPlace(diagnostic, in: repository)
            for note in try #require(diagnostic["notes"].elements) {
                #expect(note.keys.isSubset(of: ["message", "path", "range"]))
                #expect(note["message"].text?.isEmpty == false)
                try expectPlace(note, in: repository)
            }
        }
    }

    /// Lines and columns count from 1, columns and offsets count bytes, and all three say the same.
    private func expectPlace(_ place: JSONNode, in repository: GitRepository) throws {
        guard place["range"].isPresent else { return }
        let path = try #require(place["path"].text)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: repository.path(path)))
        #expect(place["range"].keys == ["start", "end"])
        var offsets: [Int] = []
        for end in ["start", "end"] {
            let position = place["range"][end]
            #expect(position.keys == ["line", "column", "offset"])
            let offset = try #require(position["offset"].integer)
            let before = bytes.prefix(offset)
            #expect(position["line"].integer == before.count { $0 == UInt8(ascii: "\n") } + 1)
            #expect(position["column"].integer == offset - (before.lastIndex(of: UInt8(ascii: "\n")) ?? -1))
            offsets.append(offset)
        }
        #expect(offsets[0] <= offsets[1])
    }

    @Test("Ranges mark the text that a finding is about")
    func rangesMarkWhatIsMeant() throws {
        let (repository, report) = try richReport()
        let stale = try #require(report.diagnostic(of: "depends-on-current"))
        let path = "migrations/versions/schema/2025-02-10_e25b8f6a9d13_add_ip_prefix.py"
        #expect(stale["path"].text == path)
        #expect(stale["revision"].text == "e25b8f6a9d13")
        let start = try #require(stale["range"]["start"]["offset"].integer)
        let end = try #require(stale["range"]["end"]["offset"].integer)
        let text = try Data(contentsOf: URL(fileURLWithPath: repository.path(path)))[start..<end]
        #expect(String(decoding: text, as: UTF8.self) == "\"da5c9f4cce1c\"")
        // A finding about a folder has no range.
        #expect(report.diagnostic(of: "source-layout")?["path"].text == "workflows")
        #expect(report.diagnostic(of: "source-layout")?["range"].isPresent == false)
    }

    @Test("The summary counts the diagnostics")
    func summaryCountsTheDiagnostics() throws {
        let (_, report) = try richReport()
        #expect(
            report["summary"].keys.isSuperset(of: [
                "errors", "warnings", "infos", "fixable", "suppressed", "migrations",
            ]))
        for (field, severity) in [("errors", "error"), ("warnings", "warning"), ("infos", "info")] {
            #expect(report["summary"][field].integer == report.diagnostics.count { $0["severity"].text == severity })
        }
        #expect(report["summary"]["fixable"].integer == report.diagnostics.count { $0["fix"].isPresent })
        #expect(report["summary"]["suppressed"].integer == 1)
        #expect(report["summary"]["migrations"].integer == 6)
    }

    /// By path, then start, then rule; and the same bytes every time.
    @Test("Diagnostics are sorted, and two runs print the same bytes")
    func orderIsFixed() throws {
        let (repository, report) = try richReport()
        let keys = report.diagnostics.map { diagnostic in
            (
                diagnostic["path"].text ?? "", diagnostic["range"]["start"]["offset"].integer ?? -1,
                diagnostic["rule"].text ?? ""
            )
        }
        #expect(keys.count > 5)
        for (before, after) in zip(keys, keys.dropFirst()) { #expect(before < after) }
        let runs = try (0..<5).map { _ in try repository.lint("--format", "json").output }
        #expect(Set(runs).count == 1)
    }

    /// They are in a member of their own, and no other member changes.
    @Test("Checks that could not be evaluated are in the report")
    func notEvaluatedChecks() throws {
        let repository = try ReferenceProject.make()
        try repository.write("requirements.txt", "orchestrator-core>=1.3\n")
        try repository.writeMigration(
            "a1b2c3d4e5f6", revises: ReferenceProject.root, dependsOn: ReferenceProject.schemaHead)
        let question = try #require(try repository.report()["notEvaluated"].elements?.first)
        #expect(question["rule"].text == "depends-on-current")
        #expect(question["reason"].text?.isEmpty == false)
        #expect(question["help"].text?.isEmpty == false)
        #expect(try repository.lint("--quiet").status == 2)
    }
}
