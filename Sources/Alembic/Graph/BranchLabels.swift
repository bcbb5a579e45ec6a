/// The labels of every revision, as Alembic assigns them.
///
/// A label belongs to the revision that declares it and to its descendants by `down_revision`. Alembic then walks down
/// from *one* of those revisions to the first branch point or merge point, where `depends_on` counts. That walk reaches
/// ancestors of the declaring revision only if its descendants are a single line without such points; otherwise it ends
/// above the revision, in every run.
///
/// Source: `RevisionMap._add_branches` of Alembic 1.20.1.
public struct BranchLabels: Sendable {
    private var labels: [Set<String>]

    /// Assigns the labels that the graph's revisions declare.
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

    /// Whether a revision has a label.
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
