/// What `alembic upgrade heads` does to a database, with the files of a graph.
///
/// Alembic takes everything below the rows of `alembic_version`, by either edge of *today's* files, as already run: that is all it knows. The sets are
/// those of ALEMBIC.md, "What a deployed database remembers". A refused upgrade runs nothing, so it skips and repeats nothing either.
public struct UpgradeForecast: Sendable {
    /// Two rows of which one is below the other: `Requested revision … overlaps with other requested revisions …`.
    public struct Overlap: Hashable, Sendable {
        /// The lower row: an ancestor of ``above`` by either edge.
        public let row: String
        /// A row above it.
        public let above: String
    }

    /// The rows that the graph lacks, sorted: `Can't locate revision identified by …`.
    public let missingRows: [String]
    /// The rows that are ancestors of other rows, one entry for each lower row.
    public let overlaps: [Overlap]
    /// The nodes of the graph that Alembic takes as already run though they never have: neither this upgrade nor a later one runs them.
    public let skipped: [Int]
    /// The nodes that have run and would run again.
    public let repeated: [Int]
    /// The nodes that run, in the graph's order; ``UpgradePlan`` knows the order of running.
    public let run: [Int]

    /// Whether Alembic refuses to upgrade at all.
    public var isRefused: Bool { !missingRows.isEmpty || !overlaps.isEmpty }
    /// Whether the upgrade runs exactly what has not run yet.
    public var isSafe: Bool { !isRefused && skipped.isEmpty && repeated.isEmpty }

    /// Upgrades `database` with the files of `graph`, in mind.
    ///
    /// The graph is one that Alembic loads; a reference to a revision that it lacks is as good as none. Takes time in proportion to the graph.
    public init(of database: DeployedDatabase, with graph: RevisionGraph) {
        let rows = VersionRows(database.rows, in: graph)
        let walk = BelievedRevisions(rows.located, in: graph)
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

/// What Alembic takes as already run: the rows and all that is below them.
struct BelievedRevisions {
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
                // Before the look at what was seen: a lower row may have been walked already.
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
