internal import Alembic
internal import OrchestratorCore
internal import ProjectModel

/// A variable of a published migration that names other revisions than at the baseline.
struct EdgeEdit {
    /// The migration as it is linted.
    let now: Migration
    /// The migration at the baseline.
    let past: Migration
    /// `down_revision` or `depends_on`.
    let variable: HeaderVariable
    /// The names that were added.
    let added: [String]
    /// The names that were removed.
    let removed: [String]
    /// Whether one of the values is not a literal, so that the names are unknown.
    let isUnknown: Bool

    /// Compares a variable of two migrations with the same id; `nil` if no database can notice a difference.
    ///
    /// Databases notice which revisions are ancestors: an edge that the others imply can be removed. A value with which
    /// Alembic loads no graph was never applied in this form, and can be replaced.
    init?(
        of variable: HeaderVariable, now: Migration, past: Migration, before: RevisionGraph, in project: Project
    ) {
        (self.now, self.past, self.variable) = (now, past, variable)
        let (old, new) = (past.header[variable], now.header[variable])
        isUnknown = old.isUnknown || new.isUnknown
        added = isUnknown ? [] : new.names.filter { !$0.isEmpty && !old.names.contains($0) }
        removed = isUnknown ? [] : old.names.filter { !$0.isEmpty && !new.names.contains($0) }
        if isUnknown { return }
        if added.isEmpty && removed.isEmpty { return nil }
        if variable == .dependsOn, old.names.contains(where: { Self.isUnloadable($0, in: before) }) { return nil }
        let graph = project.revisions.graph
        guard let id = past.id, let node = graph.index(of: id), let pastNode = before.index(of: id) else { return }
        if Self.reaches(removed, from: node, in: graph), Self.reaches(added, from: pastNode, in: before) { return nil }
    }

    /// Whether Alembic fails on a name in `depends_on` in any graph.
    private static func isUnloadable(_ name: String, in graph: RevisionGraph) -> Bool {
        name.contains("@") || (name == "None" && graph.resolve(dependency: name) == nil)
    }

    /// Whether all names are ancestors of a revision by either edge.
    private static func reaches(_ names: [String], from node: Int, in graph: RevisionGraph) -> Bool {
        if names.isEmpty { return true }
        let revision = graph.nodes[node]
        guard revision.declarations.count == 1 else { return false }
        let ancestors = graph.ancestors(of: revision.down + revision.dependencies, by: .downAndDependencies)
        return names.allSatisfy { graph.resolve(dependency: $0).map(ancestors.contains) ?? false }
    }
}
