internal import ArgumentParser
internal import Diagnostics
internal import Fixing
internal import GitBridge
internal import Glibc
internal import OrchestratorCore
internal import Reporting
internal import Rules
internal import SourceFiles

/// `lint init`: a correct source folder, in a new or an existing repository.
///
/// What walks in: a folder in a repository. What walks out: the files that a correct one has and this one lacks. They are the scaffold, and what the rules' own
/// repairs add to it; nothing that exists is changed.
struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make the source folder of a Workflow Orchestrator project, or what is missing of one.",
        discussion: """
            Creates alembic.ini, Alembic's environment, the folders of the layout, the data root on the schema head of the pinned core, and rules.json, where \
            they are missing. Nothing that exists is changed.

            Exit status: that of `lint` on the result.
            """)

    @Option(
        name: [.customShort("C"), .customLong("directory")],
        help: ArgumentHelp("Run as if started in this folder.", valueName: "dir"))
    var directory: String?

    @Option(help: ArgumentHelp("Pin this release of orchestrator-core in requirements.txt.", valueName: "release"))
    var core: String?

    @Flag(help: "Install the Git hooks, too.")
    var hooks = false

    @Flag(help: "Only show what would be done.")
    var dryRun = false

    func run() throws {
        let session = try Session(SnapshotRequest(directory: directory), isLintedAgain: true)
        guard let repository = session.repository, !repository.isBare else {
            throw SnapshotError(
                "cannot make a source folder here", reason: "there is no Git repository with a work tree",
                help: "make one first: `git init`")
        }
        let isFirst = session.projects.first?.repository != .committed
        // A first commit that is about to be made cures the lack of one.
        let rules = RuleRegistry.rules.filter { !isFirst || $0.metadata.id != "git-repository" }
        let repairer = Repairer(session.tree, allowsUnsafe: false) { tree, _ throws(SnapshotError) in
            LintedState(try session.projects(of: tree), rules)
        }
        let scaffold = try missing(of: session)
        let result = try repairer.run(adding: scaffold)
        try refuseUnknownCore(result.state)
        // Files that are there already are not repaired: that is what --fix is for.
        let created = result.changes.filter { $0.before == nil }
        tell(created, in: session)
        if dryRun { return }
        do throws(WriteFailure) {
            try repository.write(disk: created, index: [])
        } catch {
            for path in error.written { Terminal.note("created: \(path)") }
            throw error.error
        }
        if hooks { try installHooks() }
        try finish(isFirst: isFirst, rules)
    }

    /// The files of the scaffold that are not there.
    private func missing(of session: Session) throws -> [FileChange] {
        let project = session.projects.first
        let isPinned = project.map { $0.core.state != .absent } ?? false
        if isPinned, let core {
            throw SnapshotError(
                "cannot pin orchestrator-core \(core)",
                reason: "the project pins a release already"
                    + (project?.core.state.path.map { ": see \($0)" } ?? ""),
                help: "leave --core out, or change the pin by hand")
        }
        let release =
            try core.map { text throws(SnapshotError) in try Self.release(text) } ?? project?.core.state.release
        let scaffold = Scaffold(
            folder: session.folder, settings: session.settings, core: isPinned ? nil : core,
            hasNestedPackage: release.map(Self.hasNestedPackage) ?? true)
        let hasConfig = project?.scripts != nil
        var files: [FileChange] = []
        for file in scaffold.files {
            if hasConfig, file.path.nameText == "alembic.ini" { continue }
            if try session.tree.entry(at: file.path) != nil {
                if core != nil, file.path.nameText == Scaffold.pinFile {
                    throw SnapshotError(
                        "cannot pin orchestrator-core \(core ?? "")", reason: "\(file.path) is there already",
                        help:
                            "add the line `orchestrator-core==\(core ?? "")` to it, and run `lint init` without --core")
                }
                continue
            }
            files.append(file)
        }
        return files
    }

    /// Whether the core of this release is the package `orchestrator.core`, and not `orchestrator`.
    private static func hasNestedPackage(_ release: PackageVersion) -> Bool {
        PackageVersion("5.0.0a0").map { release >= $0 } ?? true
    }

    private static func release(_ text: String) throws(SnapshotError) -> PackageVersion {
        guard let version = PackageVersion(text), Catalogue.release(version) != nil else {
            throw SnapshotError(
                "cannot pin orchestrator-core \(text)", reason: "this lint knows no such release",
                help: "the newest one that it knows is \(newest)")
        }
        return version
    }

    /// The newest final release.
    private static var newest: String {
        Catalogue.releases.map(\.version).last { !$0.isPreRelease }.map { "\($0)" } ?? "RELEASE"
    }

    private func refuseUnknownCore(_ state: LintedState) throws(SnapshotError) {
        guard let project = state.projects.first, project.core.state.head == nil else { return }
        let newest = Self.newest
        throw SnapshotError(
            "cannot make the data root", reason: project.core.state.reason ?? "the release of the core is not known",
            help: project.core.state == .absent
                ? "say which release the project is for: `lint init --core \(newest)` pins it in requirements.txt"
                : project.core.state.help)
    }

    /// Shows what is going to be done.
    private func tell(_ created: [FileChange], in session: Session) {
        var text = created.isEmpty ? "nothing is missing\n" : ""
        for change in created { text += "\(dryRun ? "would create" : "create") \(change.path)\n" }
        if hooks, dryRun { text += "would install the Git hooks\n" }
        Terminal.write(Array(text.utf8), to: STDOUT_FILENO)
    }

    private func installHooks() throws {
        let installer = try HookInstaller(
            directory: directory, environment: ProcessState.environment, executable: ProcessState.executable)
        try installer.refuseShared()
        try HooksReport.tell { try installer.install($0) }
    }

    /// Lints what is there now, from the files.
    private func finish(isFirst: Bool, _ rules: [any Rule.Type]) throws -> Never {
        let session = try Session(SnapshotRequest(directory: directory))
        let report = ReportBuilder.report(of: session, LintedState(session.projects, rules))
        let options = ReportOptions(
            colors: Terminal.colors(.auto, environment: session.environment), fixCommand: "lint --fix")
        let text = ReportFormat.human.render(report, options: options) { path in try? session.tree.contents(of: path) }
        Terminal.write(Array("\n".utf8) + text, to: STDOUT_FILENO)
        if isFirst {
            Terminal.note(
                "commit it: `git add --all && git commit`; orchestrator-core needs a repository with a commit")
        }
        let isFound = report.diagnostics.contains { $0.severity == .error }
        withExtendedLifetime((session, report)) {
            ExitStatus.leave(
                !report.notEvaluated.isEmpty ? ExitStatus.couldNotTell : isFound ? ExitStatus.found : .success)
        }
    }
}
