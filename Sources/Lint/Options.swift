public import ArgumentParser
public import Diagnostics
public import Reporting

/// Which files are linted, and with which settings.
struct SnapshotOptions: ParsableArguments {
    @Option(
        name: [.customShort("C"), .customLong("directory")],
        help: ArgumentHelp("Run as if started in this folder.", valueName: "dir"))
    var directory: String?

    @Flag(help: "Lint the index: exactly what the next commit will hold, whatever the disk says.")
    var staged = false

    @Option(help: ArgumentHelp("Lint the tree of a commit, in a bare repository too.", valueName: "rev"))
    var commit: String?

    @Option(
        help: ArgumentHelp(
            "Lint what merging the files above into this revision would give; may be repeated: a queue of branches, merged one after another, these files last.",
            valueName: "rev"))
    var mergeInto: [String] = []

    @Option(
        help: ArgumentHelp(
            "What counts as published (default: `base` of rules.json, the target branch that CI names, origin/HEAD, origin/main, origin/master, HEAD).",
            valueName: "rev"))
    var base: String?

    @Option(
        help: ArgumentHelp(
            "A release in production: every database that was upgraded to it has to reach the new heads; may be repeated.",
            valueName: "rev"))
    var deployed: [String] = []

    @Option(help: ArgumentHelp("Read the settings from this file instead of rules.json.", valueName: "file"))
    var config: String?

    /// The same as plain values.
    var request: SnapshotRequest {
        SnapshotRequest(
            directory: directory, isStaged: staged, commit: commit, mergeInto: mergeInto, base: base,
            deployed: deployed, config: config)
    }

    func validate() throws {
        if staged, commit != nil {
            throw ValidationError("--staged and --commit exclude each other: lint the index or a commit")
        }
    }
}

/// Which files are linted, and with which settings, as plain values.
struct SnapshotRequest {
    var directory: String?
    var isStaged = false
    var commit: String?
    var mergeInto: [String] = []
    var base: String?
    var deployed: [String] = []
    var config: String?
}

/// When to colour.
enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
    case auto, always, never
}

extension ReportFormat: ExpressibleByArgument {}
extension Severity: ExpressibleByArgument {}
