internal import ArgumentParser
internal import Linting

/// `lint init`: a correct source folder, in a new or an existing repository.
struct InitCommand: RequestCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Create the source folder of a Workflow Orchestrator project, or what is missing of it.",
        discussion: """
            Creates what is missing of alembic.ini, Alembic's environment, the folders of the layout, the data root on \
            the schema head of the pinned core, and rules.json. Existing files are not changed.

            Exit status: that of `lint` on the result.
            """)

    @OptionGroup var place: DirectoryOption

    @Option(help: ArgumentHelp("Pin this release of orchestrator-core in requirements.txt.", valueName: "release"))
    var core: String?

    @Flag(help: "Install the Git hooks, too.")
    var hooks = false

    @Flag(help: "Print what would be done; write nothing.")
    var dryRun = false

    var request: any Request {
        var request = InitRequest()
        (request.directory, request.core) = (place.directory, core)
        (request.installsHooks, request.isDryRun) = (hooks, dryRun)
        request.colors = Terminal.colors(.auto)
        return request
    }
}
