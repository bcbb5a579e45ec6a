public import Diagnostics
public import SourceFiles

/// Whether a report may hold colours; the caller knows the terminal and the environment.
public enum ColorMode: Sendable {
    /// Text alone.
    case plain
    /// Text with the colour codes of ECMA-48, which terminals call ANSI.
    case ansi
}

/// What a report may say, apart from what was found.
public struct ReportOptions: Sendable {
    /// Whether the formats for people hold colours; the others never do.
    public var colors: ColorMode
    /// The command line that repairs what can be repaired; `nil` where there is nothing to repair in.
    public var fixCommand: String?

    /// Chooses options.
    public init(colors: ColorMode = .plain, fixCommand: String? = nil) {
        self.colors = colors
        self.fixCommand = fixCommand
    }
}

/// The formats of a report; the raw values are those of `--format`.
public enum ReportFormat: String, CaseIterable, Sendable {
    /// For people: excerpts of the source, notes, help, a summary.
    case human
    /// One line for each finding, and one for the summary.
    case concise
    /// For programs: the contract of the JSON report, version 1.
    case json
    /// SARIF 2.1.0, for code scanning.
    case sarif
    /// Annotations of GitHub Actions.
    case github
    /// GitLab's Code Quality report.
    case gitlab
    /// JUnit's report of tests.
    case junit
    /// Reviewdog's format, with repairs as suggestions.
    case rdjson
    /// Checkstyle's report.
    case checkstyle

    /// Writes `report`, in UTF-8, the last line ended; the same report and sources always give the same bytes.
    ///
    /// `source` gives the bytes of a file in the snapshot that was linted. It is called at most once for each file, and may answer `nil`: places in such
    /// a file are told as well as they can be.
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
