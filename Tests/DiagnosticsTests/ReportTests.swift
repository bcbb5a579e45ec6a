import Diagnostics
import SourceFiles
import Testing

struct ReportTests {
    private static let fix = Fix("create the file", applicability: .safe, edits: [Edit("a", .create(contents: "x"))])

    private static func finding(_ severity: Severity, fix: Fix? = nil) -> Diagnostic {
        Diagnostic(rule: "r", severity: severity, message: "m", details: .init(help: "h", notes: [Note("n")], fix: fix))
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
