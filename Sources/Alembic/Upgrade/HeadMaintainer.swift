/// The rows of `alembic_version` during an upgrade, and the step at which Alembic fails to update them.
///
/// After a revision with several parents in the table, Alembic deletes *every* parent from the table, except those that
/// another row covers. If a parent is not a row, because another parent is its descendant, that ends in a `KeyError`:
/// for example, with `depends_on = ("s3", "s2")` in a revision that follows a head of another branch, where `s2` is an
/// ancestor of `s3`.
///
/// Source: `RevisionStep.merge_branch_idents` and `HeadMaintainer._delete_version` of Alembic 1.20.1.
struct HeadMaintainer {
    private let graph: RevisionGraph
    private let edges: NormalizedEdges
    private var isWaiting: [Bool]
    private var isRow: [Bool]
    /// The node of a row that names a label or a prefix: it is never updated, but it covers its ancestors.
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

    /// The position of the step after which Alembic fails; `nil` if it completes.
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

    /// Whether a row that is not one of `others` is a descendant of a node.
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
