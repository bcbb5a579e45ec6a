internal import Alembic
internal import ProjectModel
internal import SourceFiles

/// The heads of one branch, if there are several: the finding of `single-head`.
///
/// Heads belong to one branch if they share an ancestor by `down_revision`, unless each has a label that the other
/// lacks. Without orchestrator-core, all heads without a label belong together.
struct CompetingHeads {
    /// The nodes of the heads, sorted by revision id.
    let heads: [Int]
    /// A migration whose header hides whether the heads compete: its id or its parents are not known.
    let hidden: Migration?
    /// The last revision that all heads descend from; `nil` if there is none.
    let fork: Int?
    private let graph: RevisionGraph

    private init(_ heads: [Int], in project: Project) {
        self.heads = heads
        graph = project.revisions.graph
        hidden = Self.hidden(in: project)
        fork = Self.fork(below: heads, in: graph)
    }

    /// The heads of each branch of `project` that has several.
    static func all(in project: Project) -> [CompetingHeads] {
        let candidates = project.revisions.graph.heads.filter {
            project.revisions.migration(at: $0) != nil && !isNamedByUnknown($0, in: project)
        }
        guard candidates.count > 1 else { return [] }
        var groups: [[Int]] = []
        var groupOf: [Int: Int] = [:]
        for head in candidates {
            let ancestors = project.revisions.graph.ancestors(of: [head], by: .down)
            let known = ancestors.compactMap { groupOf[$0] }.min()
            let group = known ?? groups.count
            if known == nil { groups.append([]) }
            groups[group].append(head)
            for node in ancestors { groupOf[node] = group }
        }
        return joined(groups, in: project).compactMap { heads in
            let competing = heads.filter { head in
                heads.contains { $0 != head && competes(head, with: $0, in: project) }
            }
            guard competing.count > 1 else { return nil }
            return CompetingHeads(
                competing.sorted { project.revisions.id(of: $0) < project.revisions.id(of: $1) }, in: project)
        }
    }

    /// Whether the heads have no common ancestor and are in a version folder each, as the histories of several
    /// databases are.
    func areSeparate(in project: Project) -> Bool {
        let folders = project.revisions.scripts?.versionFolders.compactMap(\.path) ?? []
        guard fork == nil, folders.count > 1 else { return false }
        let homes = heads.map { head in
            folders.filter { project.revisions.migration(at: head)?.path.isWithin($0) ?? false }
                .max { $0.bytes.count < $1.bytes.count }
        }
        return !homes.contains(nil) && Set(homes).count == homes.count
    }

    /// The ids of the unpublished revisions that the heads descend from, and their own, sorted.
    func unpublished(in project: Project) -> [String] {
        graph.ancestors(of: heads, by: .down)
            .filter { project.revisions.migration(at: $0) != nil }.map { project.revisions.id(of: $0) }
            .filter { !project.deployment.published.contains($0) }.sorted()
    }

    /// The groups, with those that have no label as one: in an Alembic project, `upgrade head` fails on their heads.
    ///
    /// In a Workflow Orchestrator project, `single-root` reports the second root instead.
    private static func joined(_ groups: [[Int]], in project: Project) -> [[Int]] {
        guard project.profile == .alembic else { return groups }
        let isUnlabelled = { (heads: [Int]) in
            heads.allSatisfy { project.revisions.labels[$0].isEmpty }
                && !project.revisions.graph.ancestors(of: heads, by: .down).contains {
                    project.revisions.migration(at: $0)?.header.branchLabels.isUnknown ?? false
                }
        }
        return groups.filter { !isUnlabelled($0) } + [Array(groups.filter(isUnlabelled).joined())]
    }

    /// Whether two heads compete: not if each has a label that the other lacks.
    private static func competes(_ head: Int, with other: Int, in project: Project) -> Bool {
        !hasOwnLabel(head, besides: other, in: project) || !hasOwnLabel(other, besides: head, in: project)
    }

    /// Whether a head has a label that `other` lacks.
    ///
    /// A label that is not known is one, if a revision declares it that `other` does not descend from: no two revisions
    /// declare the same label.
    private static func hasOwnLabel(_ head: Int, besides other: Int, in project: Project) -> Bool {
        let revisions = project.revisions
        if !Set(revisions.labels[head]).isSubset(of: revisions.labels[other]) { return true }
        guard revisions.migrations.contains(where: \.header.branchLabels.isUnknown) else { return false }
        let own = revisions.graph.ancestors(of: [head], by: .down)
            .subtracting(revisions.graph.ancestors(of: [other], by: .down))
        return own.contains { revisions.migration(at: $0)?.header.branchLabels.isUnknown == true }
    }

    /// Whether a migration whose own id is unknown follows this revision, which then is not a head.
    private static func isNamedByUnknown(_ node: Int, in project: Project) -> Bool {
        let id = project.revisions.id(of: node)
        return project.revisions.migrations.contains { migration in
            migration.id == nil && migration.header.downRevision.value?.elements.contains { $0.string == id } ?? false
        }
    }

    /// A file that Python cannot read does not count: it is reported, and Alembic fails on it before it looks for
    /// heads.
    private static func hidden(in project: Project) -> Migration? {
        project.revisions.migrations.first {
            $0.header.defect == nil && ($0.header.downRevision.isUnknown || $0.header.revision.isUnknown)
        }
    }

    private static func fork(below heads: [Int], in graph: RevisionGraph) -> Int? {
        let shared =
            heads.map { graph.ancestors(of: [$0], by: .down) }.reduce(nil as Set<Int>?) { $0?.intersection($1) ?? $1 }
            ?? []
        return shared.filter { node in graph.nodes[node].next.allSatisfy { !shared.contains($0) } }.min()
    }

    /// Whether fewer than two heads are left without those below which a parent is missing: with it, they may be one.
    func restsOnMissingParent(in project: Project) -> Bool {
        let complete = heads.filter { head in
            !graph.ancestors(of: [head], by: .down).contains { node in
                let parents = project.revisions.migration(at: node)?.header.downRevision.names ?? []
                return parents.contains(where: graph.nodes[node].missing.contains)
            }
        }
        return complete.count < 2
    }

    /// The revision in which the heads fork, or one of them, if it is declared twice.
    var duplicate: Int? {
        ([fork].compactMap(\.self) + heads).first { graph.nodes[$0].declarations.count > 1 }
    }

    /// The first revision after the fork on the way to `head`; without a fork, the root of `head`.
    func firstAfterFork(towards head: Int) -> Int? {
        let ancestors = graph.ancestors(of: [head], by: .down)
        guard let fork else { return ancestors.filter { graph.nodes[$0].isBase }.min() }
        return graph.nodes[fork].next.filter(ancestors.contains).min()
    }
}
