internal import ArgumentParser
internal import Diagnostics
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
    var format = ReportFormat.human
    var isQuiet = false
    var color = ColorChoice.auto

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

    /// Lints, reports on standard output, and ends the process.
    func report() throws -> Never {
        let session = try Session(snapshot)
        let rules = RuleRegistry.rules.filter { rule in
            (only.isEmpty || only.contains(rule.metadata.id)) && !skip.contains(rule.metadata.id)
        }
        let outcomes = session.projects.map { Engine.run(rules, on: $0) }
        let report = ReportBuilder.report(of: session, outcomes)
        let isFound = report.diagnostics.contains { $0.severity >= failOn }
        let isOpen = !report.notEvaluated.isEmpty
        if isFound || isOpen || !isQuiet {
            let options = ReportOptions(colors: Terminal.colors(color, environment: session.environment))
            let text = format.render(report, options: options) { path in try? session.tree.contents(of: path) }
            Terminal.write(text, to: STDOUT_FILENO)
        }
        // The process ends while the session is alive: to free 20,000 migrations one by one first would serve nobody.
        withExtendedLifetime((session, report)) {
            ExitStatus.leave(isOpen ? ExitStatus.couldNotTell : isFound ? ExitStatus.found : .success)
        }
    }
}
