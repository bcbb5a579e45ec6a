/// The order in which `alembic upgrade heads` runs revisions.
///
/// Alembic sorts from the heads downwards and reverses the list: it follows one line until a revision has a child that
/// is not in the list yet, continues with the line of that child, and takes the lines in the order in which the files
/// are loaded. That order is the same in every run, with one exception: the dependencies of *one* revision with several
/// of them are in a Python set, so that their order depends on Python's hash seed. Here they have the order in which
/// they are written.
///
/// Source: `RevisionMap._topological_sort` of Alembic 1.20.1.
public struct UpgradePlan: Sendable {
    /// The node indices, in the order in which they run.
    public let steps: [Int]
    /// The position in ``steps`` after which Alembic fails with a `KeyError`; `nil` if it completes.
    ///
    /// This is a defect of Alembic 1.20.1, for a revision with several heads as parents that also has an ancestor of
    /// one of them as a parent.
    public let failure: Int?

    /// Plans the upgrade of `database` to the heads of `graph`; `nil` is a new database.
    ///
    /// The graph is one that Alembic loads, without missing revisions. Nothing runs if it has a cycle, or if by
    /// ``UpgradeForecast`` the upgrade is refused. The time is proportional to the size of the graph, and for a
    /// revision that is reached before all of its descendants, to the number of those that remain.
    public init(of graph: RevisionGraph, from database: DeployedDatabase?) {
        let rows = CurrentHeads(database?.rows ?? [], in: graph)
        let walk = AssumedRevisions(rows.located, in: graph)
        guard rows.missing.isEmpty, walk.overlaps.isEmpty, let edges = NormalizedEdges(of: graph) else {
            (steps, failure) = ([], nil)
            return
        }
        let isPlanned = walk.isBelieved.map { !$0 }
        var sort = DownwardSort(of: graph, by: edges, planned: isPlanned)
        steps = sort.order().reversed()
        var maintenance = HeadMaintainer(of: rows.located, in: graph, by: edges, planned: isPlanned)
        failure = maintenance.failure(in: steps)
    }
}

/// Alembic's sort: every revision before all of its parents.
private struct DownwardSort {
    private let graph: RevisionGraph
    private let edges: NormalizedEdges
    private var isWaiting: [Bool]
    /// The number of waiting children of each revision; one without any can be taken.
    ///
    /// Alembic computes the ancestors of all lines instead.
    private var blockers: [Int]
    private var lines = Lines()
    /// The line that ends at a node; -1 for none.
    private var lineOf: [Int]
    /// For a few nodes, their descendants, and the line up to which no line contains one.
    private var isAbove: [Int: (flags: [Bool], line: Int)] = [:]

    init(of graph: RevisionGraph, by edges: NormalizedEdges, planned: [Bool]) {
        self.graph = graph
        self.edges = edges
        isWaiting = planned
        // All descendants of a planned revision are planned, too.
        blockers = edges.count
        lineOf = Array(repeating: -1, count: graph.nodes.count)
        for node in graph.nodes.indices where planned[node] && edges.count[node] == 0 { startLine(at: node) }
    }

    private mutating func startLine(at node: Int) {
        lineOf[node] = lines.append(node)
    }

    mutating func order() -> [Int] {
        var order: [Int] = []
        var current = lines.first
        while current >= 0 {
            let node = lines.node[current]
            if blockers[node] > 0, let line = firstLine(above: node) {
                current = line
                continue
            }
            order.append(node)
            isWaiting[node] = false
            lineOf[node] = -1
            var isFollowed = false
            for below in edges.down[node] {
                blockers[below] -= 1
                guard isWaiting[below], lineOf[below] < 0 else { continue }
                if isFollowed {
                    startLine(at: below)
                } else {
                    lines.node[current] = below
                    lineOf[below] = current
                    isFollowed = true
                }
            }
            if !isFollowed { current = lines.remove(current) }
        }
        return order
    }

    /// The first of the lines that end at a descendant of a node.
    ///
    /// A line that does not contain one never will, because lines only go down: a line that was passed over is never
    /// checked again.
    private mutating func firstLine(above node: Int) -> Int? {
        if isAbove[node] == nil {
            // A few nodes are needed repeatedly; only those are kept.
            if isAbove.count > 7 { isAbove.removeAll() }
            isAbove[node] = (flags: waiting(above: node), line: lines.first)
        }
        guard case (let flags, var line)? = isAbove[node] else { return nil }
        if lines.isRemoved(line) { line = lines.first }
        while line >= 0, !flags[lines.node[line]] { line = lines.next[line] }
        isAbove[node]?.line = line
        return line >= 0 ? line : nil
    }

    /// Which of the waiting nodes are descendants of a node.
    private func waiting(above node: Int) -> [Bool] {
        var flags = Array(repeating: false, count: isWaiting.count)
        var open = [node]
        while let current = open.popLast() {
            for above in graph.nodes[current].next + graph.nodes[current].dependents
            where isWaiting[above] && !flags[above] {
                flags[above] = true
                open.append(above)
            }
        }
        return flags
    }
}

/// The lines that are followed downwards, in order; a removed one leaves no gap.
private struct Lines {
    /// The lower end of each line, including removed ones.
    var node: [Int] = []
    private(set) var first = -1
    private var last = -1
    private(set) var next: [Int] = []
    private var isGone: [Bool] = []
    private var previous: [Int] = []

    func isRemoved(_ line: Int) -> Bool { line < 0 || isGone[line] }

    mutating func append(_ start: Int) -> Int {
        let line = node.count
        node.append(start)
        next.append(-1)
        previous.append(last)
        isGone.append(false)
        if last >= 0 { next[last] = line } else { first = line }
        last = line
        return line
    }

    /// Removes a line, and returns the one to continue with: the one before it, or the new first one; -1 if none is
    /// left.
    mutating func remove(_ line: Int) -> Int {
        let (before, after) = (previous[line], next[line])
        isGone[line] = true
        if before >= 0 { next[before] = after } else { first = after }
        if after >= 0 { previous[after] = before } else { last = before }
        return before >= 0 ? before : after
    }
}
