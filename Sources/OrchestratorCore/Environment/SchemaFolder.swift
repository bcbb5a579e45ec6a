public import SourceFiles

/// Reads a migration's identifiers; `nil` where they cannot be read without running it, or where it has several down revisions.
///
/// The Alembic room reads headers; this room is told how, because the folders that it reads lie outside of what is linted.
public typealias MigrationReader = (_ path: Path, _ bytes: [UInt8]) -> SchemaRevision?

/// A folder of migrations that holds the `schema` branch of the core.
enum SchemaFolder {
    /// Where the folder lies in the package, the newer place first: it moved in 5.0.
    static let places = ["orchestrator/core/migrations/versions/schema", "orchestrator/migrations/versions/schema"]

    /// What a folder holds.
    enum Content: Equatable {
        /// One straight chain, from the root to its head.
        case chain([SchemaRevision])
        /// Migrations that are no such chain, or none at all: why.
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

    /// Puts revisions in order, from the root up.
    static func linked(_ revisions: [SchemaRevision]) -> Content {
        guard !revisions.isEmpty else { return .unusable("it holds no migration") }
        var above: [String?: SchemaRevision] = [:]
        for revision in revisions.sorted(by: { $0.id < $1.id }) {
            if let other = above.updateValue(revision, forKey: revision.down) {
                let below = revision.down.map { "`\($0)`" } ?? "nothing"
                return .unusable("`\(other.id)` and `\(revision.id)` both stand on \(below)")
            }
        }
        var chain: [SchemaRevision] = []
        var current: String?
        while let next = above.removeValue(forKey: current) {
            chain.append(next)
            current = next.id
        }
        guard let stray = above.values.min(by: { $0.id < $1.id }) else { return .chain(chain) }
        return .unusable("`\(stray.id)` does not stand on the same root as the others")
    }
}
