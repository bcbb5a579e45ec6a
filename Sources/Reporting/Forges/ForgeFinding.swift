internal import Diagnostics
internal import SourceFiles

/// What a forge shows of a finding, or of a question that stays open: one severity, one text, one place.
///
/// Every forge wants a file for every finding; one that is about none is put at the root of the repository.
struct ForgeFinding {
    let rule: String
    let severity: Severity
    let isOpenQuestion: Bool
    /// The fact.
    let message: String
    /// What to do.
    let help: String?
    let location: Location?
    let revision: String?
    let notes: [Note]
    let fix: Fix?

    /// The findings of a report, and behind them the open questions.
    static func all(of report: Report) -> [ForgeFinding] {
        report.diagnostics.map(ForgeFinding.init) + report.notEvaluated.map(ForgeFinding.init)
    }

    private init(_ diagnostic: Diagnostic) {
        (rule, severity, message, help) = (diagnostic.rule, diagnostic.severity, diagnostic.message, diagnostic.help)
        (location, revision, notes, fix) = (diagnostic.location, diagnostic.revision, diagnostic.notes, diagnostic.fix)
        isOpenQuestion = false
    }

    private init(_ question: NotEvaluated) {
        (rule, severity, help, location) = (question.rule, .error, question.help, question.location)
        (revision, notes, fix) = (nil, [], nil)
        message = "\(SummaryText.openQuestion): \(question.reason)"
        isOpenQuestion = true
    }

    /// The fact and what to do about it.
    var text: String { help.map { "\(message)\nhelp: \($0)" } ?? message }

    /// The path as text; the root is `.`.
    var path: String { location?.path.text ?? Path.root.text }

    /// What stays the same where lines move: the rule, the file, the revision and the fact.
    var identity: [String] { [rule, path, revision ?? "", message] }
}

/// A fingerprint of texts: FNV-1a in two halves, 32 hexadecimal digits.
enum Fingerprint {
    /// The fingerprint.
    static func of(_ texts: [String]) -> String {
        half(texts, 0xcbf2_9ce4_8422_2325) + half(texts.reversed(), 0x8422_2325_cbf2_9ce4)
    }

    private static func half(_ texts: [String], _ basis: UInt64) -> String {
        var hash = basis
        for text in texts {
            for byte in Array(text.utf8) + [0] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

/// Numbers what is equal, so that two equal findings are not taken for one.
struct Occurrences {
    private var counts: [[String]: Int] = [:]

    /// How many equal ones there were before.
    mutating func next(_ identity: [String]) -> Int {
        defer { counts[identity, default: 0] += 1 }
        return counts[identity, default: 0]
    }
}
