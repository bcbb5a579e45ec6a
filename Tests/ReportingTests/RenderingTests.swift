import Diagnostics
import Reporting
import SourceFiles
import Testing

/// What holds for every format.
struct RenderingTests {
    @Test("Each format reads a file once", arguments: ReportFormat.allCases)
    func readsEachFileOnce(format: ReportFormat) {
        let (samples, report) = Samples.full()
        let counter = Counter()
        _ = format.render(report) { path in
            counter.reads[path, default: 0] += 1
            return path == "migrations/b.py" ? nil : samples.files[path]
        }
        #expect(counter.reads.values.allSatisfy { $0 == 1 })
        #expect(counter.reads["migrations/a.py"] == 1)
        // A file that a fix creates does not exist yet.
        #expect(counter.reads["migrations/new.py"] == nil)
    }

    private final class Counter {
        var reads: [Path: Int] = [:]
    }

    @Test("Each format gives the same bytes for the same report", arguments: ReportFormat.allCases)
    func isTheSameEachTime(format: ReportFormat) {
        let (samples, report) = Samples.full()
        let first = samples.text(format, report)
        #expect(first == samples.text(format, report))
        #expect(first.hasSuffix("\n") && !first.hasSuffix("\n\n"))
    }

    @Test("Each format writes an empty report", arguments: ReportFormat.allCases)
    func writesAnEmptyReport(format: ReportFormat) {
        let text = Samples().text(format, Samples.report(migrations: 0))
        let beginning =
            switch format {
            case .human, .concise, .github: "All checks passed: 0 migrations\n"
            case .json, .sarif, .rdjson: "{\n"
            case .gitlab: "[]\n"
            case .junit, .checkstyle: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            }
        #expect(text.hasPrefix(beginning))
    }

    @Test("The findings are in the order of the report", arguments: [ReportFormat.concise, .human])
    func keepsTheOrderOfTheReport(format: ReportFormat) {
        let findings = ["zz", "aa", "mm"].map {
            Diagnostic(rule: "r", severity: .error, message: $0, at: Location("f.py"))
        }
        let text = Samples().text(format, Samples.report(findings))
        let found = text.split(separator: "\n").compactMap { line in
            ["zz", "aa", "mm"].first { line.contains(": \($0)") }
        }
        #expect(found == ["zz", "aa", "mm"])
    }

    /// For any file and any range: no crash, and no byte that acts on a terminal.
    @Test("Each format survives random files and ranges", arguments: ReportFormat.allCases)
    func survivesAnything(format: ReportFormat) {
        let pieces: [[UInt8]] = [
            [0x61], [0x20], [0x09], [0x0A], [0x0D], [0x0D, 0x0A], [0xC3, 0xA9], [0xE6, 0xBC, 0xA2],
            [0xF0, 0x9F, 0x98, 0x80], [0xFF],
            [0xE2, 0x82], [0x1B], [0xCC, 0x81], [0xE2, 0x80, 0xAE], [0xEF, 0xBB, 0xBF],
            Array(repeating: 0x62, count: 150), [0x80],
            Array(repeating: 0x80, count: 700), [0x0A, 0x0A, 0x0A, 0x0A, 0x0A, 0x0A, 0x0A],
        ]
        // A linear congruence: the same texts each time.
        var state: UInt64 = 7
        func below(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        for _ in 0..<500 {
            let bytes = (0..<below(12)).flatMap { _ in pieces[below(pieces.count)] }
            let start = below(bytes.count + 4) - 1
            let range = start..<(start + below(bytes.count + 4))
            let path = Path(normalized: bytes)
            let finding = Diagnostic(
                rule: "r", severity: .error, message: String(decoding: bytes, as: UTF8.self), at: Location(path, range),
                details: .init(notes: [Note("n", at: Location(path, start..<start))]))
            let text = format.render(Samples.report([finding])) { _ in bytes }
            #expect(text.allSatisfy { $0 == 0x0A || ($0 >= 0x20 && $0 != 0x7F) }, "\(bytes) \(range)")
            #expect(
                String(validating: text, as: UTF8.self)?.unicodeScalars.contains("\u{202E}") == false,
                "\(bytes) \(range)")
        }
    }

    /// Only the human and the concise format are for terminals.
    @Test("Only the formats for people have colours")
    func coloursOnlyForPeople() {
        let (samples, report) = Samples.full()
        let options = ReportOptions(colors: .ansi)
        #expect(samples.text(.json, report, options) == samples.text(.json, report))
        #expect(samples.text(.concise, report, options) != samples.text(.concise, report))
    }

    /// Twenty thousand findings, each with an excerpt and a note elsewhere.
    @Test("Each format renders many findings in time", .timeLimit(.minutes(1)), arguments: ReportFormat.allCases)
    func rendersManyFindings(format: ReportFormat) {
        let line = "down_revision = \"0123456789ab\"\n"
        let samples = Samples([
            "a.py": String(repeating: line, count: 20_000), "b.py": String(repeating: line, count: 20_000),
        ])
        let findings = (0..<20_000).map { index in
            let start = index * line.utf8.count + 16
            return Diagnostic(
                rule: "known-revision", severity: .error, message: "there is no revision 0123456789ab",
                at: Location("a.py", start..<(start + 14)),
                details: .init(
                    help: "restore it", notes: [Note("here", at: Location("b.py", start..<(start + 14)))]))
        }
        let report = Samples.report(findings)
        var size = 0
        let duration = ContinuousClock().measure { size = format.render(report) { samples.files[$0] }.count }
        #expect(size > 20_000 * 60)
        // Unoptimized code on a busy machine: the release build takes a small part of this.
        #expect(duration < .seconds(20), "\(duration)")
    }
}
