public import Diagnostics

/// Counts the findings of each rule, the most frequent first, for a first look at a project that was never linted.
///
/// A line is the count, the severity, the rule, and `[*]` if some of its findings can be fixed. After them come the
/// rules that could not be evaluated, the summary, and the environments.
public enum StatisticsText {
    /// The count of one rule.
    private struct Row {
        let rule: String
        /// The highest severity of the findings; `nil` for checks that could not be evaluated.
        var severity: Severity?
        var count = 0
        var isFixable = false

        var label: String { severity?.rawValue ?? SummaryText.notEvaluated }
        var style: TextStyle { severity.map(TextStyle.init) ?? .notEvaluated }
    }

    /// Writes the counts of a report, in UTF-8.
    public static func render(_ report: Report, options: ReportOptions) -> [UInt8] {
        var found: [String: Row] = [:]
        for diagnostic in report.diagnostics {
            var row = found[diagnostic.rule] ?? Row(rule: diagnostic.rule, severity: diagnostic.severity)
            row.severity = max(row.severity ?? .info, diagnostic.severity)
            row.count += 1
            row.isFixable = row.isFixable || options.fixCommand != nil && diagnostic.fix != nil
            found[diagnostic.rule] = row
        }
        var notEvaluated: [String: Row] = [:]
        for check in report.notEvaluated {
            notEvaluated[check.rule, default: Row(rule: check.rule)].count += 1
        }
        let rows = sorted(found) + sorted(notEvaluated)
        let countWidth = rows.map { String($0.count).count }.max() ?? 0
        let labelWidth = rows.map(\.label.count).max() ?? 0
        var page = Page(colors: options.colors)
        for row in rows {
            let count = String(row.count)
            page.write(String(repeating: " ", count: countWidth - count.count) + count + "  ")
            page.write(row.label, row.style)
            page.write(String(repeating: " ", count: labelWidth - row.label.count) + "  ")
            page.write(TerminalText.escaping(row.rule) + (row.isFixable ? " [*]" : ""))
            page.endLine()
        }
        let summary = SummaryText(report, fixCommand: options.fixCommand)
        page.write(summary, summary.environments)
        return page.bytes
    }

    private static func sorted(_ rows: [String: Row]) -> [Row] {
        rows.values.sorted { ($1.count, $0.rule) < ($0.count, $1.rule) }
    }
}
