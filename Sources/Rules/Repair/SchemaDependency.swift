internal import Alembic
internal import Diagnostics
internal import OrchestratorCore

/// The repair that lets a migration depend on the current schema head.
enum SchemaDependency {
    /// Lets `depends_on` name the head in the place of everything of the core that it names; `nil` where the migration may have run, or where the head is
    /// not known.
    ///
    /// One revision of the core is enough, and more would be too many: Alembic fails with a `KeyError` where one of them lies below the other.
    static func fix(_ migration: Migration, in project: Project) -> Fix? {
        guard let head = project.schemaHead, var edits = HeaderEdits(migration, in: project) else { return nil }
        let elements = migration.header.dependsOn.value?.elements ?? []
        let ofTheCore = elements.filter { $0.string.map { isOfTheCore($0, in: project) } ?? false }
        if elements.contains(where: { $0.string == nil }) { return nil }
        if ofTheCore.count == 1 {
            edits.replace(ofTheCore[0], of: .dependsOn, by: head)
        } else {
            let others = elements.compactMap(\.string).filter { !isOfTheCore($0, in: project) }
            edits.set(.dependsOn, to: HeaderEdits.Value(ids: others + [head]))
        }
        return edits.edits.map { Fix("set `depends_on` to `\(head)`", applicability: .safe, edits: $0) }
    }

    /// Whether `depends_on` means something of the core by this: a revision of any release, also in part, or the branch.
    private static func isOfTheCore(_ name: String, in project: Project) -> Bool {
        let schema = project.settings.branches.schema
        if project.schemaChain.contains(name) || name == schema || name.hasPrefix(schema + "@") { return true }
        // One of the project's own, or of another package.
        if project.graph.index(of: name) != nil || project.settings.external.revisions.contains(name) { return false }
        return Catalogue.isKnownRevision(name)
            || (name.utf8.count >= 4 && project.schemaChain.contains { $0.hasPrefix(name) })
    }
}
