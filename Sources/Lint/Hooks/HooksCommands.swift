internal import ArgumentParser
internal import GitBridge
internal import Glibc

/// `lint hooks`: Git's hooks that call lint.
struct HooksCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hooks",
        abstract: "Install, describe or remove the Git hooks that lint every commit, merge and push.",
        discussion: """
            The hooks are written where Git looks for them, which `core.hooksPath` may say. A hook that is not lint's is never touched.

            Exit status: 0 where all is as it should be, 1 where a hook is missing, outdated or somebody else's, 2 where that could not be told.
            """,
        subcommands: [
            InstallHooksCommand.self, HooksStatusCommand.self, UninstallHooksCommand.self, RunHookCommand.self,
        ]
    )
}

/// `lint hooks install`: writes them, or brings them up to date.
struct InstallHooksCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "install", abstract: "Install the hooks, or bring them up to date.")

    @OptionGroup var place: HooksPlace
    @OptionGroup var sharing: HooksSharing

    func run() throws {
        let installer = try place.installer()
        if !sharing.shared { try installer.refuseShared() }
        try HooksReport.tell { try installer.install($0) }
    }
}

/// `lint hooks status`: tells how they stand.
struct HooksStatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Tell which hooks are installed, and where.")

    @OptionGroup var place: HooksPlace

    func run() throws {
        let installer = try place.installer()
        let setting = installer.folder.setting.map { " (core.hooksPath is \($0))" } ?? ""
        Terminal.write(Array("hooks in \(installer.folder.text)\(setting)\n".utf8), to: STDOUT_FILENO)
        try HooksReport.tell { try installer.status(of: $0) }
    }
}

/// `lint hooks uninstall`: removes what is lint's.
struct UninstallHooksCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "uninstall", abstract: "Remove the hooks that are lint's.")

    @OptionGroup var place: HooksPlace
    @OptionGroup var sharing: HooksSharing

    func run() throws {
        let installer = try place.installer()
        if !sharing.shared { try installer.refuseShared() }
        try HooksReport.tell { try installer.uninstall($0) }
    }
}

/// `lint hooks run`: what another program that manages hooks calls.
struct RunHookCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Do what a hook does, for a hook manager.",
        discussion: """
            Give it what Git gives to the hook: `lint hooks run pre-push "$@"`, with Git's lines on standard input. Without a name it is the hook that \
            pre-commit (the framework) is about to run: that of a commit, a merge commit or a push; under `pre-commit run --from-ref A --to-ref B`, \
            B is linted, and A is published.
            """)

    @Argument(help: "pre-commit, pre-merge-commit or pre-push.")
    var hook: Hook?

    @Argument(parsing: .captureForPassthrough, help: "What Git passes to the hook.")
    var arguments: [String] = []

    func run() throws {
        if let hook { try HookRun(hook: hook, arguments: arguments).become() }
        switch FrameworkRun(ProcessState.environment) {
        case .hook(let run): try run.become()
        case .change(let commit, let base):
            try CheckRun(snapshot: SnapshotRequest(commit: commit, base: base), isQuiet: true).report()
        case nil:
            throw ValidationError(
                "which hook? Name it: `lint hooks run pre-commit`; without a name this is for the pre-commit framework")
        }
    }
}

extension Hook: ExpressibleByArgument {}

/// Whose hooks.
struct HooksPlace: ParsableArguments {
    @Option(
        name: [.customShort("C"), .customLong("directory")],
        help: ArgumentHelp("Run as if started in this folder.", valueName: "dir"))
    var directory: String?

    /// The hooks of the repository there.
    func installer() throws -> HookInstaller {
        try HookInstaller(
            directory: directory, environment: ProcessState.environment, executable: ProcessState.executable)
    }
}

/// Whether a folder may be changed that other repositories use.
struct HooksSharing: ParsableArguments {
    @Flag(help: "Change the folder that core.hooksPath names outside of this repository, for all that use it.")
    var shared = false
}

/// What the commands print.
enum HooksReport {
    /// Tells what `action` does with each hook, and ends with 1 where one of them is not as it should be.
    static func tell(_ action: (Hook) throws -> HookInstaller.Outcome) throws {
        var isGood = true
        for hook in Hook.allCases {
            let outcome = try action(hook)
            Terminal.write(Array((outcome.text + "\n").utf8), to: STDOUT_FILENO)
            if !outcome.isGood { isGood = false }
        }
        if !isGood { throw ExitStatus.found }
    }
}

extension ProcessState {
    /// The absolute path of the running program; `nil` where the system does not tell, or the file is gone or has no name in UTF-8.
    static var executable: String? {
        guard let path = unsafe realpath("/proc/self/exe", nil) else { return nil }
        defer { unsafe free(path) }
        return unsafe String(validatingCString: path)
    }
}
