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
        try CheckRun(
            snapshot: snapshot.request, only: only, skip: skip, failOn: failOn, format: format, isQuiet: quiet,
            color: color
        ).report()
    }
}
