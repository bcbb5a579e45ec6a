public import SourceFiles

/// One Alembic environment: a section of an `alembic.ini`, or `[tool.alembic]` of a `pyproject.toml`.
public struct EnvironmentConfig: Hashable, Sendable {
    /// The name of Alembic's configuration file.
    public static let fileName = "alembic.ini"
    /// The name of the file that may contain the configuration instead.
    public static let pyprojectName = "pyproject.toml"

    /// A folder that the configuration names.
    public struct Location: Hashable, Sendable {
        /// The location that the text resolves to.
        public enum Target: Hashable, Sendable {
            /// A folder of the repository.
            case folder(Path)
            /// A folder below the one in which Alembic is run: the first of these that exists, or the first of them.
            case relative([Path])
            /// A resource of a Python package; it is in the first of these folders that exists.
            case package([Path])
            /// A path outside of the repository.
            case outside
        }

        /// The text in the file.
        public let text: String
        /// The range; that of the whole value if several locations share it.
        public let range: ByteRange?
        /// The location that it resolves to.
        public let target: Target
        /// How the separator made this name of the value of the option; `nil` if no blank is involved.
        public var splitting: LocationSplitting?
    }

    /// An error in the configuration, for Alembic or for `lint`.
    public struct Problem: Hashable, Sendable {
        /// What is wrong, without a full stop.
        public let message: String
        /// The range, if it is known.
        public let range: ByteRange?
    }

    /// The file.
    public let path: Path
    /// The section: `alembic`, unless the file configures several environments.
    public let section: String
    /// The folder of `%(here)s`, which relative locations start from.
    public let folder: Path
    /// The value of `script_location`.
    public let scriptLocation: Location?
    /// `version_locations`; empty if the option is missing, which means `versions` below the script location.
    public let versionLocations: [Location]
    /// The value of `recursive_version_locations`.
    public let isRecursive: Bool
    /// `file_template`, with Alembic's placeholders like `%(rev)s`; `nil` for Alembic's default.
    public let fileTemplate: String?
    /// Whether Flask-Migrate runs Alembic, and sets `script_location`.
    public var isRunByFlask = false
    /// The errors in it.
    public internal(set) var problems: [Problem]

    /// Whether Alembic finds the file without `-c`.
    public var hasStandardName: Bool { [Self.fileName, Self.pyprojectName].contains(path.nameText) }

    /// Whether Alembic reads the section without `-n`.
    public var isStandardSection: Bool { ["alembic", "tool.alembic"].contains(section) }

    /// Whether Alembic loads the same migrations with `other`.
    func hasFolders(of other: EnvironmentConfig) -> Bool {
        scriptLocation?.target == other.scriptLocation?.target && isRecursive == other.isRecursive
            && versionLocations.map(\.target) == other.versionLocations.map(\.target)
    }
}

/// The `env.py` beside a configuration.
public struct EnvironmentScript: Sendable {
    /// The name of the file.
    static let fileName = "env.py"
    /// Whether it contains the word `flask`, as the templates of Flask-Migrate do.
    let usesFlask: Bool

    /// Reads what the file shows.
    public init(_ bytes: [UInt8]) { usesFlask = bytes[...].contains(text: "flask") }
}
