internal import Alembic

/// The histories of the project's own migrations: what hangs together by `down_revision`.
struct Histories {
    private let project: Project

    init(of project: Project) {
        self.project = project
    }

    /// The heads that compete, in groups that share a history; heads that are branches of their own are left out, each group is sorted by id.
    func competingHeads() -> [[Int]] {
        let candidates = project.graph.heads.filter { project.migration(at: $0) != nil && !isNamedByUnknown($0) }
        guard candidates.count > 1 else { return [] }
        var groups: [[Int]] = []
        var bases: [Int: Int] = [:]
        for head in candidates {
            // Two heads share a history where they reach the same revision.
            let below = project.graph.ancestors(of: [head], by: .down)
            let known = below.compactMap { bases[$0] }.min()
            let group = known ?? groups.count
            if known == nil { groups.append([]) }
            groups[group].append(head)
            for node in below { bases[node] = group }
        }
        return groups.compactMap { heads in
            let competing = heads.filter { head in heads.contains { $0 != head && competes(head, with: $0) } }
            guard competing.count > 1 else { return nil }
            return competing.sorted { project.graph.nodes[$0].id < project.graph.nodes[$1].id }
        }
    }

    /// Whether two heads are rivals: not where each has a label that the other lacks.
    private func competes(_ head: Int, with other: Int) -> Bool {
        let (labels, others) = (Set(project.labels[head]), Set(project.labels[other]))
        return labels.isSubset(of: others) || others.isSubset(of: labels)
    }

    /// Whether a migration whose own id is not known follows this revision, which then is no head.
    private func isNamedByUnknown(_ node: Int) -> Bool {
        let id = project.graph.nodes[node].id
        return project.migrations.contains { migration in
            migration.id == nil && migration.header.downRevision.value?.elements.contains { $0.string == id } ?? false
        }
    }

    /// A migration that keeps back what decides whether `heads` compete: edges that only Python knows, or labels below the heads.
    ///
    /// A file that is no Python at all does not count: it is reported, and stops Alembic before any question of heads.
    func hiddenReason(between heads: [Int]) -> Migration? {
        let hidesEdge = project.migrations.first {
            $0.header.defect == nil && ($0.header.downRevision.isUnknown || $0.header.revision.isUnknown)
        }
        if let hidesEdge { return hidesEdge }
        return project.graph.ancestors(of: heads, by: .down).sorted().lazy
            .compactMap { project.migration(at: $0) }
            .first { $0.header.defect == nil && $0.header.branchLabels.isUnknown }
    }

    /// The last revision that all `heads` are built upon; `nil` where they share none.
    static func fork(below heads: [Int], in graph: RevisionGraph) -> Int? {
        let shared =
            heads.map { graph.ancestors(of: [$0], by: .down) }.reduce(nil as Set<Int>?) { $0?.intersection($1) ?? $1 }
            ?? []
        return shared.filter { node in graph.nodes[node].next.allSatisfy { !shared.contains($0) } }.min()
    }

    /// The revision right above `fork` on the way to `head`.
    static func firstAbove(_ fork: Int, towards head: Int, in graph: RevisionGraph) -> Int? {
        let below = graph.ancestors(of: [head], by: .down)
        return graph.nodes[fork].next.filter(below.contains).min()
    }

    /// The revisions that begin a history of the project's own, sorted by id.
    func roots() -> [Int] {
        project.graph.bases
            .filter { project.migration(at: $0) != nil }
            .sorted { project.graph.nodes[$0].id < project.graph.nodes[$1].id }
    }

    /// The root that the others have to answer to: the one with the label, the published one, the one with the most above it.
    func mainRoot() -> Int? {
        func rank(_ root: Int) -> (Int, Int, Int) {
            let isData = project.labels.has(project.settings.branches.data, at: root)
            let isPublished = project.published.contains(project.graph.nodes[root].id)
            return (isData ? 1 : 0, isPublished ? 1 : 0, project.graph.descendants(of: [root], by: .down).count)
        }
        // `max` keeps the last of equals; the roots are sorted, so the first id has to win by itself.
        return roots().reversed().max { rank($0) < rank($1) }
    }
}
