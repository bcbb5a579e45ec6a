public import Alembic
internal import SourceFiles

/// What the base holds: the migrations that may have run somewhere.
public struct PublishedState: Sendable {
    /// How the base is named, like `origin/main`; `nil` where nothing is published.
    public let base: String?
    /// The published migrations by their revision id.
    private let migrations: [String: Migration]

    /// Nothing is published.
    public static let nothing = PublishedState(base: nil, migrations: [])

    /// Holds the migrations of a base.
    public init(base: String?, migrations: [Migration]) {
        self.base = base
        var byID: [String: Migration] = [:]
        byID.reserveCapacity(migrations.count)
        for migration in migrations {
            if let id = migration.id { byID[id] = migration }
        }
        self.migrations = byID
    }

    /// The published migration of this id.
    public subscript(id: String) -> Migration? { migrations[id] }

    /// Whether a revision is published; it is known by its id, not by its path.
    public func contains(_ id: String) -> Bool { migrations[id] != nil }
}
