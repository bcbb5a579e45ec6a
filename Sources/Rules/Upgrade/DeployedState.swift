public import Alembic
public import OrchestratorCore
internal import SourceFiles

/// A state of the project that may be deployed: its migrations, the core as pinned there, and the graph of both.
public struct DeployedState: Sendable {
    /// How it is named: a revision, like `origin/main` or `v2.1`.
    public let name: String
    /// The project's migrations, in the order in which Alembic loads them.
    public let migrations: [Migration]
    /// The core as pinned there; what happens to be installed today counts for nothing.
    public let core: CoreState
    /// The revision graph.
    public let graph: RevisionGraph
    /// Whether it is the state that is linted, without any difference.
    public private(set) var isCurrent: Bool
    /// The migrations by their revision id.
    let byID: [String: Migration]

    /// Puts a state together.
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

    /// The same state, where another one is linted than that which it was found to be the same as.
    func besidesAnotherSnapshot() -> DeployedState {
        var state = self
        state.isCurrent = false
        return state
    }

    /// The migration of this id.
    public subscript(id: String) -> Migration? { byID[id] }
}

/// What a change is judged against: the state of the base from which the snapshot went its own way.
///
/// Not the newest state of the base: what others did there since is no doing of this snapshot.
public enum Baseline: Sendable {
    /// Nothing is published.
    case nothing
    /// The state in which the snapshot and the base had all in common.
    case known(DeployedState)
    /// It cannot be told, as in a shallow clone that does not reach back so far.
    case unknown(reason: String, help: String)
}
