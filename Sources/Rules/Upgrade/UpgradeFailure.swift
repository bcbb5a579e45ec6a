internal import Alembic
internal import Diagnostics
internal import SourceFiles

/// Tells of an upgrade that Alembic itself breaks off: a revision stands on several heads at once, and on something below one of them as well.
///
/// Alembic 1.20.1 then ends with a `KeyError` once the revision has run, see ``UpgradePlan/failure``.
struct UpgradeFailure {
    /// The revision after which it fails.
    let node: Int
    /// Today's graph.
    let graph: RevisionGraph
    /// The project.
    let project: Project

    func report(_ place: String, _ findings: inout Findings) {
        let id = graph.nodes[node].id
        let named = graph.nodes[node].down + graph.nodes[node].dependencies
        let redundant = named.filter { lower in
            named.contains { $0 != lower && graph.ancestors(of: [$0], by: .downAndDependencies).contains(lower) }
        }
        let ids = redundant.map { graph.nodes[$0].id }
        let migration = project.graph.index(of: id).flatMap { project.migration(at: $0) }
        let elements = [migration?.header.dependsOn, migration?.header.downRevision]
            .flatMap { $0?.value?.elements ?? [] }
        let range = elements.first { $0.string.map(ids.contains) ?? false }?.range
        findings.report(
            "`upgrade heads` fails \(place): Alembic ends with a `KeyError` once \(id) has run",
            at: migration.map { Location($0.path, range ?? $0.header.revision.range) },
            revision: id,
            help: ids.isEmpty
                ? "let \(id) name the topmost revisions alone"
                : "leave \(ids.joined(separator: ", ")) out: \(ids.count == 1 ? "it lies" : "they lie") below what \(id) names besides, and so "
                    + "\(ids.count == 1 ? "runs" : "run") before it in any case")
    }
}
