internal import Diagnostics
internal import SourceFiles

/// The end of a report for people: the result, the snapshot, the environments and the core.
struct SummaryText {
    /// The label of a check that could not be evaluated.
    static let notEvaluated = "not evaluated"
    /// The label of a fix that was made.
    static let fixed = "fixed"
    /// The number of heads or files that are named; the others are counted.
    private static let maximumNames = 6

    let report: Report
    private let fixCommand: String?

    init(_ report: Report, fixCommand: String?) {
        self.report = report
        self.fixCommand = fixCommand
    }

    private var passed: Bool { report.diagnostics.isEmpty && report.notEvaluated.isEmpty }

    /// The first words of the summary line.
    var verdict: String {
        let summary = report.summary
        let counts = [(summary.errors, "error"), (summary.warnings, "warning"), (summary.infos, "info")]
        let named = counts.filter { $0.0 > 0 }.map { Self.count($0.0, $0.1) }
        if passed { return fixed + "All checks passed" }
        // Not a pass if a check could not be evaluated, even without a finding.
        return fixed + (named.isEmpty ? "Not passed" : (fixed.isEmpty ? "Found " : "Remaining: ") + Self.list(named))
    }

    /// The number of fixes that were made, as the beginning of the verdict.
    private var fixed: String {
        guard let fixes = report.applied, !fixes.isEmpty else { return "" }
        return "Fixed \(Self.count(fixes.count, "finding")). "
    }

    /// The style of the verdict: that of the most severe finding.
    var style: TextStyle {
        if passed { return .pass }
        let worst = report.diagnostics.map(\.severity).max()
        guard let worst, report.notEvaluated.isEmpty || worst == .error else { return .notEvaluated }
        return TextStyle(worst)
    }

    /// The rest of the summary line.
    var details: String {
        let summary = report.summary
        let migrations = self.migrations
        var clauses: [String] = []
        if passed {
            clauses.append(": \(migrations)")
        } else {
            let notEvaluated = "\(Self.count(report.notEvaluated.count, "check")) could not be evaluated"
            if report.diagnostics.isEmpty {
                clauses += [": \(notEvaluated)", "no findings in \(migrations)"]
            } else {
                clauses.append(" in \(migrations)")
                clauses += fixes
                if !report.notEvaluated.isEmpty { clauses.append(notEvaluated) }
            }
        }
        if summary.suppressed > 0 { clauses.append("\(summary.suppressed) suppressed") }
        return clauses.joined(separator: "; ")
    }

    private var fixes: [String] {
        guard let fixCommand else { return [] }
        let fixes = report.diagnostics.compactMap { $0.fix?.applicability }
        let safe = fixes.count { $0 == .safe }
        let unsafe = fixes.count - safe
        return [
            safe > 0 ? "\(safe) can be fixed with `\(fixCommand)`" : nil,
            unsafe > 0
                ? "\(unsafe)\(safe > 0 ? " more" : "") can be fixed with `\(fixCommand) --unsafe-fixes`" : nil,
        ].compactMap(\.self)
    }

    /// The number of migrations, and of environments if there are several.
    private var migrations: String {
        let (migrations, environments) = (report.summary.migrations, report.environments.count)
        return Self.count(migrations, "migration") + (environments > 1 ? " in \(environments) environments" : "")
    }

    /// What was linted, and how it was read, one fact on each line.
    var context: [String] {
        let facts: [(label: String, text: String?)] = [
            ("snapshot", snapshot),
            ("base", report.snapshot.base.map(TerminalText.escaping)),
            ("conflicts in files that no rule reads", conflicts),
        ]
        return facts.compactMap { fact in fact.text.map { "\(fact.label): \($0)" } } + environments + cores
    }

    /// The files in conflict that no rule reads; the verdict does not cover them.
    private var conflicts: String? {
        let paths = report.snapshot.conflictsElsewhere
        return paths.isEmpty ? nil : Self.firstNames(paths.map(TerminalText.name))
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
        return switch snapshot.kind {
        case .worktree: "working tree"
        case .index: "staged files"
        case .commit: commit ?? "a commit"
        case .merge:
            "merge" + (merged.map { " of " + $0 } ?? "")
                + (snapshot.mergeInto.map { " into " + TerminalText.escaping($0) } ?? "")
        }
    }

    static func describe(_ core: Report.Core) -> String {
        let origin: String? =
            switch core.source {
            case .config: "the settings"
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

    static func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }

    /// The first of `names`, and how many more there are.
    static func firstNames(_ names: [String]) -> String {
        let rest = names.count - maximumNames
        // A first `joined` of the standard library takes 200,000 instructions, and every report has a name.
        var text = names.first ?? ""
        for name in names.prefix(maximumNames).dropFirst() { text += ", " + name }
        return text + (rest > 0 ? " and \(rest) more" : "")
    }

    private static func list(_ items: [String]) -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + " and " + last
    }
}

extension Page {
    /// Writes the summary line, and below it `lines`.
    mutating func write(_ summary: SummaryText, _ lines: [String]) {
        write(summary.verdict, summary.style)
        write(summary.details)
        endLine()
        for line in lines {
            write("  " + line)
            endLine()
        }
    }
}
