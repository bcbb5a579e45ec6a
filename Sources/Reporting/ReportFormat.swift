public import Diagnostics
public import SourceFiles

/// Whether a report contains colour codes; the caller knows the terminal and the environment.
public enum ColorMode: Sendable {
    /// Text without colour codes.
    case plain
    /// Text with the colour codes of ECMA-48, known as ANSI codes.
    case ansi
}

/// How a report is written.
public struct ReportOptions: Sendable {
    /// Whether the formats for people contain colour codes; the others never do.
    public var colors: ColorMode
    /// The command line that makes the fixes; `nil` if the snapshot cannot be fixed, and then no fix is offered.
    public var fixCommand: String?

    /// Makes options.
    public init(colors: ColorMode = .plain, fixCommand: String? = nil) {
        self.colors = colors
        self.fixCommand = fixCommand
    }
}

/// The formats of a report; the raw values are those of `--format`.
public enum ReportFormat: String, CaseIterable, Sendable {
    /// Excerpts of the source, notes, help and a summary, for people.
    case human
    /// One line for each finding, and one for the summary.
    case concise
    /// The JSON report, version 1, for programs.
    case json
    /// SARIF 2.1.0, for code scanning.
    case sarif
    /// Annotations for GitHub Actions.
    case github
    /// GitLab's Code Quality report.
    case gitlab
    /// A JUnit test report.
    case junit
    /// Reviewdog's Diagnostic Format, with fixes as suggestions.
    case rdjson
    /// A Checkstyle report.
    case checkstyle

    /// Writes `report` in UTF-8, with a line end at the end; equal reports and sources give equal bytes.
    ///
    /// `source` returns the bytes of a file of the linted snapshot, or `nil` if they cannot be read: then a place in
    /// the file has no excerpt. It is called at most once for each file.
    public func render(
        _ report: Report,
        options: ReportOptions = ReportOptions(),
        source: @escaping (Path) -> [UInt8]?
    ) -> [UInt8] {
        let sources = SourceCache(source)
        return switch self {
        case .human: HumanReporter(options: options, sources: sources).render(report)
        case .concise: ConciseReporter(options: options, sources: sources).render(report)
        case .json: JSONReporter(sources: sources).render(report)
        case .sarif: SARIFReporter(sources: sources).render(report)
        case .github: GitHubReporter(sources: sources).render(report)
        case .gitlab: GitLabReporter(sources: sources).render(report)
        case .junit: JUnitReporter(sources: sources).render(report)
        case .rdjson: RDJSONReporter(sources: sources).render(report)
        case .checkstyle: CheckstyleReporter(sources: sources).render(report)
        }
    }
}

/// One way to write a report.
protocol Reporter {
    /// Writes `report` in UTF-8.
    func render(_ report: Report) -> [UInt8]
}
