internal import Alembic

/// An edge that an edit of an applied revision added or removed.
///
/// Every way in which an upgrade can go wrong leads over one of them.
struct EdgeChange {
    /// The revision with the edge, in today's graph.
    let source: Int
    /// The id of the revision at its other end.
    let target: String
    /// The variable that names the target: `down_revision` or `depends_on`.
    let variable: HeaderVariable
    /// Whether the edge was added; else it was removed.
    let isAdded: Bool

    /// The changes from the graph of a deployed state to today's, in the order of today's graph.
    static func all(from then: RevisionGraph, to now: RevisionGraph) -> [EdgeChange] {
        var changes: [EdgeChange] = []
        for node in now.nodes.indices {
            let id = now.nodes[node].id
            guard let past = then.index(of: id) else { continue }
            let kinds: [(HeaderVariable, KeyPath<RevisionGraph.Node, [Int]>)] = [
                (.downRevision, \.down), (.dependsOn, \.dependencies),
            ]
            for (variable, edges) in kinds {
                let old = then.nodes[past][keyPath: edges].map { then.nodes[$0].id }
                let new = now.nodes[node][keyPath: edges].map { now.nodes[$0].id }
                if old == new { continue }
                for target in new where !old.contains(target) {
                    changes.append(EdgeChange(source: node, target: target, variable: variable, isAdded: true))
                }
                for target in old where !new.contains(target) {
                    changes.append(EdgeChange(source: node, target: target, variable: variable, isAdded: false))
                }
            }
        }
        return changes
    }
}
