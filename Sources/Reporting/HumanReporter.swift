internal import Diagnostics
internal import SourceFiles

/// Writes the report for people, in the layout of rustc and ruff.
///
/// Each finding is a headline, an excerpt of the source, the notes, each with its own excerpt, and the help. After the
/// findings come the checks that could not be evaluated, then the summary.
struct HumanReporter: Reporter {
    let options: ReportOptions
    let sources: SourceCache

    func render(_ report: Report) -> [UInt8] {
        var page = Page(colors: options.colors)
        for applied in report.applied ?? [] { write(applied, to: &page) }
        for diagnostic in report.diagnostics { write(Finding(diagnostic), to: &page) }
        for check in report.notEvaluated { write(Finding(check), to: &page) }
        let summary = SummaryText(report, fixCommand: options.fixCommand)
        page.write(summary, summary.context)
        return page.bytes
    }

    private func write(_ applied: AppliedFix, to page: inout Page) {
        page.write("\(SummaryText.fixed)[\(TerminalText.escaping(applied.diagnostic.rule))]", .pass)
        page.write(": " + TerminalText.escaping(applied.fix.title), .emphasis)
        page.endLine()
        let gutter = Gutter(width: 1)
        if let place = applied.place {
            write(Place(name: TerminalText.name(of: place.path), excerpt: nil), gutter, to: &page)
        }
        gutter.write("=", to: &page)
        page.write(" was: " + TerminalText.escaping(applied.diagnostic.message))
        page.endLine()
        page.endLine()
    }

    /// A place of a finding, and its excerpt if its file could be read.
    private struct Place {
        let name: String
        let excerpt: Excerpt?
    }

    private func write(_ finding: Finding, to page: inout Page) {
        let place = finding.location.map { self.place($0, mark: .init(character: "^", style: finding.style)) }
        let notes = finding.notes.map { note in
            (note, note.location.map { self.place($0, mark: .init(character: "-", style: .note)) })
        }
        // The whole finding has one gutter, as wide as its longest line number, so that all bars are in one column.
        let excerpts = [place?.excerpt] + notes.map { $0.1?.excerpt }
        let lastLine = excerpts.lazy.compactMap { $0?.rows.last { $0.line != nil }?.line }.max() ?? 1
        let gutter = Gutter(width: String(lastLine).utf8.count)

        page.write("\(finding.label)[\(TerminalText.escaping(finding.rule))]", finding.style)
        page.write(": " + TerminalText.escaping(finding.message), .emphasis)
        page.endLine()
        if let place { write(place, gutter, to: &page) }
        var remarks: [(label: String, text: String)] = []
        for (note, place) in notes {
            guard let place else {
                remarks.append(("note", note.message))
                continue
            }
            page.write("note", .emphasis)
            page.write(": " + TerminalText.escaping(note.message))
            page.endLine()
            write(place, gutter, to: &page)
        }
        for remark in remarks + finding.advice {
            gutter.write("=", to: &page)
            page.write(" ")
            page.write(remark.label, .emphasis)
            page.write(": " + TerminalText.escaping(remark.text))
            page.endLine()
        }
        page.endLine()
    }

    private func place(_ location: Location, mark: Excerpt.Mark) -> Place {
        let path = TerminalText.name(of: location.path)
        guard let range = location.range, let source = sources.text(of: location.path) else {
            return Place(name: path, excerpt: nil)
        }
        let position = source.lines.position(at: range.lowerBound)
        return Place(
            name: "\(path):\(position.line):\(position.column)",
            excerpt: Excerpt(of: range, in: source, mark: mark)
        )
    }

    private func write(_ place: Place, _ gutter: Gutter, to page: inout Page) {
        page.write(String(repeating: " ", count: gutter.width) + "-->", .gutter)
        page.write(" " + place.name)
        page.endLine()
        guard let excerpt = place.excerpt else { return }
        gutter.write("|", to: &page)
        page.endLine()
        for row in excerpt.rows {
            gutter.write("|", line: row.line, to: &page)
            if row.pieces.contains(where: { !$0.text.isEmpty }) { page.write(" ") }
            for piece in row.pieces { page.write(piece.text, piece.style) }
            page.endLine()
        }
    }
}

/// The column of line numbers, and the bar beside it.
private struct Gutter {
    let width: Int

    func write(_ bar: String, line: Int? = nil, to page: inout Page) {
        let number = line.map { String($0) } ?? ""
        page.write(String(repeating: " ", count: width - number.utf8.count) + number + " " + bar, .gutter)
    }
}

/// What a diagnostic and a check that could not be evaluated have in common on the page.
private struct Finding {
    let label: String
    let style: TextStyle
    let rule: String
    let message: String
    let location: Location?
    let notes: [Note]
    let advice: [(label: String, text: String)]

    init(_ diagnostic: Diagnostic) {
        label = diagnostic.severity.rawValue
        style = TextStyle(diagnostic.severity)
        rule = diagnostic.rule
        message = diagnostic.message
        location = diagnostic.place
        notes = diagnostic.notes
        let help = diagnostic.help.map { ("help", $0) }
        let fix = diagnostic.fix.map { ("fix", "\($0.title) (\($0.applicability.rawValue))") }
        advice = [help, fix].compactMap(\.self)
    }

    init(_ check: NotEvaluated) {
        label = SummaryText.notEvaluated
        style = .notEvaluated
        rule = check.rule
        message = check.reason
        location = check.location
        notes = []
        advice = [("help", check.help)]
    }
}
