/// The labels that every revision carries, as Alembic spreads them.
///
/// A label belongs to the revision that declares it and to all above it by `down_revision`. Alembic then walks down from *one* of those
/// revisions to the first branch point or merge point, `depends_on` counted. That walk reaches below the declaring revision only where
/// what is above it is one straight line without such points; elsewhere Alembic's own answer is the same from run to run, too: the walk ends
/// above.
///
/// Source: `RevisionMap._add_branches` of Alembic 1.20.1.
public struct BranchLabels: Sendable {
    private var labels: [Set<String>]

    /// Spreads the labels that the graph's revisions declare.
    public init(of graph: RevisionGraph) {
        labels = Array(repeating: [], count: graph.nodes.count)
        for index in graph.nodes.indices {
            for declaration in graph.nodes[index].declarations {
                for label in graph.declarations[declaration].labels { spread(label, from: index, in: graph) }
            }
        }
    }

    /// The labels of a revision, sorted.
    public subscript(index: Int) -> [String] {
        labels[index].sorted()
    }

    /// Whether a revision carries a label.
    public func has(_ label: String, at index: Int) -> Bool {
        labels[index].contains(label)
    }

    private mutating func spread(_ label: String, from index: Int, in graph: RevisionGraph) {
        let above = graph.descendants(of: [index], by: .down)
        for node in above { labels[node].insert(label) }
        let endsTheWalk = above.contains { graph.nodes[$0].isRealBranchPoint || graph.nodes[$0].isMergePoint }
        if endsTheWalk { return }
        var below = graph.nodes[index].down.first
        while let node = below, !graph.nodes[node].isRealBranchPoint, !graph.nodes[node].isMergePoint,
            labels[node].insert(label).inserted
        {
            below = graph.nodes[node].down.first
        }
    }
}
