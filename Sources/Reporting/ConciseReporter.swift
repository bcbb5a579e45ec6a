internal import Diagnostics
internal import SourceFiles

/// One line for each finding, `path:line:column: severity: message [rule]`, and one for the summary.
///
/// What a finding lacks is left out: line and column where it is about a whole file, the path where it is about none. With `--fix` on offer, `[*]` marks
/// what can be repaired.
struct ConciseReporter: Reporter {
    let options: ReportOptions
    let sources: SourceCache

    func render(_ report: Report) -> [UInt8] {
        var page = Page(colors: options.colors)
        for repair in report.repairs ?? [] {
            write(place(repair.place), "repaired", .pass, repair.fix.title, to: &page)
            page.write(" [\(TerminalText.escaping(repair.diagnostic.rule))]")
            page.endLine()
        }
        for diagnostic in report.diagnostics {
            let severity = diagnostic.severity
            write(place(diagnostic.location), severity.rawValue, TextStyle(severity), diagnostic.message, to: &page)
            page.write(" [\(TerminalText.escaping(diagnostic.rule))]")
            if options.fixCommand != nil, diagnostic.fix != nil { page.write(" [*]") }
            page.endLine()
        }
        for question in report.notEvaluated {
            write(place(question.location), SummaryText.openQuestion, .open, question.reason, to: &page)
            page.write(" [\(TerminalText.escaping(question.rule))]")
            page.endLine()
        }
        page.write(SummaryText(report, fixCommand: options.fixCommand))
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
