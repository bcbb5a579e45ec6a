public import Diagnostics
internal import Fixing
internal import GitBridge
internal import ProjectModel
public import Reporting
internal import Rules
internal import SourceFiles

/// `lint check`: applies the rules to a snapshot, fixes what it is asked to, and reports.
public struct CheckRequest: Sendable {
    /// The files that are linted.
    public var snapshot = SnapshotRequest()
    /// What they are compared with.
    public var comparison = ComparisonRequest()
    /// The rules that are applied.
    public var rules = RuleSelection()
    /// The least severity of a finding that makes the exit status 1.
    public var failOn = Severity.error
    /// Whether the exit status is 0 although something was found.
    public var exitsZero = false
    /// What is fixed; `nil` for nothing.
    public var fixes: FixRequest?
    /// How the report is written.
    public var report = ReportRequest()

    /// The working tree of the current folder.
    public init() {}
}

/// How severe a finding is.
public typealias Severity = Diagnostics.Severity

/// How a report is written.
public struct ReportRequest: Sendable {
    /// The format; `nil` to choose it by the variables of the run.
    public var format: ReportFormat?
    /// Whether standard output takes colours.
    public var colors = ColorMode.plain
    /// Whether a report without a finding at or above `--fail-on` is left out.
    public var isQuiet = false
    /// Whether only the findings of each rule are counted.
    public var isCounting = false
    /// The file that takes the report; `nil` for standard output.
    public var output: String?

    /// A report for people, without colours.
    public init() {}

    /// The format that was asked for, else that of the forge whose job this is.
    fileprivate func format(for variables: [String: String]) -> ReportFormat {
        if let format { return format }
        if variables["GITHUB_ACTIONS"] == "true" { return .github }
        // GitLab shows its format from an artifact only; people read its log.
        if variables["GITLAB_CI"] == "true", output != nil { return .gitlab }
        return .human
    }
}

extension CheckRequest: TranscriptRequest {
    func perform(in invocation: Invocation, _ transcript: inout Transcript) throws -> ExitStatus {
        var session = try Session(
            snapshot, comparedWith: .full(comparison), in: invocation, &transcript)
        transcript.retain(session.projects)
        var found = LintedState(session.projects, rules.selected)
        // History is asked only when a finding turns on it, and the rules look at the answer.
        if !found.questions.isEmpty {
            session = session.answering(found.questions)
            found = LintedState(session.projects, rules.selected)
        }
        transcript.retain(found)
        for note in rules.notes(on: found.diagnostics) { transcript.note(note) }
        guard let fixes else {
            let written = Written(of: session.tree, fixCommand: session.snapshot.kind.fixCommand, invocation)
            return try end(ReportBuilder.report(of: session, found), written, &transcript)
        }
        let run = try FixRun(fixes, of: session, found, rules: rules.selected)
        transcript.retain(run.state)
        run.note(in: &transcript)
        if fixes.isPatch {
            transcript.write(try run.patch())
            return end(ReportBuilder.report(of: session, found), &transcript)
        }
        try run.write(&transcript)
        let report = ReportBuilder.report(of: session, run.state, applied: run.applied)
        return try end(report, Written(of: run.tree, fixCommand: nil, invocation), &transcript)
    }

    /// What a report is written with.
    private struct Written {
        let tree: any FileTree
        let fixCommand: String?
        let invocation: Invocation

        init(of tree: any FileTree, fixCommand: String?, _ invocation: Invocation) {
            self.tree = tree
            self.fixCommand = fixCommand
            self.invocation = invocation
        }
    }

    /// Writes the report, whose places are in the tree of `written`.
    private func end(
        _ content: Report, _ written: Written, _ transcript: inout Transcript
    ) throws(SnapshotError) -> ExitStatus {
        let status = end(content, &transcript)
        let isWorthReading =
            isFound(content) || !content.notEvaluated.isEmpty || content.applied?.isEmpty == false
        if report.isQuiet, !isWorthReading, report.output == nil { return status }
        let options = ReportOptions(
            colors: report.output == nil ? report.colors : .plain, fixCommand: written.fixCommand)
        let text =
            report.isCounting
            ? StatisticsText.render(content, options: options)
            : report.format(for: written.invocation.variables).render(content, options: options) { path in
                try? written.tree.contents(of: path)
            }
        if let output = report.output {
            try AtomicFile.write(text, to: written.invocation.absolute(output), called: output)
        } else {
            transcript.write(text)
        }
        return status
    }

    private func end(_ content: Report, _ transcript: inout Transcript) -> ExitStatus {
        transcript.report = content
        if !content.notEvaluated.isEmpty { return .notEvaluated }
        return isFound(content) && !exitsZero ? .found : .success
    }

    private func isFound(_ content: Report) -> Bool {
        content.diagnostics.contains { $0.severity >= failOn }
    }
}

extension Report.Snapshot.Kind {
    /// The command line that fixes such a snapshot; `nil` if it has no files that can be written.
    fileprivate var fixCommand: String? {
        switch self {
        case .worktree: "lint --fix"
        case .index: "lint --fix --staged"
        case .commit, .merge: nil
        }
    }
}
