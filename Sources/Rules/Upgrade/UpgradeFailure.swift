internal import Alembic
internal import Diagnostics
internal import ProjectModel
internal import SourceFiles

/// Reports an upgrade on which Alembic fails: a revision names several heads, and an ancestor of one of them as well.
///
/// Alembic 1.20.1 ends with a `KeyError` after that revision, see ``UpgradePlan/failure``.
struct UpgradeFailure {
    /// The node of the revision after which it fails, in ``graph``.
    let node: Int
    /// Today's graph.
    let graph: RevisionGraph
    /// The linted project.
    let project: Project

    /// Whether a revision names enough others: two heads, and an ancestor of one of them.
    ///
    /// Few graphs have one, so that most need no plan.
    static func isPossible(in graph: RevisionGraph) -> Bool {
        graph.nodes.contains { $0.down.count + $0.dependencies.count > 2 }
    }

    /// Reports the failure; `place` continues the message: *on a fresh database*.
    func report(_ place: String, _ findings: inout Findings) {
        let id = graph.nodes[node].id
        let named = graph.nodes[node].down + graph.nodes[node].dependencies
        let redundant = named.filter { lower in
            named.contains { $0 != lower && graph.ancestors(of: [$0], by: .downAndDependencies).contains(lower) }
        }
        let ids = redundant.map { graph.nodes[$0].id }
        let migration = project.revisions.graph.index(of: id).flatMap { project.revisions.migration(at: $0) }
        let elements = [migration?.header.dependsOn, migration?.header.downRevision]
            .flatMap { $0?.value?.elements ?? [] }
        let range = elements.first { $0.string.map(ids.contains) ?? false }?.range
        findings.report(
            "`upgrade heads` fails \(place): Alembic ends with a `KeyError` after \(id)",
            at: migration.map { Location($0.path, range ?? $0.header.revision.range) },
            revision: id,
            help: ids.isEmpty
                ? "name only the topmost revisions in \(id)"
                : "remove \(ids.joined(separator: ", ")) from \(id): "
                    + (ids.count == 1
                        ? "it is an ancestor of another revision there, and runs first anyway"
                        : "they are ancestors of another revision there, and run first anyway"))
    }
}
