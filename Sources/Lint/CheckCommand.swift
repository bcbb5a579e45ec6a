internal import ArgumentParser
internal import Diagnostics
internal import Glibc
internal import Reporting
internal import Rules
internal import SourceFiles

/// `lint check`: the rules over a snapshot, and the report.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Lint the working tree, the staged files or a commit (the default).")

    @OptionGroup var snapshot: SnapshotOptions

    @Option(help: ArgumentHelp("Apply only this rule; may be repeated.", valueName: "rule"))
    var only: [String] = []

    @Option(help: ArgumentHelp("Leave this rule out; may be repeated.", valueName: "rule"))
    var skip: [String] = []

    @Option(help: "Exit with 1 where a finding is at least this bad.")
    var failOn: Severity = .error

    @Option(help: "How to write the report.")
    var format: ReportFormat = .human

    @Flag(name: .shortAndLong, help: "Print nothing where nothing is found at or above --fail-on.")
    var quiet = false

    @Option(help: "When to use colours: on a terminal (auto; NO_COLOR is honoured), always or never.")
    var color: ColorChoice = .auto

    func validate() throws {
        for id in only + skip where RuleRegistry.rule(id) == nil {
            let nearest = NearestName.of(id, among: RuleRegistry.rules.map { $0.metadata.id })
            throw ValidationError(
                "there is no rule `\(id)`" + (nearest.map { ": did you mean `\($0)`?" } ?? "; `lint rules` lists them"))
        }
    }

    func run() throws {
        let session = try Session(snapshot)
        let rules = RuleRegistry.rules.filter { rule in
            (only.isEmpty || only.contains(rule.metadata.id)) && !skip.contains(rule.metadata.id)
        }
        let outcomes = session.projects.map { Engine.run(rules, on: $0) }
        let report = ReportBuilder.report(of: session, outcomes)
        let isFound = report.diagnostics.contains { $0.severity >= failOn }
        let isOpen = !report.notEvaluated.isEmpty
        if isFound || isOpen || !quiet {
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
