internal import ArgumentParser
internal import Linting

/// `lint plan`: what `alembic upgrade heads` would run, in its order.
struct PlanCommand: RequestCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Print what `upgrade heads` would run, in its order.",
        discussion: """
            Plans the upgrade of a fresh database or, with --from, of one that was upgraded with the files of a commit \
            and with the core that is pinned there.

            Exit status: 0 if the upgrade runs exactly what is pending, 1 if it fails, skips a revision or runs one \
            twice, 2 if it could not be planned.
            """)

    @Option(help: ArgumentHelp("Upgrade a database that was deployed at this commit.", valueName: "rev"))
    var from: String?

    @OptionGroup var snapshot: SnapshotOptions

    var request: any Request { PlanRequest(snapshot.request, from: from) }
}
