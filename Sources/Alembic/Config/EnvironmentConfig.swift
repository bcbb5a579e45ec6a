public import SourceFiles

/// One Alembic environment: a section of an `alembic.ini`, or `[tool.alembic]` of a `pyproject.toml`.
public struct EnvironmentConfig: Hashable, Sendable {
    /// A folder that the configuration names.
    public struct Location: Hashable, Sendable {
        /// What the text means.
        public enum Target: Hashable, Sendable {
            /// A folder of the repository.
            case folder(Path)
            /// A resource of a Python package; it lies in the first of these folders that exists.
            case package([Path])
            /// Somewhere outside of the repository.
            case outside
        }

        /// The text, as written.
        public let text: String
        /// Where it stands; the whole value where several share it.
        public let range: ByteRange?
        /// What it means.
        public let target: Target
    }

    /// Something in the configuration that Alembic, or `lint`, cannot use.
    public struct Problem: Hashable, Sendable {
        /// What is wrong.
        public let message: String
        /// Where.
        public let range: ByteRange?
    }

    /// The file.
    public let path: Path
    /// The section: `alembic` unless the file holds several environments.
    public let section: String
    /// The folder that `%(here)s` means, and against which relative locations are resolved.
    public let folder: Path
    /// The value of `script_location`.
    public let scriptLocation: Location?
    /// `version_locations`; empty where the option is missing, which means `versions` below the script location.
    public let versionLocations: [Location]
    /// The value of `recursive_version_locations`.
    public let isRecursive: Bool
    /// `file_template`, with Alembic's `%(rev)s` and its like in it; `nil` for Alembic's default.
    public let fileTemplate: String?
    /// What is wrong with it.
    public let problems: [Problem]
}
