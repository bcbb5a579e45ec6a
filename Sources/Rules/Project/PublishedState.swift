public import Alembic
internal import SourceFiles

/// What the base holds: the migrations that may have run somewhere.
public struct PublishedState: Sendable {
    /// How the base is named, like `origin/main`; `nil` where nothing is published.
    public let base: String?
    /// The published migrations by their revision id.
    private let migrations: [String: Migration]

    /// Nothing is published.
    public static let nothing = PublishedState(base: nil, migrations: [:])

    /// What `state`, the newest one of the base, holds.
    init(_ state: DeployedState, base: String) {
        self.base = base
        migrations = state.byID
    }

    private init(base: String?, migrations: [String: Migration]) {
        self.base = base
        self.migrations = migrations
    }

    /// The published migration of this id.
    public subscript(id: String) -> Migration? { migrations[id] }

    /// Whether a revision is published; it is known by its id, not by its path.
    public func contains(_ id: String) -> Bool { migrations[id] != nil }

    /// Whether nothing is published.
    var isEmpty: Bool { migrations.isEmpty }

    /// Those of `files` in which a published migration is.
    func paths(among files: Set<Path>) -> Set<Path> {
        if files.isEmpty { return [] }
        return Set(migrations.values.lazy.map(\.path).filter(files.contains))
    }
}
