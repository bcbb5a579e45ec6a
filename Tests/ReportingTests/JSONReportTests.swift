import Diagnostics
import Foundation
import Reporting
import SourceFiles
import Testing

struct JSONReportTests {
    private static func object(_ bytes: [UInt8]) throws -> NSDictionary {
        try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? NSDictionary)
    }

    /// Every name and every value of the contract in `docs/formats.md`, and no others.
    @Test("The report has exactly the fields of the contract")
    func containsTheContract() throws {
        let (samples, report) = Samples.full()
        let expected = """
            {"version": 1, "tool": {"name": "lint", "version": "0.1.0"},
             "snapshot": {"kind": "merge", "commit": "0123456789abcdef0123", "base": "HEAD", "mergeInto": "origin/main"},
             "core": {"package": "orchestrator-core", "release": "5.0.3", "head": "be3163f7c49d", "source": "lock", "path": "uv.lock"},
             "environments": [
                {"path": "migrations", "profile": "orchestrator", "config": "alembic.ini",
                 "core": {"package": "orchestrator-core", "release": "5.0.3", "head": "be3163f7c49d", "source": "lock", "path": "uv.lock"},
                 "revisions": 99, "heads": [
                    {"revision": "a1", "labels": ["data", "extra"], "effective": false, "path": "migrations/a.py"},
                    {"revision": "be3163f7c49d", "labels": [], "effective": true}]}],
             "graph": {"revisions": 99, "heads": [
                {"revision": "a1", "labels": ["data", "extra"], "effective": false, "path": "migrations/a.py"},
                {"revision": "be3163f7c49d", "labels": [], "effective": true}]},
             "diagnostics": [
                {"rule": "data-root", "severity": "info", "message": "there is no data root", "notes": []},
                {"rule": "single-head", "severity": "error", "message": "two heads in branch data: a1, b2", "help": "merge them",
                 "path": "migrations/a.py", "revision": "a1",
                 "range": {"start": {"line": 3, "column": 17, "offset": 38}, "end": {"line": 3, "column": 21, "offset": 42}},
                 "notes": [
                    {"message": "the other head is b2", "path": "migrations/b.py",
                     "range": {"start": {"line": 1, "column": 12, "offset": 11}, "end": {"line": 1, "column": 16, "offset": 15}}},
                    {"message": "both are children of c3"},
                    {"message": "the folder", "path": "migrations"}],
                 "fix": {"title": "set `down_revision` to `b2`", "applicability": "unsafe", "edits": [
                    {"path": "migrations/a.py", "replacement": "\\"b2\\"",
                     "range": {"start": {"line": 3, "column": 17, "offset": 38}, "end": {"line": 3, "column": 21, "offset": 42}}},
                    {"path": "migrations/new.py", "replacement": "revision = \\"d4\\"\\n"}]}}],
             "notEvaluated": [
                {"rule": "depends-on-current", "reason": "the release of orchestrator-core is unknown", "help": "pin it exactly",
                 "path": "uv.lock",
                 "range": {"start": {"line": 2, "column": 8, "offset": 19}, "end": {"line": 2, "column": 27, "offset": 38}}}],
             "summary": {"errors": 1, "warnings": 0, "infos": 1, "fixable": 1, "suppressed": 3, "migrations": 51}}
            """
        let rendered = ReportFormat.json.render(report) { samples.files[$0] }
        #expect(try Self.object(rendered) == Self.object(Array(expected.utf8)))
        #expect(rendered.last == UInt8(ascii: "\n"))
    }

    /// The order of the fields is that of the contract.
    @Test("The fields are in the order of the contract")
    func keepsTheOrderOfFields() {
        let (samples, report) = Samples.full()
        let text = samples.text(.json, report)
        var rest = text[...]
        let names = [
            "version", "tool", "name", "version", "snapshot", "kind", "commit", "base", "mergeInto", "core", "package",
            "release",
            "head", "source", "path", "environments", "path", "profile", "config", "core", "package", "release", "head",
            "source", "path", "revisions", "heads", "revision", "labels", "effective", "path", "graph", "revisions",
            "heads", "revision", "labels", "effective", "path",
            "diagnostics",
            "rule", "severity", "message", "notes", "rule", "severity", "message", "help", "path", "revision", "range",
            "start",
            "line", "column", "offset", "end", "notes", "message", "path", "range", "fix", "title", "applicability",
            "edits", "path",
            "range", "replacement", "notEvaluated", "rule", "reason", "help", "path", "range", "summary", "errors",
            "warnings",
            "infos", "fixable", "suppressed", "migrations",
        ]
        for name in names {
            guard let found = rest.range(of: "\"\(name)\": ") else {
                Issue.record("`\(name)` is missing or stands too early")
                return
            }
            rest = rest[found.upperBound...]
        }
    }

    @Test("An absent field is left out")
    func leavesOutWhatIsAbsent() throws {
        let expected = """
            {
              "version": 1,
              "tool": {"name": "lint", "version": "0.1.0"},
              "snapshot": {"kind": "index"},
              "core": {"source": "unknown"},
              "environments": [
                {
                  "path": ".",
                  "profile": "alembic",
                  "revisions": 0,
                  "heads": []
                }
              ],
              "graph": {
                "revisions": 0,
                "heads": []
              },
              "diagnostics": [],
              "notEvaluated": [],
              "summary": {
                "errors": 0,
                "warnings": 0,
                "infos": 0,
                "fixable": 0,
                "suppressed": 0,
                "migrations": 0
              }
            }

            """
        let bare = Report.Environment(
            path: .root, profile: .alembic, graph: .init(revisions: 0, heads: []), migrations: 0)
        let report = Samples.report(snapshot: .init(kind: .index), environments: [bare], migrations: 0)
        #expect(Samples().text(.json, report) == expected)
    }

    @Test("The graph is the sum of the environments, and the core that of the first orchestrator")
    func sumsTheEnvironments() throws {
        let core = Report.Core(package: "c", release: "1", head: "h", source: .pin)
        func environment(_ path: Path, _ core: Report.Core?, _ heads: [Report.Head]) -> Report.Environment {
            .init(
                path: path, profile: core == nil ? .alembic : .orchestrator, core: core,
                graph: .init(revisions: 4, heads: heads), migrations: 3)
        }
        func head(_ id: String, _ path: Path?) -> Report.Head {
            .init(revision: id, labels: [], isEffective: false, path: path)
        }
        var report = Samples.report(environments: [
            environment("a", nil, [head("z", "a/9.py"), head("y", "a/1.py")]),
            environment("b", core, [head("h", nil), head("x", "b/1.py")]),
            environment("c", .init(package: "d", source: .unknown), []),
        ])
        report.passedOver = ["examples/a", "docs"]
        #expect(report.graph.revisions == 12)
        #expect(report.graph.heads.map(\.revision) == ["y", "z", "x", "h"])
        #expect(report.core == core)

        let json = try Self.object(ReportFormat.json.render(report) { _ in nil })
        #expect((json["environments"] as? [[String: Any]])?.compactMap { $0["path"] as? String } == ["a", "b", "c"])
        #expect(json["passedOver"] as? [String] == ["examples/a", "docs"])
    }

    @Test("A finding names its environment")
    func namesTheEnvironment() throws {
        var finding = Diagnostic(rule: "r", severity: .error, message: "m", at: Location("a/b/c.py"))
        finding.environment = "a/b"
        let json = try Self.object(ReportFormat.json.render(Samples.report([finding])) { _ in nil })
        #expect((json["diagnostics"] as? [[String: Any]])?.first?["environment"] as? String == "a/b")
    }

    /// No byte of a name or a text breaks the report.
    @Test("Hostile text is escaped")
    func survivesHostileText() throws {
        let path = Path(normalized: [0x61, 0xFF, 0x0A, 0x22, 0x2F, 0x62])
        let message = "quote \" backslash \\ escape \u{1B}[31m C1 \u{9B}31m bidi \u{202E} null \u{0} line \u{2028} 漢😀"
        let report = Samples.report([
            Diagnostic(rule: "r", severity: .warning, message: message, at: Location(path, 0..<0))
        ])
        let bytes = ReportFormat.json.render(report) { _ in [] }
        let diagnostics = try #require(try Self.object(bytes)["diagnostics"] as? [[String: Any]])
        #expect(diagnostics.first?["message"] as? String == message)
        #expect(diagnostics.first?["path"] as? String == "a\u{FFFD}\n\"/b")
        #expect(bytes.allSatisfy { $0 >= 0x20 || $0 == 0x0A })
        #expect(
            !String(decoding: bytes, as: UTF8.self).unicodeScalars.contains {
                ["\u{9B}", "\u{202E}", "\u{2028}"].contains($0)
            })
    }

    /// Without the file, the offset is right, and the line is 1.
    @Test("A place in an unreadable file has its offset")
    func reportsPlacesOfUnreadableFiles() throws {
        let report = Samples.report([
            Diagnostic(rule: "r", severity: .error, message: "m", at: Location("gone.py", 7..<9))
        ])
        let text = Samples().text(.json, report)
        #expect(
            text.contains(
                #""range": {"start": {"line": 1, "column": 8, "offset": 7}, "end": {"line": 1, "column": 10, "offset": 9}}"#
            ))
    }

    @Test("A place past the end is clamped")
    func clampsPlacesPastTheEnd() throws {
        let samples = Samples(["a.py": "x\ny"])
        let report = Samples.report([
            Diagnostic(rule: "r", severity: .error, message: "m", at: Location("a.py", 2..<99))
        ])
        #expect(samples.text(.json, report).contains(#""end": {"line": 2, "column": 2, "offset": 3}"#))
    }
}
