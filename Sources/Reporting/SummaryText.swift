internal import Diagnostics
internal import SourceFiles

/// The end of a report for people: what came of it, and what was looked at.
struct SummaryText {
    /// What a question that could not be answered is called.
    static let openQuestion = "could not tell"
    /// How many heads are named before the rest is only counted.
    private static let namedHeads = 6

    private let report: Report
    private let fixCommand: String?

    init(_ report: Report, fixCommand: String?) {
        self.report = report
        self.fixCommand = fixCommand
    }

    private var passed: Bool { report.diagnostics.isEmpty && report.notEvaluated.isEmpty }

    /// The first words.
    var verdict: String {
        let summary = report.summary
        let counts = [(summary.errors, "error"), (summary.warnings, "warning"), (summary.infos, "info")]
        let named = counts.filter { $0.0 > 0 }.map { Self.count($0.0, $0.1) }
        if passed { return repaired + "All checks passed" }
        // Never green while a question is open, even where nothing was found.
        return repaired + (named.isEmpty ? "Not passed" : (repaired.isEmpty ? "Found " : "Left: ") + Self.list(named))
    }

    /// What was repaired, as the beginning of the verdict.
    private var repaired: String {
        guard let repairs = report.repairs, !repairs.isEmpty else { return "" }
        return "Repaired \(Self.count(repairs.count, "finding")). "
    }

    /// The look of the verdict: that of the worst thing in the report.
    var style: TextStyle {
        if passed { return .pass }
        let worst = report.diagnostics.map(\.severity).max()
        return report.notEvaluated.isEmpty || worst == .error ? worst.map(TextStyle.init) ?? .open : .open
    }

    /// What follows the verdict on its line.
    var details: String {
        let summary = report.summary
        let migrations = Self.count(summary.migrations, "migration")
        var clauses: [String] = []
        if passed {
            clauses.append(": \(migrations)" + (report.heads.isEmpty ? "" : ", \(heads)"))
        } else {
            let open = "\(Self.count(report.notEvaluated.count, "question")) could not be answered"
            if report.diagnostics.isEmpty {
                clauses.append(": \(open), and nothing else was found in \(migrations)")
            } else {
                clauses.append(" in \(migrations)")
                clauses += repairs
                if !report.notEvaluated.isEmpty { clauses.append(open) }
            }
        }
        if summary.suppressed > 0 { clauses.append("\(summary.suppressed) suppressed") }
        return clauses.joined(separator: "; ")
    }

    private var repairs: [String] {
        guard let fixCommand else { return [] }
        let fixes = report.diagnostics.compactMap { $0.fix?.applicability }
        let safe = fixes.count { $0 == .safe }
        let unsafe = fixes.count - safe
        return [
            safe > 0 ? "\(safe) can be repaired with `\(fixCommand)`" : nil,
            unsafe > 0
                ? "\(unsafe)\(safe > 0 ? " more" : "") can be repaired with `\(fixCommand) --unsafe-fixes`" : nil,
        ].compactMap(\.self)
    }

    private var heads: String {
        let named = report.heads.prefix(Self.namedHeads).map { head in
            let labels = head.labels.isEmpty ? "" : " (\(head.labels.joined(separator: ", ")))"
            return TerminalText.escaping(head.revision + labels)
        }
        let rest = report.heads.count - named.count
        return (report.heads.count == 1 ? "head " : "heads ") + named.joined(separator: ", ")
            + (rest > 0 ? " and \(rest) more" : "")
    }

    /// What was looked at, one thing on each line.
    var context: [String] {
        ["snapshot: " + snapshot] + conflicts
            + (report.core.flatMap { $0.isUsed ? ["core: " + Self.describe($0)] : nil } ?? [])
    }

    /// The files in conflict that no rule is about, so that nobody takes the verdict for one on them.
    private var conflicts: [String] {
        let paths = report.snapshot.conflictsElsewhere
        if paths.isEmpty { return [] }
        let rest = paths.count - Self.namedHeads
        return [
            "the merge has conflicts elsewhere, too: "
                + paths.prefix(Self.namedHeads).map(TerminalText.name).joined(separator: ", ")
                + (rest > 0 ? " and \(rest) more" : "")
        ]
    }

    private var snapshot: String {
        let snapshot = report.snapshot
        let commit = snapshot.commit.map { "commit " + TerminalText.escaping(String($0.prefix(12))) }
        let merged: String? =
            switch snapshot.merged {
            case .worktree: "the working tree"
            case .index: "the staged files"
            case .commit, .merge, nil: commit
            }
        let what =
            switch snapshot.kind {
            case .worktree: "working tree"
            case .index: "staged files"
            case .commit: commit ?? "a commit"
            case .merge:
                "merge" + (merged.map { " of " + $0 } ?? "")
                    + (snapshot.mergeInto.map { " into " + TerminalText.escaping($0) } ?? "")
            }
        return what + (snapshot.base.map { ", published is " + TerminalText.escaping($0) } ?? "")
    }

    private static func describe(_ core: Report.Core) -> String {
        let origin: String? =
            switch core.source {
            case .config: "the configuration"
            case .lock: "a lock file"
            case .pin: "a pin"
            case .environment: "an installed environment"
            case .unknown: nil
            }
        let place = core.path.map(TerminalText.name) ?? origin
        let release = core.release.map { " " + TerminalText.escaping($0) } ?? ", release unknown"
        let head = core.head.map(TerminalText.escaping) ?? "unknown"
        return TerminalText.escaping(core.package) + release + (place.map { " from \($0)" } ?? "")
            + ", schema head \(head)"
    }

    private static func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }

    private static func list(_ items: [String]) -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + " and " + last
    }
}

extension Page {
    /// Writes the line that says how it ended.
    mutating func write(_ summary: SummaryText) {
        write(summary.verdict, summary.style)
        write(summary.details)
        endLine()
    }
}
