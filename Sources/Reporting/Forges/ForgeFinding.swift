internal import Diagnostics
internal import SourceFiles

/// A finding, or a check that could not be evaluated, as a forge shows it: one severity, one text, one place.
///
/// Forges require a file for each finding; one about no file is reported at the root of the repository.
struct ForgeFinding {
    let rule: String
    let severity: Severity
    let isNotEvaluated: Bool
    /// The fact.
    let message: String
    /// What to do, in the imperative.
    let help: String?
    let location: Location?
    let revision: String?
    let notes: [Note]
    let fix: Fix?

    /// The findings of a report, then the checks that could not be evaluated.
    static func all(of report: Report) -> [ForgeFinding] {
        report.diagnostics.map(ForgeFinding.init) + report.notEvaluated.map(ForgeFinding.init)
    }

    private init(_ diagnostic: Diagnostic) {
        (rule, severity, message, help) = (diagnostic.rule, diagnostic.severity, diagnostic.message, diagnostic.help)
        (location, revision, notes, fix) = (diagnostic.location, diagnostic.revision, diagnostic.notes, diagnostic.fix)
        isNotEvaluated = false
    }

    private init(_ check: NotEvaluated) {
        (rule, severity, help, location) = (check.rule, .error, check.help, check.location)
        (revision, notes, fix) = (nil, [], nil)
        message = "\(SummaryText.notEvaluated): \(check.reason)"
        isNotEvaluated = true
    }

    /// The fact and what to do about it.
    var text: String { help.map { "\(message)\nhelp: \($0)" } ?? message }

    /// The path as text; the root is `.`.
    var path: String { location?.path.text ?? Path.root.text }

    /// What stays the same if lines move: the rule, the file, the revision and the message.
    var identity: [String] { [rule, path, revision ?? "", message] }
}

/// Makes fingerprints of texts: FNV-1a in two halves, 32 hexadecimal digits.
enum Fingerprint {
    /// The fingerprint of `texts`.
    static func of(_ texts: [String]) -> String {
        half(FNV1a.hash(texts)) + half(FNV1a.hash(texts.reversed(), basis: 0x8422_2325_cbf2_9ce4))
    }

    private static func half(_ hash: UInt64) -> String {
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

/// Numbers equal findings, so that a forge does not take two of them for one.
struct Occurrences {
    private var counts: [[String]: Int] = [:]

    /// The number of earlier findings with this identity.
    mutating func next(_ identity: [String]) -> Int {
        defer { counts[identity, default: 0] += 1 }
        return counts[identity, default: 0]
    }
}
