internal import ArgumentParser
internal import Diagnostics
internal import Fixing
internal import GitBridge
internal import Glibc
internal import Reporting
internal import Rules
internal import SourceFiles

/// A run of `lint check`, as plain values: what is linted, against which rules, and how it is told.
struct CheckRun {
    var snapshot = SnapshotRequest()
    var only: [String] = []
    var skip: [String] = []
    var failOn = Severity.error
    /// How the report is written; `nil` to go by where it is run.
    var format: ReportFormat?
    var isQuiet = false
    var color = ColorChoice.auto
    /// The file that the report is written to; `nil` for standard output.
    var output: String?
    /// Whether only the findings of each rule are counted.
    var isCounting = false
    /// Whether findings are no reason to fail.
    var exitsZero = false
    var repairs: RepairRequest?

    /// The run that the hook, a plain `lint` and a walk over commits ask for; `nil` for every other command line, which is the argument parser's.
    ///
    /// Half of a run on a small project would be spent in the parser otherwise (12 of 27 million instructions, measured with callgrind), and
    /// a hook that people feel is a hook that they switch off. What these words mean is the same either way; a test holds that.
    static func plain(_ arguments: [String]) -> CheckRun? {
        var run = CheckRun()
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            switch argument {
            case "--staged" where run.snapshot.commit == nil: run.snapshot.isStaged = true
            case "--commit" where !run.snapshot.isStaged:
                // What begins with a dash is for the parser to judge.
                guard let revision = rest.popFirst(), !revision.hasPrefix("-") else { return nil }
                run.snapshot.commit = revision
            case "--quiet", "-q": run.isQuiet = true
            default: return nil
            }
        }
        return run
    }

    /// The rules to apply.
    private var rules: [any Rule.Type] {
        RuleRegistry.rules.filter { rule in
            (only.isEmpty || only.contains(rule.metadata.id)) && !skip.contains(rule.metadata.id)
        }
    }

    /// Lints, repairs where that is asked for, reports on standard output, and ends the process.
    func report() throws -> Never {
        let session = try Session(snapshot, isLintedAgain: repairs != nil)
        let found = LintedState(session.projects, rules)
        guard let repairs else {
            let command: String? =
                switch session.snapshot.kind {
                case .worktree: "lint --fix"
                case .index: "lint --fix --staged"
                case .commit, .merge: nil
                }
            try tell(ReportBuilder.report(of: session, found), of: session.tree, session, fixCommand: command)
        }
        let run = try RepairRun(repairs, of: session, found, rules: rules)
        if repairs.isPatch {
            try run.printPatch()
            end(ReportBuilder.report(of: session, found), session)
        }
        try run.write()
        try tell(
            ReportBuilder.report(of: session, run.state, repairs: run.repairs), of: run.tree, session, fixCommand: nil)
    }

    /// Prints or writes the report, whose places are in `tree`, and ends the process.
    private func tell(
        _ report: Report, of tree: any FileTree, _ session: Session, fixCommand: String?
    ) throws(SnapshotError) -> Never {
        let isWorthIt = isFound(report) || !report.notEvaluated.isEmpty || report.repairs?.isEmpty == false
        if isWorthIt || !isQuiet || output != nil {
            let colors = output == nil ? Terminal.colors(color, environment: session.environment) : .plain
            let options = ReportOptions(colors: colors, fixCommand: fixCommand)
            let text =
                isCounting
                ? StatisticsText.render(report, options: options)
                : chosenFormat(session.environment).render(report, options: options) { path in
                    try? tree.contents(of: path)
                }
            if let output {
                try AtomicFile.write(text, to: Array(output.utf8))
            } else {
                Terminal.write(text, to: STDOUT_FILENO)
            }
        }
        end(report, session)
    }

    /// The format that was asked for, else that of the forge whose job this is.
    private func chosenFormat(_ environment: [String: String]) -> ReportFormat {
        if let format { return format }
        if environment["GITHUB_ACTIONS"] == "true" { return .github }
        // GitLab shows its format out of an artifact alone; its log is read by people.
        if environment["GITLAB_CI"] == "true", output != nil { return .gitlab }
        return .human
    }

    private func isFound(_ report: Report) -> Bool {
        report.diagnostics.contains { $0.severity >= failOn }
    }

    private func end(_ report: Report, _ session: Session) -> Never {
        // The process ends while the session is alive: to free 20,000 migrations one by one first would serve nobody.
        withExtendedLifetime((session, report)) {
            ExitStatus.leave(
                !report.notEvaluated.isEmpty
                    ? ExitStatus.couldNotTell : isFound(report) && !exitsZero ? ExitStatus.found : .success)
        }
    }
}

/// What is to be repaired, and what becomes of it.
struct RepairRequest {
    /// Whether a patch is printed and nothing is written.
    let isPatch: Bool
    /// Whether repairs are made that change what a deployment does.
    let allowsUnsafe: Bool
}

extension LintedState {
    /// Holds `projects` against `rules`.
    init(_ projects: [Project], _ rules: [any Rule.Type]) {
        self.init(projects: projects, outcomes: projects.map { Engine.run(rules, on: $0) })
    }
}
