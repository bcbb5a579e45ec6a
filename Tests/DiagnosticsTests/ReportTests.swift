import Diagnostics
import SourceFiles
import Testing

struct ReportTests {
    private static let fix = Fix("create the file", applicability: .safe, edits: [Edit("a", .create(contents: "x"))])

    private static func finding(_ severity: Severity, fix: Fix? = nil) -> Diagnostic {
        Diagnostic(rule: "r", severity: severity, message: "m", details: .init(help: "h", notes: [Note("n")], fix: fix))
    }

    @Test("A report forwards the findings, the checks that could not be evaluated and the fixes")
    func forwardsItsFindings() {
        let finding = Self.finding(.error, fix: Self.fix)
        let check = NotEvaluated(rule: "r", reason: "why", help: "how")
        let applied = AppliedFix(Self.fix, of: finding)
        let report = Report(
            tool: .init(name: "lint", version: "1"), snapshot: .init(kind: .index), core: nil,
            graph: .init(revisions: 0, heads: []),
            findings: .init(diagnostics: [finding], notEvaluated: [check], applied: [applied]),
            summary: .init(of: [finding], suppressed: 0, migrations: 0))
        #expect(report.diagnostics == [finding])
        #expect(report.notEvaluated == [check])
        #expect(report.applied == [applied])
        #expect(applied.diagnostic == finding && applied.fix == Self.fix)
    }

    @Test("A diagnostic forwards its help, its notes and its fix")
    func forwardsItsDetails() {
        let finding = Self.finding(.info, fix: Self.fix)
        #expect(finding.help == "h")
        #expect(finding.notes == [Note("n")])
        #expect(finding.fix == Self.fix)
        let bare = Diagnostic(rule: "r", severity: .info, message: "m")
        #expect(bare.help == nil && bare.notes.isEmpty && bare.fix == nil && bare.location == nil)
    }

    @Test("The summary counts findings by severity, and those with a fix")
    func countsFindings() {
        let findings = [
            Self.finding(.error, fix: Self.fix), Self.finding(.error), Self.finding(.warning, fix: Self.fix),
            Self.finding(.info),
        ]
        let summary = Report.Summary(of: findings, suppressed: 3, migrations: 7)
        #expect((summary.errors, summary.warnings, summary.infos) == (2, 1, 1))
        #expect((summary.fixable, summary.suppressed, summary.migrations) == (2, 3, 7))
    }

    @Test("Only a replacement has a range")
    func hasTheRangeOfAReplacement() {
        #expect(Edit("a", .replace(1..<2, with: "x")).range == 1..<2)
        #expect(Edit("a", .create(contents: "x")).range == nil)
        #expect(Edit("a", .move(to: "b")).range == nil)
    }

    @Test("The raw values are those of the JSON report")
    func hasTheRawValuesOfTheContract() {
        #expect([Applicability.safe, .unsafe].map(\.rawValue) == ["safe", "unsafe"])
        #expect(
            [Report.Snapshot.Kind.worktree, .index, .commit, .merge].map(\.rawValue)
                == ["worktree", "index", "commit", "merge"])
        #expect(
            [Report.Core.Source.config, .lock, .pin, .environment, .unknown].map(\.rawValue)
                == ["config", "lock", "pin", "environment", "unknown"])
    }
}
