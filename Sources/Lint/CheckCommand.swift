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

    @Option(
        help: ArgumentHelp("Exit with 1 where a finding is at least this bad.", valueName: "info|warning|error"))
    var failOn: Severity = .error

    @Option(
        help:
            "How to write the report (default: human; in GitHub Actions github, and gitlab for --output in GitLab CI).")
    var format: ReportFormat?

    @Option(help: ArgumentHelp("Write the report to this file instead of standard output.", valueName: "file"))
    var output: String?

    @Flag(help: "Only count the findings of each rule.")
    var statistics = false

    @Flag(help: "Exit with 0 where something is found, too; never where a question could not be answered.")
    var exitZero = false

    @Flag(help: "Repair what is not yet published, in the files on disk; with --staged in the index, too.")
    var fix = false

    @Flag(help: "With --fix or --diff: make those repairs, too, that change what a deployment does.")
    var unsafeFixes = false

    @Flag(help: "Print the patch that --fix would make, for `git apply`, and write nothing.")
    var diff = false

    @Flag(name: .shortAndLong, help: "Print nothing where nothing is found at or above --fail-on.")
    var quiet = false

    @Option(
        help: ArgumentHelp(
            "When to use colours: on a terminal (auto; NO_COLOR is honoured), always or never.",
            valueName: "auto|always|never"))
    var color: ColorChoice = .auto

    /// What is to be repaired, and how; `nil` where nothing is.
    private var repairs: RepairRequest? {
        fix || diff ? RepairRequest(isPatch: diff, allowsUnsafe: unsafeFixes) : nil
    }

    func validate() throws {
        if statistics, let format, format != .human, format != .concise {
            throw ValidationError("--statistics is a text for people: leave --format \(format.rawValue) out")
        }
        if diff, output != nil {
            throw ValidationError("--diff prints the patch on standard output: leave --output out, or redirect it")
        }
        if fix, diff { throw ValidationError("--fix and --diff exclude each other: write the repairs or print them") }
        if unsafeFixes, !fix, !diff {
            throw ValidationError("--unsafe-fixes only says which repairs to make: give --fix or --diff, too")
        }
        if fix, snapshot.commit != nil {
            throw ValidationError(
                "--fix cannot change a commit: repair the working tree (lint --fix) or print the patch (--diff)")
        }
        if fix || diff, !snapshot.mergeInto.isEmpty {
            throw ValidationError(
                "\(fix ? "--fix" : "--diff") cannot change the result of a merge that is not made yet: merge or rebase first, then repair"
            )
        }
        for id in only + skip where RuleRegistry.rule(id) == nil {
            let nearest = NearestName.of(id, among: RuleRegistry.rules.map { $0.metadata.id })
            throw ValidationError(
                "there is no rule `\(id)`" + (nearest.map { ": did you mean `\($0)`?" } ?? "; `lint rules` lists them"))
        }
    }

    func run() throws {
        try CheckRun(
            snapshot: snapshot.request, only: only, skip: skip, failOn: failOn, format: format, isQuiet: quiet,
            color: color, output: output, isCounting: statistics, exitsZero: exitZero, repairs: repairs
        ).report()
    }
}
