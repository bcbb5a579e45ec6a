public import Alembic
internal import SourceFiles

/// The migrations at the tip of the base.
public struct PublishedState: Sendable {
    /// The name of the base, like `origin/main`; `nil` if nothing is published.
    public let base: String?
    /// The state at the tip; `nil` if nothing is published.
    let state: DeployedState?

    /// No base: nothing is published.
    public static let nothing = PublishedState(base: nil, state: nil)

    /// The published migration of this id.
    public subscript(id: String) -> Migration? { state?[id] }

    /// Whether a revision is published; it is matched by its id, not by its path.
    public func contains(_ id: String) -> Bool { state?[id] != nil }

    /// Whether nothing is published.
    public var isEmpty: Bool { state?.byID.isEmpty ?? true }

    /// Those of `files` that are the path of a published migration.
    func paths(among files: Set<Path>) -> Set<Path> {
        guard let state, !files.isEmpty else { return [] }
        return Set(state.byID.values.lazy.map(\.path).filter(files.contains))
    }
}
