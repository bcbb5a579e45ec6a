import Diagnostics
import Reporting
import SourceFiles
import Testing

struct SummaryTests {
    private static func summary(_ report: Report, offersFix: Bool = false) -> [String] {
        let text = Samples().text(.human, report, ReportOptions(fixCommand: offersFix ? "lint --fix" : nil))
        let last = text.split(separator: "\n\n").last ?? ""
        return last.split(separator: "\n").map(String.init)
    }

    private static func finding(_ severity: Severity, fix: Applicability? = nil) -> Diagnostic {
        Diagnostic(
            rule: "r", severity: severity, message: "m",
            details: .init(fix: fix.map { Fix("t", applicability: $0, edits: []) }))
    }

    @Test("The summary names the environment and its heads")
    func namesTheEnvironment() {
        let report = Samples.report(
            core: .init(
                package: "orchestrator-core", release: "5.0.3", head: "be3163f7c49d", source: .lock, path: "uv.lock"),
            heads: [
                .init(revision: "a77227fe5455", labels: ["data"], isEffective: false),
                .init(revision: "ca79fd834ba0", labels: ["schema", "x"], isEffective: true),
                .init(revision: "bare", labels: [], isEffective: false),
            ]
        )
        #expect(
            Self.summary(report) == [
                "All checks passed: 51 migrations",
                "  snapshot: working tree",
                "  environment: migrations (orchestrator), "
                    + "heads a77227fe5455 (data), ca79fd834ba0 (schema, x), bare",
                "  core: orchestrator-core 5.0.3 from uv.lock, schema head be3163f7c49d",
            ])
    }

    @Test("A check that could not be evaluated is not a pass")
    func isNoPassWithoutEvaluation() {
        let check = NotEvaluated(rule: "r", reason: "why", help: "how")
        let alone = Self.summary(Samples.report(notEvaluated: [check, check], suppressed: 1, migrations: 1))
        #expect(
            alone.first
                == "Not passed: 2 checks could not be evaluated; no findings in 1 migration; 1 suppressed"
        )
        let beside = Self.summary(Samples.report([Self.finding(.info)], notEvaluated: [check]))
        #expect(beside.first == "Found 1 info in 51 migrations; 1 check could not be evaluated")
    }

    @Test("The summary counts the findings by severity")
    func countsWhatWasFound() {
        let findings = [Severity.error, .error, .warning, .info].map { Self.finding($0) }
        #expect(Self.summary(Samples.report(findings)).first == "Found 2 errors, 1 warning and 1 info in 51 migrations")
        #expect(
            Self.summary(Samples.report([Self.finding(.warning)], migrations: 0)).first
                == "Found 1 warning in 0 migrations")
    }

    @Test("The summary offers the fixes")
    func offersFixes() {
        let report = Samples.report([
            Self.finding(.error, fix: .safe), Self.finding(.error, fix: .unsafe), Self.finding(.error),
        ])
        #expect(Self.summary(report).first == "Found 3 errors in 51 migrations")
        #expect(
            Self.summary(report, offersFix: true).first
                == "Found 3 errors in 51 migrations; 1 can be fixed with `lint --fix`"
                + "; 1 more can be fixed with `lint --fix --unsafe-fixes`")
    }

    @Test(
        "The summary names the snapshot and the base",
        arguments: [
            (Report.Snapshot(kind: .worktree, base: "HEAD"), "working tree\n  base: HEAD"),
            (Report.Snapshot(kind: .index), "staged files"),
            (Report.Snapshot(kind: .commit, commit: "0123456789abcdef0123456789abcdef01234567"), "commit 0123456789ab"),
            (
                Report.Snapshot(kind: .merge, commit: "0123456789abcdef", mergeInto: "main"),
                "merge of commit 0123456789ab into main"
            ),
            (
                Report.Snapshot(kind: .merge, base: "a\nb", mergeInto: "x\u{1B}"),
                "merge into x\\x1b\n  base: a\\nb"
            ),
        ])
    func namesTheSnapshot(snapshot: Report.Snapshot, expected: String) {
        #expect(
            Self.summary(Samples.report(snapshot: snapshot)).dropFirst().dropLast().joined(separator: "\n")
                == "  snapshot: " + expected)
    }

    @Test(
        "The summary names the core",
        arguments: [
            (
                Report.Core(package: "c", release: "1", head: "h", source: .config),
                "c 1 from the settings, schema head h"
            ),
            (
                Report.Core(package: "c", release: "1", head: "h", source: .environment),
                "c 1 from an installed environment, schema head h"
            ),
            (
                Report.Core(package: "c", release: "9", source: .pin, path: "requirements.txt"),
                "c 9 from requirements.txt, schema head unknown"
            ),
            (Report.Core(package: "c", source: .unknown), "c, release unknown, schema head unknown"),
        ])
    func namesTheCore(core: Report.Core, expected: String) {
        #expect(Self.summary(Samples.report(core: core)).last == "  core: " + expected)
    }

    @Test("Only the first heads are named")
    func namesAFewOfManyHeads() {
        let heads = (1...9).map { Report.Head(revision: "r\($0)", labels: [], isEffective: false) }
        #expect(
            Self.summary(Samples.report(heads: heads)).last
                == "  environment: migrations (alembic), heads r1, r2, r3, r4, r5, r6 and 3 more")
    }

    private static func environment(_ number: Int, _ core: Report.Core? = nil) -> Report.Environment {
        .init(
            path: Path(normalized: Array("db\(number)".utf8)), profile: core == nil ? .alembic : .orchestrator,
            core: core,
            graph: .init(
                revisions: number,
                heads: [.init(revision: "r\(number)", labels: [], isEffective: false)]), migrations: number)
    }

    @Test("Each of several environments has a line")
    func listsTheEnvironments() {
        let core = Report.Core(package: "c", release: "1", head: "h", source: .config)
        let environments = [Self.environment(1), Self.environment(2, core), Self.environment(3, core)]
        var report = Samples.report(environments: environments, migrations: 6)
        report.passedOver = ["docs", "examples/a\nb"]
        let lines = [
            "  environment: db1 (alembic), 1 migration, head r1",
            "  environment: db2 (orchestrator), 2 migrations, head r2",
            "  environment: db3 (orchestrator), 3 migrations, head r3",
            "  passed over: docs, examples/a\\x0ab",
        ]
        let verdict = "All checks passed: 6 migrations in 3 environments"
        #expect(
            Self.summary(report)
                == [verdict, "  snapshot: working tree"] + lines + ["  core: c 1 from the settings, schema head h"])
        // The formats of one line for each finding name the environments, too.
        let text = ([verdict] + lines).map { $0 + "\n" }.joined()
        #expect(Samples().text(.concise, report) == text)
        #expect(Samples().text(.github, report) == text)
        #expect(String(decoding: StatisticsText.render(report, options: ReportOptions()), as: UTF8.self) == text)
        let finding = Samples.report([Self.finding(.error)], environments: environments, migrations: 6)
        #expect(Self.summary(finding).first == "Found 1 error in 6 migrations in 3 environments")
    }

    @Test("Only the first environments have a line")
    func listsAFewOfManyEnvironments() {
        let lines = Self.summary(Samples.report(environments: (1...15).map { Self.environment($0) }))
        #expect(lines.count == 2 + 12 + 1)
        #expect(lines.last == "  environments: 3 more, with 42 migrations")
    }

    @Test("The summary counts the fixes that were made")
    func countsTheFixesThatWereMade() {
        let fixed = [AppliedFix(Fix("t", applicability: .safe, edits: []), of: Self.finding(.error, fix: .safe))]
        #expect(
            Self.summary(Samples.report(applied: fixed)).first == "Fixed 1 finding. All checks passed: 51 migrations")
        #expect(
            Self.summary(Samples.report([Self.finding(.warning)], applied: fixed)).first
                == "Fixed 1 finding. Remaining: 1 warning in 51 migrations")
    }

    @Test("The summary names the files in conflict that no rule reads")
    func namesTheConflictsElsewhere() {
        let files = (1...8).map { Path(normalized: Array("f\($0)".utf8)) }
        let snapshot = Report.Snapshot(kind: .merge, mergeInto: "main", conflictsElsewhere: files)
        #expect(
            Self.summary(Samples.report(snapshot: snapshot)).dropLast().last
                == "  conflicts in files that no rule reads: f1, f2, f3, f4, f5, f6 and 2 more")
    }
}
