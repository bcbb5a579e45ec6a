public import ArgumentParser
internal import Linting
public import Reporting

/// The folder that a command runs in.
struct DirectoryOption: ParsableArguments {
    /// The help of `-C`, which ``SnapshotOptions`` declares for itself: every group of options that ArgumentParser
    /// reflects costs half a million instructions, a twentieth of a run.
    static let help = ArgumentHelp("Run as if started in this folder.", valueName: "dir")

    @Option(name: [.customShort("C"), .customLong("directory")], help: Self.help)
    var directory: String?
}

/// The files that a command reads, and the settings for them.
struct SnapshotOptions: ParsableArguments {
    @Option(name: [.customShort("C"), .customLong("directory")], help: DirectoryOption.help)
    var directory: String?

    @Flag(help: "Lint the index: exactly what the next commit will contain, whether or not it is on disk.")
    var staged = false

    @Option(help: ArgumentHelp("Lint the tree of a commit, in a bare repository too.", valueName: "rev"))
    var commit: String?

    @Option(
        help: ArgumentHelp(
            """
            Lint the result of merging these files into this revision. May be repeated: the revisions are merged one \
            after another, and these files last.
            """,
            valueName: "rev"))
    var mergeInto: [String] = []

    @Option(help: ArgumentHelp("Read the settings from this file instead of rules.json.", valueName: "file"))
    var config: String?

    /// Whether no option is given.
    var isDefault: Bool {
        directory == nil && !staged && commit == nil && mergeInto.isEmpty && config == nil
    }

    /// The same as plain values.
    var request: SnapshotRequest {
        var request = SnapshotRequest()
        request.directory = directory
        request.isStaged = staged
        request.commit = commit
        request.mergeInto = mergeInto
        request.config = config
        return request
    }

    func validate() throws {
        if staged, commit != nil {
            throw ValidationError("--staged and --commit exclude each other: lint the index or a commit")
        }
    }
}

/// When to colour.
enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
    case auto, always, never
}

extension ReportFormat: ExpressibleByArgument {}
extension Severity: ExpressibleByArgument {}
