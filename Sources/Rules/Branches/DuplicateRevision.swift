internal import Alembic
internal import ProjectModel
internal import SourceFiles

/// The migrations of the project that declare the same id, or the id of a package's revision.
struct DuplicateRevision {
    /// The migrations: the one that databases may have applied first, then the older one by `Create Date`, then by
    /// path.
    let inOrder: [Migration]
    /// The migrations that need another id: all but the first, or all if a package declares the id.
    let copies: ArraySlice<Migration>

    /// Orders the declarations of a node of the graph.
    init(of node: Int, in project: Project) {
        let id = project.revisions.id(of: node)
        let locked = Self.lockedFiles(of: id, in: project)
        func rank(_ migration: Migration) -> (Int, String, Path) {
            let date = migration.header.docstring.createDate?.text.replacing("T", with: " ") ?? "~"
            return (locked.contains { migration.isFile($0) } ? 0 : 1, date, migration.path)
        }
        inOrder = project.revisions.migrations(at: node).map { (rank: rank($0), migration: $0) }
            .sorted { $0.rank < $1.rank }.map(\.migration)
        copies = project.isFromPackage(id) ? inOrder[...] : inOrder.dropFirst()
    }

    /// The files of an id that databases may have applied: usually one, none if it is new.
    static func lockedFiles(of id: String, in project: Project) -> [FileEntry] {
        let released = project.deployment.sightings(of: id).map(\.file)
        guard let last = project.deployment.published[id] else { return released }
        guard case .known(let state) = project.deployment.baseline else { return [last.entry] }
        return [last.entry] + state.migrations.filter { $0.id == id }.map(\.entry)
    }
}

extension Migration {
    /// Whether this is the same file as another entry, perhaps moved and not changed, or changed and not moved.
    func isFile(_ other: FileEntry) -> Bool {
        path == other.path || (entry.object != nil && entry.object == other.object)
    }
}
