internal import Alembic
internal import Diagnostics
internal import OrchestratorCore
internal import ProjectModel

/// The fix that makes a migration depend on the current schema head.
enum SchemaDependencyFix {
    /// Replaces all core revisions in `depends_on` with the schema head; `nil` if a fix may not edit the migration, or
    /// the head is unknown.
    ///
    /// One core revision is enough. More are too many: Alembic fails with a `KeyError` if one of them is an ancestor of
    /// another.
    static func fix(_ migration: Migration, in project: Project) -> Fix? {
        guard let head = project.core.head, var edits = HeaderEdits(migration, in: project) else { return nil }
        let elements = migration.header.dependsOn.value?.elements ?? []
        let coreElements = elements.filter { $0.string.map { isOfCore($0, in: project) } ?? false }
        if elements.contains(where: { $0.string == nil }) { return nil }
        if coreElements.count == 1 {
            edits.replace(coreElements[0], of: .dependsOn, by: head)
        } else {
            let others = elements.compactMap(\.string).filter { !isOfCore($0, in: project) }
            edits.set(.dependsOn, to: HeaderEdits.Value(ids: others + [head]))
        }
        return edits.edits.map { Fix("set `depends_on` to `\(head)`", applicability: .safe, edits: $0) }
    }

    /// Whether a name in `depends_on` means the core: a revision of any release, also abbreviated, or its branch label.
    private static func isOfCore(_ name: String, in project: Project) -> Bool {
        let schema = project.settings.branches.schema
        if project.core.chain.contains(name) || name == schema || name.hasPrefix(schema + "@") { return true }
        // It is a revision of the project, or of another package.
        if project.revisions.graph.index(of: name) != nil || project.settings.external.revisions.contains(name) {
            return false
        }
        return Catalogue.isKnownRevision(name)
            || (name.utf8.count >= 4 && project.core.chain.contains { $0.hasPrefix(name) })
    }
}
