internal import Alembic
internal import ProjectModel
internal import SourceFiles

/// The migrations of the project that declare the same id, or the id of a package's revision.
struct DuplicateRevision {
    /// The migrations: the published one first, then the older one by `Create Date`, then by path.
    let inOrder: [Migration]
    /// The migrations that need another id: all but the first, or all if a package declares the id.
    let copies: ArraySlice<Migration>

    /// Orders the declarations of a node of the graph.
    init(of node: Int, in project: Project) {
        func rank(_ migration: Migration) -> (Int, String, Path) {
            let date = migration.header.docstring.createDate?.text.replacing("T", with: " ") ?? "~"
            return (Self.isPublished(migration, in: project) ? 0 : 1, date, migration.path)
        }
        inOrder = project.revisions.migrations(at: node).map { (rank: rank($0), migration: $0) }
            .sorted { $0.rank < $1.rank }.map(\.migration)
        copies = project.isFromPackage(project.revisions.id(of: node)) ? inOrder[...] : inOrder.dropFirst()
    }

    /// Whether the file of a migration declared its id at the base, too.
    static func isPublished(_ migration: Migration, in project: Project) -> Bool {
        guard let id = migration.id else { return false }
        if project.deployment.published[id]?.path == migration.path { return true }
        guard case .known(let state) = project.deployment.baseline, state[id] != nil else { return false }
        return state.migrations.contains { $0.path == migration.path && $0.id == id }
    }
}
