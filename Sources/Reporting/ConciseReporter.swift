internal import Diagnostics
internal import SourceFiles

/// Writes one line for each finding, `path:line:column: severity: message [rule]`, one for the summary, and an indented
/// one for each environment.
///
/// A finding about a whole file has no line and column. One about no file has the path of its environment, if there are
/// several, and otherwise none. `[*]` marks a finding that the fix command can fix.
struct ConciseReporter: Reporter {
    let options: ReportOptions
    let sources: SourceCache

    func render(_ report: Report) -> [UInt8] {
        var page = Page(colors: options.colors)
        for applied in report.applied ?? [] {
            write(place(applied.place), SummaryText.fixed, .pass, applied.fix.title, to: &page)
            page.write(" [\(TerminalText.escaping(applied.diagnostic.rule))]")
            page.endLine()
        }
        for diagnostic in report.diagnostics {
            let severity = diagnostic.severity
            write(place(diagnostic.place), severity.rawValue, TextStyle(severity), diagnostic.message, to: &page)
            page.write(" [\(TerminalText.escaping(diagnostic.rule))]")
            if options.fixCommand != nil, diagnostic.fix != nil { page.write(" [*]") }
            page.endLine()
        }
        for check in report.notEvaluated {
            write(place(check.location), SummaryText.notEvaluated, .notEvaluated, check.reason, to: &page)
            page.write(" [\(TerminalText.escaping(check.rule))]")
            page.endLine()
        }
        let summary = SummaryText(report, fixCommand: options.fixCommand)
        page.write(summary, summary.environments)
        return page.bytes
    }

    private func write(_ place: String, _ label: String, _ style: TextStyle, _ text: String, to page: inout Page) {
        page.write(place, .emphasis)
        page.write(label, style)
        page.write(": " + TerminalText.escaping(text))
    }

    private func place(_ location: Location?) -> String {
        guard let location else { return "" }
        let path = TerminalText.name(of: location.path)
        guard let start = sources.start(of: location) else { return path + ": " }
        return "\(path):\(start.line):\(start.column): "
    }
}
