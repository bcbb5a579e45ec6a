import Diagnostics
import Reporting
import SourceFiles
import Testing

struct ConciseReportTests {
    @Test("A finding is one line")
    func isOneLineEach() {
        let (samples, report) = Samples.full()
        #expect(
            samples.text(.concise, report) == """
                info: there is no data root [data-root]
                migrations/a.py:3:17: error: two heads in branch data: a1, b2 [single-head]
                uv.lock:2:8: not evaluated: the release of orchestrator-core is unknown [depends-on-current]
                Found 1 error and 1 info in 51 migrations; 1 check could not be evaluated; 3 suppressed
                  environment: migrations (orchestrator), heads a1 (data, extra), be3163f7c49d

                """)
    }

    @Test("A finding about no file is reported at its environment")
    func isReportedAtItsEnvironment() {
        var finding = Diagnostic(rule: "r", severity: .info, message: "m")
        finding.environment = "a b"
        #expect(Samples().text(.concise, Samples.report([finding])).hasPrefix("a b: info: m [r]\nFound 1 info"))
        #expect(Samples().text(.human, Samples.report([finding])).hasPrefix("info[r]: m\n --> a b\n\nFound 1 info"))
    }

    @Test("Findings with a fix are marked")
    func marksWhatCanBeFixed() {
        let (samples, report) = Samples.full()
        let text = samples.text(.concise, report, ReportOptions(fixCommand: "lint --fix"))
        #expect(text.contains("a1, b2 [single-head] [*]\n"))
        #expect(text.contains("no data root [data-root]\n"))
        #expect(
            text.contains(
                "; 1 can be fixed with `lint --fix --unsafe-fixes`; 1 check could not be evaluated; 3 suppressed\n"
            ))
    }

    /// The report has two lines more than there are findings, for any bytes in the names.
    @Test("Hostile text stays on its line")
    func survivesHostileText() {
        let path = Path(normalized: [0x61, 0x0A, 0x1B, 0xFF, 0xE2, 0x80, 0xA8, 0x62])
        let report = Samples.report([
            Diagnostic(
                rule: "r\n", severity: .error, message: "a\r\nb\u{1B}[2J\u{202E}\u{9B}", at: Location(path, 1..<2)),
            Diagnostic(rule: "r", severity: .error, message: "whole file", at: Location("a b.py")),
            Diagnostic(rule: "r", severity: .error, message: "unreadable", at: Location("gone.py", 4..<5)),
        ])
        let text = String(decoding: ReportFormat.concise.render(report) { $0 == path ? [10, 10] : nil }, as: UTF8.self)
        #expect(
            text == #"""
                a\x0a\x1b\xff\u2028b:2:1: error: a\r\nb\x1b[2J\u202e\x9b [r\n]
                a b.py: error: whole file [r]
                gone.py: error: unreadable [r]
                Found 3 errors in 51 migrations
                  environment: migrations (alembic), no head

                """#)
    }
}
