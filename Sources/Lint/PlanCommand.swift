internal import Alembic
internal import ArgumentParser
internal import Glibc
internal import Rules

/// `lint plan`: what `alembic upgrade heads` would run, and in which order.
struct PlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Print what `upgrade heads` would run, in its order.",
        discussion: """
            The database is a fresh one, or with --from one that was upgraded with the files of a commit, with the core as it is pinned there.

            Exit status: 0 where the upgrade runs what has not run yet, 1 where it fails, skips something in silence or runs something twice, \
            2 where that cannot be told.
            """)

    @Option(help: ArgumentHelp("Upgrade a database that was deployed at this commit.", valueName: "rev"))
    var from: String?

    @OptionGroup var snapshot: SnapshotOptions

    func run() throws {
        var request = snapshot.request
        request.deployed = [from].compactMap(\.self)
        let session = try Session(request)
        var (isTold, isSafe) = (true, true)
        for project in session.projects {
            if session.projects.count > 1 {
                Terminal.write(Array((PlanText.heading(of: project) + "\n").utf8), to: STDOUT_FILENO)
            }
            let state = project.releases.first
            if let obstacle = PlanObstacle.find(in: project)
                ?? state.flatMap({ PlanObstacle.find(in: $0, of: project) })
            {
                Terminal.complain(PlanText.printable(obstacle.reason), help: PlanText.printable(obstacle.help))
                isTold = false
                continue
            }
            let database = state.map { DeployedDatabase(upgradedTo: $0.graph) }
            let text = PlanText(of: project, from: database, at: from)
            Terminal.write(Array(text.text.utf8), to: STDOUT_FILENO)
            if !text.isSafe { isSafe = false }
        }
        if !isTold { throw ExitStatus.couldNotTell }
        if !isSafe { throw ExitStatus.found }
    }
}
