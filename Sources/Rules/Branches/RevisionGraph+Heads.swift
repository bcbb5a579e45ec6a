internal import Alembic

extension RevisionGraph {
    /// The only head among the descendants of a node by `down_revision`, the node included; `nil` if there are several.
    func onlyHead(above node: Int) -> Int? {
        let heads = descendants(of: [node], by: .down).filter { nodes[$0].isHead }
        return heads.count == 1 ? heads.first : nil
    }

    /// Whether the revision `id` is one of `nodes`, or an ancestor of one by either edge.
    func reaches(_ id: String, from nodes: [Int]) -> Bool {
        guard let node = index(of: id) else { return false }
        return ancestors(of: nodes, by: .downAndDependencies).contains(node)
    }
}
