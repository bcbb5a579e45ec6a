internal import SourceFiles

/// Reads migrations of one snapshot, each once: a search reads some of them before they are linted.
final class MigrationReader {
    private let tree: any FileTree
    /// The migrations that were read, by path.
    private(set) var known: [Path: Migration] = [:]

    init(_ tree: any FileTree) {
        self.tree = tree
    }

    /// The migrations in `files`, in their order.
    func migrations(_ files: [FileEntry]) throws(SnapshotError) -> [Migration] {
        let migrations = try Migration.read(files, from: tree) { known[$0.path] }
        for migration in migrations { known[migration.path] = migration }
        return migrations
    }
}
