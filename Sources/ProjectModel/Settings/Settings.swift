internal import Alembic
public import Diagnostics
public import SourceFiles

/// The settings of a run: the content of `rules.json`.
///
/// The initial values are the defaults. The format of the file is declared in ``SettingsFile/keys``.
public struct Settings: Sendable {
    /// Which rules apply.
    public enum Profile: String, Sendable, CaseIterable {
        /// One of the other two, by evidence in the project.
        case auto
        /// A Workflow Orchestrator project.
        case orchestrator
        /// Any Alembic project: the rules that are true of every one.
        case alembic
    }

    /// The paths of the source folder's parts, relative to the source folder.
    public struct Layout: Sendable, Hashable {
        private var paths: [SourceFolder: Path] = [:]

        init() {}

        /// The path of a folder.
        public subscript(folder: SourceFolder) -> Path {
            get { paths[folder] ?? folder.standardPath }
            set { paths[folder] = newValue }
        }
    }

    /// The labels of the two branches.
    public struct Branches: Sendable, Hashable {
        /// The core's branch.
        public var schema = "schema"
        /// The project's own branch.
        public var data = "data"
    }

    /// The package that ships the schema branch.
    public struct Core: Sendable, Hashable {
        /// The name of the package.
        public var package = "orchestrator-core"
        /// A folder of the repository that contains its migrations.
        public var versions: Path?
        /// The id of its schema head.
        public var head: String?
    }

    /// Revisions of other packages that migrations may name.
    public struct External: Sendable, Hashable {
        /// Folders of the repository that contain migrations of other packages.
        public var folders: [Path] = []
        /// Revision ids.
        public var revisions: [String] = []
    }

    /// Findings that are not reported.
    public struct Ignore: Sendable, Hashable {
        /// The files: a path, or a pattern with `*`, `**` and `?`.
        public var path = ""
        /// The ids of the rules.
        public var rules: [String] = []
        /// Why they are not reported.
        public var reason = ""
    }

    /// Which rules apply.
    public var profile = Profile.auto
    /// The revision whose migrations count as published; `nil` to find it.
    public var base: String?
    /// The tags and branches that databases are deployed from, as names with `*`, `**` and `?`, and with `!` those that
    /// are not; empty for the standard ones.
    public var released: [String] = []
    /// The configuration files of Alembic; empty to find them.
    public var configs: [Path] = []
    /// The folders whose environments are passed over, as names or paths with `*`, `**` and `?`.
    public var exclude = PassedOverFolders.standard
    /// The paths of the source folder's parts.
    public var layout = Layout()
    /// The labels of the two branches.
    public var branches = Branches()
    /// The package that ships the schema branch.
    public var core = Core()
    /// Revisions of other packages.
    public var external = External()
    /// The severity of each rule that is on, by its id.
    public var severities: [String: Severity]
    /// Findings that are not reported.
    public var ignores: [Ignore] = []

    /// The defaults, with the severities of the rules.
    init(severities: [String: Severity]) {
        self.severities = severities
    }

    /// These settings with the profile that was found.
    func resolved(_ profile: Profile) -> Settings {
        var settings = self
        settings.profile = profile
        return settings
    }

    /// These settings, with what stands in the `rules.json` of the repository's root alone.
    public func completed(by root: Settings) -> Settings {
        var settings = self
        (settings.base, settings.released) = (root.base, root.released)
        (settings.configs, settings.exclude) = (root.configs, root.exclude)
        return settings
    }

    /// These settings without an explicit core.
    public var withoutCore: Settings {
        var settings = self
        settings.core.head = nil
        settings.core.versions = nil
        return settings
    }
}
