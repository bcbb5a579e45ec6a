public import SourceFiles

/// A file that Alembic would load as a migration, and what it declares.
///
/// A class, though it never changes: it is large, and the rules hand it around by the ten thousand.
public final class Migration: Sendable {
    /// The file.
    public let entry: FileEntry
    /// What it declares.
    public let header: MigrationHeader

    /// Where it is.
    public var path: Path { entry.path }

    /// The revision id, where it is known.
    public var id: String? { header.revision.value?.string }

    /// Puts a file and its header together.
    public init(entry: FileEntry, header: MigrationHeader) {
        self.entry = entry
        self.header = header
    }

    /// Reads the headers of `files`, in their order; `known` are migrations of another snapshot, by the objects that hold them.
    ///
    /// A symbolic link is not followed: nothing of it is known.
    public static func read(
        _ files: [FileEntry],
        from tree: any FileTree,
        known: [ObjectID: Migration] = [:]
    ) throws(SnapshotError) -> [Migration] {
        let unread = files.filter { $0.isFile && $0.object.flatMap { known[$0] } == nil }
        var read = try tree.map(unread) { entry, bytes in
            Migration(entry: entry, header: HeaderReader.header(of: bytes))
        }.makeIterator()
        return files.map { file in
            guard file.isFile else { return Migration(entry: file, header: .unknown) }
            if let object = file.object, let migration = known[object] {
                return migration.path == file.path ? migration : Migration(entry: file, header: migration.header)
            }
            return read.next() ?? Migration(entry: file, header: .unknown)
        }
    }
}
