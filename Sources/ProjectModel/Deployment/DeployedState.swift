public import Alembic
public import OrchestratorCore
internal import SourceFiles

/// A state of the project that a database may have: its migrations, the core as pinned there, and the graph of both.
public struct DeployedState: Sendable {
    /// The revision that names it, like `origin/main` or `v2.1`.
    public let name: String
    /// The project's migrations, in the order in which Alembic loads them.
    public let migrations: [Migration]
    /// The core as pinned there; an environment that is installed today does not count.
    public let core: CoreState
    /// The revision graph.
    public let graph: RevisionGraph
    /// Whether it is the linted state, without any difference.
    public private(set) var isCurrent: Bool
    /// The migrations by their revision id.
    let byID: [String: Migration]

    /// Makes a state of its parts.
    public init(
        name: String, migrations: [Migration], core: CoreState, graph: RevisionGraph, isCurrent: Bool = false
    ) {
        self.name = name
        self.isCurrent = isCurrent
        self.migrations = migrations
        self.core = core
        self.graph = graph
        var byID: [String: Migration] = [:]
        byID.reserveCapacity(migrations.count)
        for migration in migrations {
            if let id = migration.id { byID[id] = migration }
        }
        self.byID = byID
    }

    /// The same state beside another linted snapshot than the one that it was read for.
    func besideAnotherSnapshot() -> DeployedState {
        var state = self
        state.isCurrent = false
        return state
    }

    /// The migration of this id.
    public subscript(id: String) -> Migration? { byID[id] }
}

/// What a change is judged against: the state at the merge base of the snapshot and the base.
public enum Baseline: Sendable {
    /// Nothing is published.
    case nothing
    /// The state at the merge base.
    case known(DeployedState)
    /// The merge base could not be found, as in a shallow clone that does not reach back to it.
    case unknown(reason: String, help: String)
}
