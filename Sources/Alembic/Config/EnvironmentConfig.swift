public import SourceFiles

/// The configuration of one Alembic environment: a section of an `alembic.ini`, `[tool.alembic]` of a `pyproject.toml`,
/// or what the folders show where no file configures it.
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
        /// The file with the text, if it is not that of the environment: a `pyproject.toml` beside an `alembic.ini`.
        public internal(set) var file: Path?
        /// How the separator made this name of the value of the option; `nil` if no blank is involved.
        public var splitting: LocationSplitting?

        /// A location that was found and not read from a file.
        static func found(_ folder: Path) -> Location {
            Location(text: folder.text, range: nil, target: .folder(folder))
        }
    }

    /// What shows that there is an environment.
    public enum Evidence: Hashable, Sendable {
        /// A configuration file.
        case configuration
        /// A script directory without a configuration file: an `env.py` beside a folder `versions`.
        case scriptDirectory
        /// A folder with migrations that another program loads, like those of a plugin.
        case versionFolder
    }

    /// What shows that the version folders are set in Python, so that the configuration does not name them.
    public enum PythonEvidence: Hashable, Sendable {
        /// A Python file sets `version_locations`.
        case file(Path)
        /// Most of the migrations are in folders that the configuration does not name.
        case folders
    }

    /// An error in the configuration, for Alembic or for `lint`.
    public struct Problem: Hashable, Sendable {
        /// What is wrong, without a full stop.
        public let message: String
        /// The range, if it is known.
        public let range: ByteRange?
        /// What to do, in the imperative; `nil` if the message shows it.
        public var help: String?
        /// The file, if it is not that of the environment.
        public internal(set) var file: Path?
        /// The option, if another file may set it instead.
        var option: String?
        /// Whether it is that `script_location` is missing.
        var isMissingLocation = false

        /// `script_location` is missing in a section.
        static func missingScriptLocation(_ section: String, at range: ByteRange?) -> Problem {
            Problem(
                message: "`script_location` is missing in `[\(section)]`", range: range, isMissingLocation: true)
        }
    }

    /// The file; without one, the `env.py` or the version folder.
    public internal(set) var path: Path
    /// The section: `alembic`, unless the file configures several environments.
    public let section: String
    /// The folder of `%(here)s`, which relative locations start from.
    public let folder: Path
    /// The value of `script_location`.
    public var scriptLocation: Location?
    /// `version_locations`; empty if the option is missing, which means `versions` below the script location.
    public var versionLocations: [Location]
    /// The value of `recursive_version_locations`.
    public let isRecursive: Bool
    /// `file_template`, with Alembic's placeholders like `%(rev)s`; `nil` for Alembic's default.
    public let fileTemplate: String?
    /// The folders of `prepend_sys_path`, as in the file.
    var importPaths: [String] = []
    /// Whether Flask-Migrate runs Alembic, and sets `script_location`.
    public var isRunByFlask = false
    /// What shows that there is an environment.
    public var evidence = Evidence.configuration
    /// What shows that the version folders are set in Python, and were found by their migrations; `nil` if they are
    /// those of the configuration.
    public var pythonEvidence: PythonEvidence?
    /// Whether the script directory has several environments, each with version folders of its own.
    public var isPart = false
    /// Folders elsewhere with migrations that name a parent in this environment, which does not load them.
    public var strayFolders: [Path] = []
    /// The errors in it.
    public internal(set) var problems: [Problem]

    /// Whether Alembic finds the file without `-c`.
    public var hasStandardName: Bool { [Self.fileName, Self.pyprojectName].contains(path.nameText) }

    /// Whether Alembic reads the section without `-n`.
    public var isStandardSection: Bool { ["alembic", "tool.alembic"].contains(section) }

    /// Whether a configuration file sets the option `version_locations`.
    var namesVersionFolders: Bool { !versionLocations.isEmpty && pythonEvidence == nil }
}

/// The `env.py` beside a configuration.
public struct EnvironmentScript: Sendable {
    /// The name of the file.
    public static let fileName = "env.py"
    /// The name of the template for new migrations, which Alembic writes beside it.
    static let templateName = "script.py.mako"
    /// Whether it contains the word `flask`, as the templates of Flask-Migrate do.
    let usesFlask: Bool

    /// Reads what the file shows.
    public init(_ bytes: [UInt8]) { usesFlask = bytes[...].contains(text: "flask") }
}
