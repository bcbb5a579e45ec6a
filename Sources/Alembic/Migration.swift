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

    /// Reads the headers of `files`, in their order, but for those of which `known` has a migration with the same bytes.
    ///
    /// A symbolic link is not followed: nothing of it is known.
    public static func read(
        _ files: [FileEntry],
        from tree: any FileTree,
        known: (FileEntry) -> Migration? = { _ in nil }
    ) throws(SnapshotError) -> [Migration] {
        let found = files.map { $0.isFile ? known($0) : nil }
        let unread = zip(files, found).lazy.filter { $0.isFile && $1 == nil }.map(\.0)
        var read = try tree.map(Array(unread)) { entry, bytes in
            Migration(entry: entry, header: HeaderReader.header(of: bytes))
        }.makeIterator()
        return zip(files, found).map { file, known in
            guard file.isFile else { return Migration(entry: file, header: .unknown) }
            if let known { return known.entry == file ? known : Migration(entry: file, header: known.header) }
            return read.next() ?? Migration(entry: file, header: .unknown)
        }
    }
}
