import Diagnostics
import SourceFiles
import Testing

struct DiagnosticOrderTests {
    private static func finding(
        _ path: Path?, _ range: ByteRange? = nil, rule: String = "r", message: String = "m"
    ) -> Diagnostic {
        Diagnostic(rule: rule, severity: .error, message: message, at: path.map { Location($0, range) })
    }

    @Test("Findings are sorted by path, start, rule and message")
    func sortsByPlaceThenRule() {
        let sorted = [
            Self.finding(nil, message: "a"),
            Self.finding(nil, message: "b"),
            Self.finding("a.py"),
            Self.finding("a.py", 0..<1),
            Self.finding("a.py", 3..<4, rule: "q", message: "z"),
            Self.finding("a.py", 3..<9, rule: "r"),
            Self.finding("a/b.py"),
            Self.finding("b.py"),
        ]
        for shift in sorted.indices {
            let rotated = Array(sorted[shift...] + sorted[..<shift])
            #expect(rotated.sorted(by: Diagnostic.isOrderedBefore) == sorted)
        }
    }

    @Test("A finding is not ordered before an equal one")
    func isStrict() {
        let finding = Self.finding("a.py", 1..<2)
        #expect(!Diagnostic.isOrderedBefore(finding, finding))
        #expect(!Diagnostic.isOrderedBefore(Self.finding(nil), Self.finding(nil)))
    }

    @Test("Severities are ordered from info to error")
    func ordersSeverities() {
        #expect(Severity.allCases.sorted() == [.info, .warning, .error])
        #expect(Severity.allCases.map(\.rawValue) == ["info", "warning", "error"])
        #expect(Severity.error > .warning && Severity.warning > .info)
    }
}
