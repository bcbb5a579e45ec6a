public import Diagnostics

/// How many findings each rule has, the most first: for a first look at a project that was never linted.
///
/// A line is the count, the severity, the rule, and `[*]` where some of them can be repaired; the summary comes last.
public enum StatisticsText {
    /// The counts of a report, in UTF-8.
    public static func render(_ report: Report, options: ReportOptions) -> [UInt8] {
        var rows: [String: (count: Int, severity: Severity, isFixable: Bool)] = [:]
        for diagnostic in report.diagnostics {
            let row = rows[diagnostic.rule] ?? (0, diagnostic.severity, false)
            rows[diagnostic.rule] = (
                row.count + 1, max(row.severity, diagnostic.severity), row.isFixable || diagnostic.fix != nil
            )
        }
        let sorted = rows.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
        let width = sorted.first.map { String($0.value.count).count } ?? 1
        var page = Page(colors: options.colors)
        for (rule, row) in sorted {
            let count = String(row.count)
            page.write(String(repeating: " ", count: width - count.count) + count + "  ")
            let severity = row.severity.rawValue
            page.write(severity, TextStyle(row.severity))
            page.write(String(repeating: " ", count: 9 - severity.count) + rule + (row.isFixable ? " [*]" : ""))
            page.endLine()
        }
        let summary = SummaryText(report, fixCommand: options.fixCommand)
        page.write(summary.verdict, summary.style)
        page.write(summary.details)
        page.endLine()
        return page.bytes
    }
}
