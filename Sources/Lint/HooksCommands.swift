public import ArgumentParser
public import Linting

/// `lint hooks`: the Git hooks that call lint.
struct HooksCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hooks",
        abstract: "Install, describe or remove the Git hooks that lint every commit, merge and push.",
        discussion: """
            The hooks are written to the folder where Git looks for them; `core.hooksPath` may name another. A hook \
            that is not lint's is never changed.

            Exit status: 0 if all hooks are in order, 1 if a hook is missing, outdated or not lint's, 2 if that could \
            not be evaluated.
            """,
        subcommands: [
            InstallHooksCommand.self, HooksStatusCommand.self, UninstallHooksCommand.self, RunHookCommand.self,
        ]
    )
}

/// `lint hooks install`: writes the hooks, or updates them.
struct InstallHooksCommand: RequestCommand {
    static let configuration = CommandConfiguration(
        commandName: "install", abstract: "Install the hooks, or update them.")

    @OptionGroup var place: DirectoryOption
    @OptionGroup var sharing: SharedHooksOption

    var request: any Request { HooksRequest(.install(shared: sharing.shared), directory: place.directory) }
}

/// `lint hooks status`: describes the hooks.
struct HooksStatusCommand: RequestCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Print which hooks are installed, and where.")

    @OptionGroup var place: DirectoryOption

    var request: any Request { HooksRequest(.status, directory: place.directory) }
}

/// `lint hooks uninstall`: removes lint's hooks.
struct UninstallHooksCommand: RequestCommand {
    static let configuration = CommandConfiguration(commandName: "uninstall", abstract: "Remove lint's hooks.")

    @OptionGroup var place: DirectoryOption
    @OptionGroup var sharing: SharedHooksOption

    var request: any Request { HooksRequest(.uninstall(shared: sharing.shared), directory: place.directory) }
}

/// `lint hooks run`: what another program that manages hooks calls.
struct RunHookCommand: RequestCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Do what a hook does, for a hook manager.",
        discussion: """
            Pass on what Git gives to the hook: `lint hooks run pre-push "$@"`, with Git's lines on standard input. \
            Without a name it runs the hook that the pre-commit framework is about to run: that of a commit, a merge \
            commit or a push. Under `pre-commit run --from-ref A --to-ref B` it lints B with the base A.
            """)

    @Argument(help: "pre-commit, pre-merge-commit or pre-push.")
    var hook: Hook?

    @Argument(parsing: .captureForPassthrough, help: "What Git passes to the hook.")
    var arguments: [String] = []

    var request: any Request {
        var request = HookRunRequest(hook, arguments: arguments)
        request.colors = Terminal.colors(.auto)
        return request
    }
}

extension Hook: ExpressibleByArgument {}

/// Whether a folder of hooks may be changed that other repositories use.
struct SharedHooksOption: ParsableArguments {
    @Flag(help: "Change the folder outside this repository that core.hooksPath names, for all that use it.")
    var shared = false
}
