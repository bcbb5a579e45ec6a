public import SourceFiles

/// A file or a folder of an environment that is on disk and ignored by Git, so that no clone has it.
public struct IgnoredFile: Hashable, Sendable {
    /// What it is to Alembic.
    public enum Role: Hashable, Sendable {
        /// The configuration file.
        case configuration
        /// The script directory.
        case scriptDirectory
        /// The `env.py`.
        case environmentScript
        /// A version folder.
        case versionFolder
        /// A migration that declares a revision.
        case migration(id: String)
    }

    /// Its path.
    public let path: Path
    /// What it is to Alembic.
    public let role: Role
    /// The line that ignores it; `nil` if it is not known.
    public let reason: IgnoreReason?

    /// The revision that it declares; `nil` if it is not a migration.
    public var revision: String? {
        if case .migration(let id) = role { id } else { nil }
    }
}
