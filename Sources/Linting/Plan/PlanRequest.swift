internal import Alembic
internal import ProjectModel
internal import SourceFiles

/// `lint plan`: what `alembic upgrade heads` would run, and in which order.
public struct PlanRequest: Sendable {
    /// The files that are planned with.
    public var snapshot: SnapshotRequest
    /// The commit whose files the database was upgraded with; `nil` for a fresh database.
    public var from: String?

    /// Asks for a plan.
    public init(_ snapshot: SnapshotRequest = SnapshotRequest(), from: String? = nil) {
        self.snapshot = snapshot
        self.from = from
    }
}

extension PlanRequest: TranscriptRequest {
    func perform(in invocation: Invocation, _ transcript: inout Transcript) throws -> ExitStatus {
        let session = try Session(
            snapshot, comparedWith: from.map { .release($0) } ?? .none, in: invocation, &transcript)
        var (isPlanned, isSafe) = (true, true)
        for project in session.projects {
            if session.projects.count > 1 { transcript.write(PlanText.heading(of: project) + "\n") }
            let state = project.deployment.releases.first
            if let obstacle = PlanObstacle.find(in: project)
                ?? state.flatMap({ PlanObstacle.find(in: $0, of: project) })
            {
                transcript.complain(PlanText.printable(obstacle.reason), help: PlanText.printable(obstacle.help))
                isPlanned = false
                continue
            }
            let database = state.map { DeployedDatabase(upgradedTo: $0.graph) }
            let text = PlanText(of: project, from: database, at: from)
            transcript.write(text.text)
            if !text.isSafe { isSafe = false }
        }
        if !isPlanned { return .notEvaluated }
        return isSafe ? .success : .found
    }
}
