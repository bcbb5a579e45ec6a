internal import Alembic
internal import Diagnostics

/// The edges of revisions that have run somewhere and are others now than they were then.
///
/// What walks in: the graph of a deployed state and the one of today. What walks out: each edge that came or went, with the place in today's files. Every
/// way in which an upgrade can go wrong leads over one of them.
struct EditedEdges {
    /// An edge that came or went.
    struct Edge {
        /// The revision that has it, in today's graph.
        let source: Int
        /// The id of what it names.
        let target: String
        /// Whether it is a `depends_on`.
        let isDependency: Bool
        /// Whether it came; else it went.
        let isAdded: Bool
    }

    /// The edges, in the order of today's graph.
    let edges: [Edge]

    init(from then: RevisionGraph, to now: RevisionGraph) {
        var edges: [Edge] = []
        for node in now.nodes.indices {
            let id = now.nodes[node].id
            guard let past = then.index(of: id) else { continue }
            let kinds: [(Bool, KeyPath<RevisionGraph.Node, [Int]>)] = [(false, \.down), (true, \.dependencies)]
            for (isDependency, path) in kinds {
                let old = then.nodes[past][keyPath: path].map { then.nodes[$0].id }
                let new = now.nodes[node][keyPath: path].map { now.nodes[$0].id }
                if old == new { continue }
                for target in new where !old.contains(target) {
                    edges.append(Edge(source: node, target: target, isDependency: isDependency, isAdded: true))
                }
                for target in old where !new.contains(target) {
                    edges.append(Edge(source: node, target: target, isDependency: isDependency, isAdded: false))
                }
            }
        }
        self.edges = edges
    }
}
