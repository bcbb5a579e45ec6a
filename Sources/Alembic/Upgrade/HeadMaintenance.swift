/// What becomes of the rows of `alembic_version` while revisions run, and where Alembic itself fails over them.
///
/// After a revision that stands on several rows Alembic deletes *every* revision that it stands on from the table, but for those that another
/// row covers. Where one of them is no row because another of them stands on it, that ends with a `KeyError`: so does `depends_on = ("s3", "s2")`, in
/// a revision that follows a head of another branch, with `s2` below `s3`.
///
/// Source: `RevisionStep.merge_branch_idents` and `HeadMaintainer._delete_version` of Alembic 1.20.1.
struct HeadMaintenance {
    private let graph: RevisionGraph
    private let edges: NormalizedEdges
    private var isWaiting: [Bool]
    private var isRow: [Bool]
    /// What a row means that has another name: it is never updated, but it covers what is below.
    private var isOtherwiseNamed: [Bool]

    init(of rows: [(row: String, node: Int)], in graph: RevisionGraph, by edges: NormalizedEdges, planned: [Bool]) {
        self.graph = graph
        self.edges = edges
        isWaiting = planned
        isRow = Array(repeating: false, count: graph.nodes.count)
        isOtherwiseNamed = isRow
        for (row, node) in rows {
            if graph.nodes[node].id == row { isRow[node] = true } else { isOtherwiseNamed[node] = true }
        }
    }

    /// The position of the step after which Alembic fails; `nil` where it comes to the end.
    mutating func failure(in steps: [Int]) -> Int? {
        for (position, node) in steps.enumerated() {
            let down = edges.down[node]
            let rows = down.filter { isRow[$0] }
            if rows.count > 1, down.contains(where: { !isRow[$0] && !isCovered($0, besides: down) }) { return position }
            for row in rows { isRow[row] = false }
            isRow[node] = true
            isWaiting[node] = false
        }
        return nil
    }

    /// Whether a row that is not one of `others` stands on a node.
    private func isCovered(_ node: Int, besides others: [Int]) -> Bool {
        var seen: Set<Int> = [node]
        var open = [node]
        while let current = open.popLast() {
            if isOtherwiseNamed[current] || isRow[current] && !others.contains(current) { return true }
            for above in graph.nodes[current].next + graph.nodes[current].dependents
            where !isWaiting[above] && seen.insert(above).inserted {
                open.append(above)
            }
        }
        return false
    }
}
