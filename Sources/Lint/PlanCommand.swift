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
        let session = try Session(snapshot.request)
        let deployments = try from.map { try session.deployed(at: $0, like: snapshot.request) }
        var (isTold, isSafe) = (true, true)
        for (position, project) in session.projects.enumerated() {
            if session.projects.count > 1 {
                Terminal.write(Array((PlanText.heading(of: project) + "\n").utf8), to: STDOUT_FILENO)
            }
            let deployment = deployments?[position]
            if let obstacle = PlanObstacle.find(in: project, at: nil)
                ?? deployment?.project.flatMap({ PlanObstacle.find(in: $0, at: from) })
            {
                Terminal.complain(PlanText.printable(obstacle.reason), help: PlanText.printable(obstacle.help))
                isTold = false
                continue
            }
            let text = PlanText(of: project, from: deployment?.database, at: from)
            Terminal.write(Array(text.text.utf8), to: STDOUT_FILENO)
            if !text.isSafe { isSafe = false }
        }
        if !isTold { throw ExitStatus.couldNotTell }
        if !isSafe { throw ExitStatus.found }
    }
}
