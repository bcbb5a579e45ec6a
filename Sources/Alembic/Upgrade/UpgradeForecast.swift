/// What `alembic upgrade heads` does to a database, with the files of a graph.
///
/// Alembic assumes that all ancestors of the rows in `alembic_version` are applied, by either edge of the *current*
/// files. A refused upgrade runs nothing, so that it skips and repeats nothing either. The sets are those of
/// ALEMBIC.md, "What a deployed database remembers".
public struct UpgradeForecast: Sendable {
    /// A row and its ancestor, another row: `Requested revision … overlaps with other requested revisions …`.
    public struct Overlap: Hashable, Sendable {
        /// The lower row: an ancestor of ``above`` by either edge.
        public let row: String
        /// The row that is its descendant.
        public let above: String
    }

    /// The rows that the graph does not contain, sorted: `Can't locate revision identified by …`.
    public let missingRows: [String]
    /// The rows that are ancestors of other rows, one entry for each ancestor.
    public let overlaps: [Overlap]
    /// The nodes that Alembic assumes to be applied although they are not: neither this upgrade nor a later one runs
    /// them.
    public let skipped: [Int]
    /// The nodes that are applied and would run again.
    public let repeated: [Int]
    /// The nodes that run, in the order of the graph; ``UpgradePlan`` has the order in which they run.
    public let run: [Int]

    /// Whether Alembic refuses to upgrade at all.
    public var isRefused: Bool { !missingRows.isEmpty || !overlaps.isEmpty }
    /// Whether the upgrade runs exactly the pending revisions.
    public var isSafe: Bool { !isRefused && skipped.isEmpty && repeated.isEmpty }

    /// Computes the upgrade of `database` with the files of `graph`.
    ///
    /// The graph is one that Alembic loads; a reference to a missing revision is ignored. The time is proportional to
    /// the size of the graph.
    public init(of database: DeployedDatabase, with graph: RevisionGraph) {
        let rows = CurrentHeads(database.rows, in: graph)
        let walk = AssumedRevisions(rows.located, in: graph)
        missingRows = rows.missing
        overlaps = walk.overlaps
        guard rows.missing.isEmpty, walk.overlaps.isEmpty else {
            (skipped, repeated, run) = ([], [], [])
            return
        }
        var (skipped, repeated, run): ([Int], [Int], [Int]) = ([], [], [])
        for (node, revision) in graph.nodes.enumerated() {
            let hasRun = database.applied.contains(revision.id)
            if walk.isBelieved[node] {
                if !hasRun { skipped.append(node) }
            } else {
                run.append(node)
                if hasRun { repeated.append(node) }
            }
        }
        (self.skipped, self.repeated, self.run) = (skipped, repeated, run)
    }
}

/// The nodes that Alembic assumes to be applied: the rows and all of their ancestors.
struct AssumedRevisions {
    private(set) var isBelieved: [Bool]
    private(set) var overlaps: [UpgradeForecast.Overlap] = []

    init(_ rows: [(row: String, node: Int)], in graph: RevisionGraph) {
        isBelieved = Array(repeating: false, count: graph.nodes.count)
        var rowAt: [Int: String] = [:]
        for (row, node) in rows { rowAt[node] = row }
        var open: [Int] = []
        for (row, start) in rows {
            open.append(start)
            while let node = open.popLast() {
                // Before the check for visited nodes, because an earlier walk may have reached the lower row.
                if node != start, let lower = rowAt.removeValue(forKey: node) {
                    overlaps.append(UpgradeForecast.Overlap(row: lower, above: row))
                }
                if isBelieved[node] { continue }
                isBelieved[node] = true
                open.append(contentsOf: graph.nodes[node].down)
                open.append(contentsOf: graph.nodes[node].dependencies)
            }
        }
    }
}
