internal import ArgumentParser
internal import Linting
internal import Reporting

/// `lint check`: applies the rules to a snapshot and reports.
struct CheckCommand: RequestCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Lint the working tree, the staged files or a commit (the default).")

    @OptionGroup var snapshot: SnapshotOptions

    @Option(
        help: ArgumentHelp(
            """
            Take this revision as the base, whose migrations are published (default: `base` of rules.json, the target \
            branch that CI names, origin/HEAD, origin/main, origin/master, HEAD).
            """,
            valueName: "rev"))
    var base: String?

    @Option(
        help: ArgumentHelp(
            """
            Check that every database that was upgraded to this release reaches the new heads. May be repeated.
            """,
            valueName: "rev"))
    var deployed: [String] = []

    @Option(help: ArgumentHelp("Apply this rule only. May be repeated.", valueName: "rule"))
    var only: [String] = []

    @Option(help: ArgumentHelp("Do not apply this rule. May be repeated.", valueName: "rule"))
    var skip: [String] = []

    @Option(
        help: ArgumentHelp("Exit 1 if any finding has at least this severity.", valueName: "info|warning|error"))
    var failOn = CheckRequest().failOn

    @Option(
        help: """
            Write the report in this format (default: human; github in GitHub Actions; gitlab for --output in \
            GitLab CI).
            """)
    var format: ReportFormat?

    @Option(help: ArgumentHelp("Write the report to this file instead of standard output.", valueName: "file"))
    var output: String?

    @Flag(help: "Print only the number of findings of each rule.")
    var statistics = false

    @Flag(help: "Exit 0 even if something is found; still exit 2 if a rule could not be evaluated.")
    var exitZero = false

    @Flag(help: "Fix what is unpublished, in the files on disk; with --staged in the index, too.")
    var fix = false

    @Flag(help: "With --fix or --diff: include the fixes that change what a deployment does.")
    var unsafeFixes = false

    @Flag(help: "Print what --fix would change as a patch for `git apply`; write nothing.")
    var diff = false

    @Flag(name: .shortAndLong, help: "Print nothing if nothing is found at or above --fail-on.")
    var quiet = false

    @Option(
        help: ArgumentHelp(
            "Use colours on a terminal (auto; NO_COLOR is honoured), always, or never.",
            valueName: "auto|always|never"))
    var color: ColorChoice = .auto

    /// The rules that are applied.
    private var rules: RuleSelection {
        var rules = RuleSelection()
        (rules.only, rules.skip) = (only, skip)
        return rules
    }

    var request: any Request {
        var request = CheckRequest()
        (request.snapshot, request.rules) = (snapshot.request, rules)
        (request.comparison.base, request.comparison.deployed) = (base, deployed)
        (request.failOn, request.exitsZero) = (failOn, exitZero)
        request.fixes = fix || diff ? FixRequest(isPatch: diff, allowsUnsafe: unsafeFixes) : nil
        (request.report.format, request.report.output) = (format, output)
        (request.report.isQuiet, request.report.isCounting) = (quiet, statistics)
        request.report.colors = Terminal.colors(color)
        return request
    }

    func validate() throws {
        if statistics, let format, format != .human, format != .concise {
            throw ValidationError("--statistics prints text: leave --format \(format.rawValue) out")
        }
        if diff, output != nil {
            throw ValidationError("--diff prints the patch on standard output: leave --output out, or redirect it")
        }
        if diff, let format {
            throw ValidationError("--diff prints a patch and no report: leave --format \(format.rawValue) out")
        }
        if diff, statistics || quiet {
            let option = quiet ? "--quiet" : "--statistics"
            throw ValidationError("--diff prints a patch and no report: leave \(option) out")
        }
        if fix, diff { throw ValidationError("--fix and --diff exclude each other: write the fixes or print them") }
        if unsafeFixes, !fix, !diff {
            throw ValidationError("--unsafe-fixes selects fixes and makes none: add --fix or --diff")
        }
        if fix, snapshot.commit != nil {
            throw ValidationError(
                "--fix cannot change a commit: fix the working tree (`lint --fix`) or print the patch (--diff)")
        }
        if fix || diff, !snapshot.mergeInto.isEmpty {
            throw ValidationError(
                "\(fix ? "--fix" : "--diff") cannot change the result of a merge preview: merge or rebase, then fix")
        }
        if let problem = rules.problem { throw ValidationError(problem) }
    }
}
