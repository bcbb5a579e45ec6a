/// A database that was upgraded to all heads of a graph: the applied revisions, and the rows of `alembic_version`.
///
/// This folder models `alembic upgrade heads`. It takes the graph that the database was upgraded with, and the graph of
/// the current files; it returns the revisions that are run, their order, and those that are skipped or refused.
///
/// Source: `alembic/script/revision.py` and `alembic/runtime/migration.py` of Alembic 1.20.1, which
/// `Tests/Oracles/upgrade_oracle.py` runs.
public struct DeployedDatabase: Sendable {
    /// The ids of the applied revisions.
    public let applied: Set<String>
    /// The rows of `alembic_version`: the maximal applied revisions by both edges, sorted.
    public let rows: [String]

    /// Upgrades a new database to the heads of `graph`.
    ///
    /// A reference to a missing revision is ignored.
    public init(upgradedTo graph: RevisionGraph) {
        applied = Set(graph.nodes.lazy.map(\.id))
        rows = graph.nodes.lazy.filter { $0.next.isEmpty && $0.dependents.isEmpty }.map(\.id).sorted()
    }
}
