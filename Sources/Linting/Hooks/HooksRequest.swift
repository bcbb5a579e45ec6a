internal import GitBridge
public import Reporting
internal import SourceFiles

/// `lint hooks`: installs, describes and removes the Git hooks of a repository.
public struct HooksRequest: Sendable {
    /// What is done.
    public enum Action: Sendable {
        /// Writes the hooks, or updates them; `shared` allows to change a folder that other repositories use.
        case install(shared: Bool)
        /// Describes the hooks.
        case status
        /// Removes the hooks; `shared` allows to change a folder that other repositories use.
        case uninstall(shared: Bool)
    }

    /// What is done.
    public var action: Action
    /// The folder in the repository; `nil` for the current one.
    public var directory: String?

    /// Asks for an action.
    public init(_ action: Action, directory: String? = nil) {
        self.action = action
        self.directory = directory
    }
}

extension HooksRequest: TranscriptRequest {
    func perform(in invocation: Invocation, _ transcript: inout Transcript) throws -> ExitStatus {
        let installer = try HookInstaller(for: directory, in: invocation)
        var isComplete = true
        if case .status = action {
            let setting = installer.folder.setting.map { " (core.hooksPath is \($0))" } ?? ""
            transcript.write("hooks in \(installer.folder.text)\(setting)\n")
        }
        for hook in Hook.allCases {
            let report: HookInstaller.HookReport
            switch action {
            case .install(let shared):
                if !shared { try installer.refuseShared() }
                report = try installer.install(hook)
            case .status: report = try installer.status(of: hook)
            case .uninstall(let shared):
                if !shared { try installer.refuseShared() }
                report = try installer.uninstall(hook)
            }
            transcript.write(report.text + "\n")
            if !report.isGood { isComplete = false }
        }
        return isComplete ? .success : .found
    }
}

/// `lint hooks run`: what another program that manages hooks calls.
public struct HookRunRequest: Request, Sendable {
    /// The hook; `nil` for the one that the variables of the pre-commit framework name.
    public var hook: Hook?
    /// What Git passes to the hook.
    public var arguments: [String]
    /// Whether standard output takes colours.
    public var colors = ColorMode.plain

    /// Asks for the run of a hook.
    public init(_ hook: Hook?, arguments: [String] = []) {
        self.hook = hook
        self.arguments = arguments
    }

    /// Finds the hook that must be run.
    public func run(in invocation: Invocation) -> Outcome {
        if let hook { return Outcome([], ending: .become(HookRun(hook: hook, arguments: arguments))) }
        switch FrameworkRun(invocation.variables) {
        case .hook(let run): return Outcome([], ending: .become(run))
        case .change(let commit, let base):
            var request = CheckRequest()
            request.snapshot.commit = commit
            request.comparison.base = base
            request.report.isQuiet = true
            request.report.colors = colors
            return request.run(in: invocation)
        case nil:
            var transcript = Transcript()
            transcript.complain(
                "cannot find out which hook to run: the pre-commit framework has not set its variables",
                help: "name the hook: `lint hooks run pre-commit`")
            return Outcome(transcript.outputs, status: .notEvaluated)
        }
    }
}
