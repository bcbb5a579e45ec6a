/// A database that was upgraded to all heads of a graph: what has run in it, and the rows of `alembic_version`.
///
/// This room says what `alembic upgrade heads` does with a database. What walks in: the graph that the database was upgraded with, and the
/// graph of today's files. What walks out: what runs, in which order, what is skipped in silence, and what is refused.
///
/// Source: `alembic/script/revision.py` and `alembic/runtime/migration.py` of Alembic 1.20.1, which `Tests/Oracles/upgrade_oracle.py` runs.
public struct DeployedDatabase: Sendable {
    /// The ids of the revisions that have run.
    public let applied: Set<String>
    /// The rows of `alembic_version`: the maximal applied revisions by both edges, sorted.
    public let rows: [String]

    /// Upgrades a fresh database to the heads of `graph`.
    ///
    /// A reference to a revision that the graph lacks is as good as none.
    public init(upgradedTo graph: RevisionGraph) {
        applied = Set(graph.nodes.lazy.map(\.id))
        rows = graph.nodes.lazy.filter { $0.next.isEmpty && $0.dependents.isEmpty }.map(\.id).sorted()
    }
}
