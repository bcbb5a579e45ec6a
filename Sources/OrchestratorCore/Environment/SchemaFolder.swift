public import SourceFiles

/// Reads the identifiers of a migration; `nil` if they are not static, or it has several parents.
///
/// The caller passes it, because these folders are outside of what is linted.
public typealias MigrationReader = (_ path: Path, _ bytes: [UInt8]) -> SchemaRevision?

/// A folder with the migrations of the core's `schema` branch.
enum SchemaFolder {
    /// The paths of the folder in the package, the newer first: it moved in 5.0.
    static let places = ["orchestrator/core/migrations/versions/schema", "orchestrator/migrations/versions/schema"]

    /// The content of a folder.
    enum Content: Equatable {
        /// A single chain, from the root to its head.
        case chain([SchemaRevision])
        /// Migrations that are not a single chain, or none at all, with the reason.
        case unusable(String)
    }

    /// Reads the migrations that Alembic would load from `folder`.
    static func read(_ folder: Path, in tree: any FileTree, reader: MigrationReader) throws(SnapshotError) -> Content {
        var revisions: [SchemaRevision] = []
        for entry in try tree.entries(in: folder, recursive: false) where entry.isFile {
            let name = entry.path.nameText
            guard name.hasSuffix(".py"), name != "__init__.py", !name.hasPrefix(".#") else { continue }
            guard let bytes = try tree.contents(of: entry.path) else { continue }
            guard let revision = reader(entry.path, bytes) else {
                return .unusable("the identifiers of `\(entry.path)` cannot be read")
            }
            revisions.append(revision)
        }
        return linked(revisions)
    }

    /// Sorts revisions, from the root up.
    static func linked(_ revisions: [SchemaRevision]) -> Content {
        guard !revisions.isEmpty else { return .unusable("it contains no migration") }
        var above: [String?: SchemaRevision] = [:]
        for revision in revisions.sorted(by: { $0.id < $1.id }) {
            if let other = above.updateValue(revision, forKey: revision.down) {
                let common = revision.down.map { "have the same parent `\($0)`" } ?? "are both roots"
                return .unusable("`\(other.id)` and `\(revision.id)` \(common)")
            }
        }
        var chain: [SchemaRevision] = []
        var current: String?
        while let next = above.removeValue(forKey: current) {
            chain.append(next)
            current = next.id
        }
        guard let stray = above.values.min(by: { $0.id < $1.id }) else { return .chain(chain) }
        return .unusable("`\(stray.id)` does not descend from the root of the others")
    }
}
