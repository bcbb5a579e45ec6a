public import SourceFiles

/// A file that Alembic loads as a migration, and its header.
///
/// It is a class although it never changes, because it is large, and the rules pass tens of thousands of them.
public final class Migration: Sendable {
    /// The file.
    public let entry: FileEntry
    /// The header.
    public let header: MigrationHeader

    /// The path of the file.
    public var path: Path { entry.path }

    /// The revision id; `nil` if it is not a static string.
    public var id: String? { header.revision.value?.string }

    /// Makes a migration of a file and its header.
    public init(entry: FileEntry, header: MigrationHeader) {
        self.entry = entry
        self.header = header
    }

    /// Reads the headers of `files`, in their order; `known` returns a migration with the same bytes, which is not read
    /// again.
    ///
    /// Names that a header imports from other modules of `tree` are looked up there. A symbolic link is not followed:
    /// its header is unknown.
    public static func read(
        _ files: [FileEntry],
        from tree: any FileTree,
        known: (FileEntry) -> Migration? = { _ in nil }
    ) throws(SnapshotError) -> [Migration] {
        let found = files.map { file in
            // Another tree may have other values for the names that a header imports.
            file.isFile ? known(file).flatMap { $0.header.usesImports ? nil : $0 } : nil
        }
        let unread = zip(files, found).lazy.filter { $0.isFile && $1 == nil }.map(\.0)
        var read = try tree.map(Array(unread)) { entry, bytes in
            Migration(entry: entry, header: HeaderReader.header(of: bytes))
        }.makeIterator()
        let migrations = zip(files, found).map { file, known in
            guard file.isFile else { return Migration(entry: file, header: .unknown) }
            if let known { return known.entry == file ? known : Migration(entry: file, header: known.header) }
            return read.next() ?? Migration(entry: file, header: .unknown)
        }
        return try withImportedNames(migrations, from: tree)
    }

    /// Reads the unknown headers again that refer to names imported from other modules of `tree`.
    private static func withImportedNames(
        _ migrations: [Migration], from tree: any FileTree
    ) throws(SnapshotError) -> [Migration] {
        var migrations = migrations
        let modules = ImportedModules(in: tree)
        for (index, migration) in migrations.enumerated()
        where migration.entry.isFile && migration.header.isUnknown && migration.header.defect == nil {
            guard let bytes = try tree.contents(of: migration.path) else { continue }
            let folder = migration.path.parent ?? .root
            if let header = try HeaderReader.header(of: bytes, in: folder, importingFrom: modules) {
                migrations[index] = Migration(entry: migration.entry, header: header)
            }
        }
        return migrations
    }
}
