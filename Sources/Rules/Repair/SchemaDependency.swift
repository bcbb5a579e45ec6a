internal import Alembic
internal import Diagnostics

/// Repairs that let a migration depend on the current schema head.
enum SchemaDependency {
    /// Gives `migration` a `depends_on`, which it has not; `nil` where it may have run, or where the head is not known.
    static func fix(_ migration: Migration, in project: Project) -> Fix? {
        fix(migration, in: project) { edits, head in edits.set(.dependsOn, to: .string(head)) }
    }

    /// Puts the head in the place of one element of its `depends_on`.
    static func fix(_ element: StaticValue, of migration: Migration, in project: Project) -> Fix? {
        fix(migration, in: project) { edits, head in edits.replace(element, of: .dependsOn, by: head) }
    }

    private static func fix(
        _ migration: Migration, in project: Project, _ change: (inout HeaderEdits, String) -> Void
    ) -> Fix? {
        guard let head = project.schemaHead, var edits = HeaderEdits(migration, in: project) else { return nil }
        change(&edits, head)
        return edits.edits.map { Fix("set `depends_on` to `\(head)`", applicability: .safe, edits: $0) }
    }
}
