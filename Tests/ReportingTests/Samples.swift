import Diagnostics
import Reporting
import SourceFiles

/// Files in memory, and the reports about them that several tests need.
struct Samples {
    var files: [Path: [UInt8]] = [:]

    init(_ files: [Path: String] = [:]) {
        self.files = files.mapValues { Array($0.utf8) }
    }

    /// The place of `text` in `path`, where it occurs for the first time.
    func place(_ path: Path, _ text: String) -> Location {
        let bytes = files[path] ?? []
        let wanted = Array(text.utf8)
        let start = bytes.indices.first { bytes[$0...].starts(with: wanted) } ?? bytes.count
        return Location(path, start..<(start + wanted.count))
    }

    /// The report in `format`.
    func text(_ format: ReportFormat, _ report: Report, _ options: ReportOptions = ReportOptions()) -> String {
        String(decoding: format.render(report, options: options) { files[$0] }, as: UTF8.self)
    }

    /// One finding in the human format, without the summary below it.
    func human(_ diagnostic: Diagnostic) -> String {
        let text = text(.human, Self.report([diagnostic]))
        return text.split(separator: "\nFound", omittingEmptySubsequences: false).first.map(String.init) ?? ""
    }

    /// A report on the working tree: of `environments`, or else of one with this core, these heads and migrations.
    static func report(
        _ diagnostics: [Diagnostic] = [],
        notEvaluated: [NotEvaluated] = [],
        applied: [AppliedFix]? = nil,
        snapshot: Report.Snapshot = .init(kind: .worktree),
        core: Report.Core? = nil,
        heads: [Report.Head] = [],
        environments: [Report.Environment]? = nil,
        suppressed: Int = 0,
        migrations: Int = 51
    ) -> Report {
        Report(
            tool: .init(name: "lint", version: "0.1.0"),
            snapshot: snapshot,
            environments: environments ?? [
                .init(
                    path: "migrations", profile: core == nil ? .alembic : .orchestrator, config: "alembic.ini",
                    core: core, graph: .init(revisions: 99, heads: heads), migrations: migrations)
            ],
            findings: .init(diagnostics: diagnostics, notEvaluated: notEvaluated, applied: applied),
            summary: .init(of: diagnostics, suppressed: suppressed, migrations: migrations)
        )
    }

    /// A report in which every field has a value.
    static func full() -> (samples: Samples, report: Report) {
        let samples = Samples([
            "migrations/a.py": "# é\r\nrevision = \"a1\"\ndown_revision = \"c3\"\n",
            "migrations/b.py": "revision = \"b2\"\ndown_revision = \"c3\"\n",
            "uv.lock": "version = 1\nname = \"orchestrator-core\"\n",
        ])
        let down = samples.place("migrations/a.py", "\"c3\"")
        let diagnostic = Diagnostic(
            rule: "single-head",
            severity: .error,
            message: "two heads in branch data: a1, b2",
            at: down,
            revision: "a1",
            details: .init(
                help: "merge them",
                notes: [
                    Note("the other head is b2", at: samples.place("migrations/b.py", "\"b2\"")),
                    Note("both are children of c3"),
                    Note("the folder", at: Location("migrations")),
                ],
                fix: Fix(
                    "set `down_revision` to `b2`",
                    applicability: .unsafe,
                    edits: [
                        Edit("migrations/a.py", .replace(down.range ?? 0..<0, with: "\"b2\"")),
                        Edit("migrations/new.py", .create(contents: "revision = \"d4\"\n")),
                    ]
                ))
        )
        let info = Diagnostic(rule: "data-root", severity: .info, message: "there is no data root")
        let check = NotEvaluated(
            rule: "depends-on-current",
            reason: "the release of orchestrator-core is unknown",
            help: "pin it exactly",
            at: samples.place("uv.lock", "\"orchestrator-core\"")
        )
        let report = report(
            [info, diagnostic],
            notEvaluated: [check],
            snapshot: .init(kind: .merge, commit: "0123456789abcdef0123", base: "HEAD", mergeInto: "origin/main"),
            core: .init(
                package: "orchestrator-core", release: "5.0.3", head: "be3163f7c49d", source: .lock, path: "uv.lock"),
            heads: [
                .init(revision: "a1", labels: ["data", "extra"], isEffective: false, path: "migrations/a.py"),
                .init(revision: "be3163f7c49d", labels: [], isEffective: true),
            ],
            suppressed: 3
        )
        return (samples, report)
    }
}
