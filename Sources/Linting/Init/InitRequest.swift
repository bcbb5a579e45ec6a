internal import Diagnostics
internal import Fixing
internal import GitBridge
internal import OrchestratorCore
internal import ProjectModel
public import Reporting
internal import Rules
internal import SourceFiles

/// `lint init`: a correct source folder, in a new or an existing repository.
///
/// Takes a folder in a repository. Creates the files that a correct one has and this one lacks: the scaffold, and what
/// the rules' own fixes add to it. Nothing that exists is changed.
public struct InitRequest: Sendable {
    /// The folder; `nil` for the current one.
    public var directory: String?
    /// The release of the core to pin; `nil` if one is pinned already.
    public var core: String?
    /// Whether the Git hooks are installed, too.
    public var installsHooks = false
    /// Whether nothing is written.
    public var isDryRun = false
    /// Whether standard output takes colours.
    public var colors = ColorMode.plain

    /// The current folder.
    public init() {}
}

extension InitRequest: TranscriptRequest {
    func perform(in invocation: Invocation, _ transcript: inout Transcript) throws -> ExitStatus {
        var request = SnapshotRequest()
        request.directory = directory
        let session = try Session(
            request, comparedWith: .full(ComparisonRequest()), in: invocation, mayBeEmpty: true, &transcript)
        guard let repository = session.repository, !repository.isBare else {
            throw SnapshotError(
                "cannot create a source folder here", reason: "this folder is not in a Git repository with a work tree",
                help: "run `git init` first")
        }
        let isFirst = session.projects.first?.layout.repository != .committed
        let rules = isFirst ? RuleRegistry.rulesBeforeFirstCommit : RuleRegistry.rules
        let fixer = Fixer(session.tree, allowsUnsafe: false) { tree, _ throws(SnapshotError) in
            LintedState(try session.projects(of: tree), rules)
        }
        let scaffold = try ScaffoldPlan(session: session, core: core).missingFiles()
        let result = try fixer.run(adding: scaffold)
        try CoreChoice.refuseUnknown(in: result.state)
        // Existing files are not fixed: that is what --fix is for.
        let created = result.changes.filter { $0.before == nil }
        list(created, in: &transcript)
        if isDryRun { return .success }
        do throws(WriteFailure) {
            try repository.write(disk: created, index: [])
        } catch {
            for path in error.written { transcript.note("created: \(path)") }
            throw error.error
        }
        if installsHooks {
            let hooks = HooksRequest(.install(shared: false), directory: directory)
            let status = try hooks.perform(in: invocation, &transcript)
            if status != .success { return status }
        }
        return try lintResult(request, rules, in: invocation, isFirst: isFirst, &transcript)
    }

    /// Prints what is created.
    private func list(_ created: [FileChange], in transcript: inout Transcript) {
        var text = created.isEmpty ? "nothing is missing\n" : ""
        for change in created { text += "\(isDryRun ? "would create" : "create") \(change.path)\n" }
        if installsHooks, isDryRun { text += "would install the Git hooks\n" }
        transcript.write(text)
    }

    /// Lints the files that exist now.
    private func lintResult(
        _ request: SnapshotRequest, _ rules: [any Rule.Type], in invocation: Invocation, isFirst: Bool,
        _ transcript: inout Transcript
    ) throws -> ExitStatus {
        let session = try Session(
            request, comparedWith: .full(ComparisonRequest()), in: invocation, mayBeEmpty: true, &transcript)
        let report = ReportBuilder.report(of: session, LintedState(session.projects, rules))
        let options = ReportOptions(colors: colors, fixCommand: "lint --fix")
        let text = ReportFormat.human.render(report, options: options) { path in try? session.tree.contents(of: path) }
        transcript.write(Array("\n".utf8) + text)
        transcript.report = report
        if isFirst {
            transcript.note(
                "commit it: `git add --all && git commit`; orchestrator-core needs a repository with a commit")
        }
        if !report.notEvaluated.isEmpty { return .notEvaluated }
        return report.summary.errors > 0 ? .found : .success
    }
}
