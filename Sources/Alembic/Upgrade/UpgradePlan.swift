/// The order in which `alembic upgrade heads` runs revisions.
///
/// Alembic sorts from the heads downwards and then turns the list round: it follows one line as far as nothing that is still to come stands
/// on it, goes over to the line that does, and takes the lines in the order in which the files are loaded. That order is the same from run to run, but for
/// one case: the dependencies of *one* revision that has several pass through a Python set, so which of them is followed first changes with
/// Python's hash seed. Here they come in the order in which they are written.
///
/// Source: `RevisionMap._topological_sort` of Alembic 1.20.1.
public struct UpgradePlan: Sendable {
    /// The node indices in the order of running.
    public let steps: [Int]
    /// The position in ``steps`` at which Alembic fails with a `KeyError` once that revision has run; `nil` where it comes to the end.
    ///
    /// That is a defect of Alembic 1.20.1: a revision stands on several heads at once, and on something below one of them as well.
    public let failure: Int?

    /// Plans the upgrade of `database` to the heads of `graph`; `nil` is a fresh database.
    ///
    /// The graph is one that Alembic loads: no missing revision, no cycle. Of a graph with a cycle nothing runs, nor where ``UpgradeForecast`` says
    /// that the upgrade is refused. Takes time in proportion to the graph, and for each revision that is come to before all that
    /// stands on it, to what of that is left.
    public init(of graph: RevisionGraph, from database: DeployedDatabase?) {
        let rows = VersionRows(database?.rows ?? [], in: graph)
        let walk = BelievedRevisions(rows.located, in: graph)
        guard rows.missing.isEmpty, walk.overlaps.isEmpty, let edges = NormalizedEdges(of: graph) else {
            (steps, failure) = ([], nil)
            return
        }
        let isPlanned = walk.isBelieved.map { !$0 }
        var sort = DownwardSort(of: graph, by: edges, planned: isPlanned)
        steps = sort.order().reversed()
        var maintenance = HeadMaintenance(of: rows.located, in: graph, by: edges, planned: isPlanned)
        failure = maintenance.failure(in: steps)
    }
}

/// Alembic's sort: every revision before all that it stands on.
private struct DownwardSort {
    private let graph: RevisionGraph
    private let edges: NormalizedEdges
    private var isWaiting: [Bool]
    /// How many revisions that are still waiting stand on each: what has none can be taken.
    ///
    /// Alembic asks for the ancestors of all lines instead.
    private var blockers: [Int]
    private var lines = Lines()
    /// The line at whose lower end a node stands; -1 for none.
    private var lineOf: [Int]
    /// For a few nodes what stands on them, and the line up to which none does.
    private var isAbove: [Int: (flags: [Bool], line: Int)] = [:]

    init(of graph: RevisionGraph, by edges: NormalizedEdges, planned: [Bool]) {
        self.graph = graph
        self.edges = edges
        isWaiting = planned
        // All that stands on a planned revision is planned, too.
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

    /// The first of the lines that stand on a node.
    ///
    /// A line that does not stand on it never will, as lines only go down: what was passed over once is passed over for good.
    private mutating func firstLine(above node: Int) -> Int? {
        if isAbove[node] == nil {
            // A few are asked for again and again; no more are kept than that.
            if isAbove.count > 7 { isAbove.removeAll() }
            isAbove[node] = (flags: waiting(above: node), line: lines.first)
        }
        guard case (let flags, var line)? = isAbove[node] else { return nil }
        if lines.isRemoved(line) { line = lines.first }
        while line >= 0, !flags[lines.node[line]] { line = lines.next[line] }
        isAbove[node]?.line = line
        return line >= 0 ? line : nil
    }

    /// Which of the waiting nodes stand on a node.
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
    /// The node at the lower end of each line that ever was.
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

    /// Removes a line, and gives the one to go on with: the one before it, or the new first one; -1 where none is left.
    mutating func remove(_ line: Int) -> Int {
        let (before, after) = (previous[line], next[line])
        isGone[line] = true
        if before >= 0 { next[before] = after } else { first = after }
        if after >= 0 { previous[after] = before } else { last = before }
        return before >= 0 ? before : after
    }
}
