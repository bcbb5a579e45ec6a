/// The edges by which Alembic upgrades: every `down_revision`, and every `depends_on` that no ancestor by
/// `down_revision` has as well.
///
/// They reach the same revisions as all edges; the others matter only for the order. Source:
/// `RevisionMap._normalize_depends_on` and `Revision._normalized_down_revisions` of Alembic 1.20.1.
struct NormalizedEdges {
    /// The parents of each node: the `down_revision`s in their order, then the dependencies.
    private(set) var down: [[Int]]
    /// The number of children of each node by these edges.
    private(set) var count: [Int]

    /// Reads the edges; `nil` if the graph has a cycle by either edge.
    init?(of graph: RevisionGraph) {
        guard let levels = Self.levels(of: graph) else { return nil }
        let dropped = Self.droppedDependencies(of: graph, levels: levels)
        down = graph.nodes.indices.map { node in
            let revision = graph.nodes[node]
            if revision.dependencies.isEmpty { return revision.down }
            let dropped = dropped[node] ?? []
            return revision.down
                + revision.dependencies.filter { !dropped.contains($0) && !revision.down.contains($0) }
        }
        count = Array(repeating: 0, count: graph.nodes.count)
        for targets in down {
            for target in targets { count[target] += 1 }
        }
    }

    /// The length of the longest path down from each node, by either edge; `nil` if there is a cycle.
    private static func levels(of graph: RevisionGraph) -> [Int]? {
        var levels = Array(repeating: 0, count: graph.nodes.count)
        var waiting = graph.nodes.map { $0.down.count + $0.dependencies.count }
        var free = waiting.indices.filter { waiting[$0] == 0 }
        var taken = 0
        while let node = free.popLast() {
            taken += 1
            for above in graph.nodes[node].next + graph.nodes[node].dependents {
                levels[above] = max(levels[above], levels[node] + 1)
                waiting[above] -= 1
                if waiting[above] == 0 { free.append(above) }
            }
        }
        return taken == graph.nodes.count ? levels : nil
    }

    /// For some nodes, the dependencies that an ancestor by `down_revision` has as well.
    private static func droppedDependencies(of graph: RevisionGraph, levels: [Int]) -> [Int: [Int]] {
        var dropped: [Int: [Int]] = [:]
        var seenFor = Array(repeating: -1, count: graph.nodes.count)
        for (target, revision) in graph.nodes.enumerated() where revision.dependents.count > 1 {
            let dependents = revision.dependents
            // No walk goes above the highest of them, because nothing can be found there.
            let top = dependents.reduce(0) { max($0, levels[$1]) }
            var open = dependents.flatMap { graph.nodes[$0].next }
            while let node = open.popLast() {
                if seenFor[node] == target || levels[node] > top { continue }
                seenFor[node] = target
                open.append(contentsOf: graph.nodes[node].next)
            }
            for node in dependents where seenFor[node] == target { dropped[node, default: []].append(target) }
        }
        return dropped
    }
}
