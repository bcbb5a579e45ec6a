public import SourceFiles

/// What the change deleted of the environments at the merge base.
public struct DeletedFiles: Sendable {
    /// An environment that is found no longer.
    public struct Environment: Hashable, Sendable {
        /// Its script directory.
        public let path: Path
        /// The file that configured it.
        public let config: Path
        /// The number of its migrations.
        public let migrations: Int
        /// Whether migrations are left, so that only the configuration was deleted.
        public let hasMigrationsLeft: Bool

        /// Names an environment.
        public init(path: Path, config: Path, migrations: Int, hasMigrationsLeft: Bool) {
            self.hasMigrationsLeft = hasMigrationsLeft
            self.path = path
            self.config = config
            self.migrations = migrations
        }
    }

    /// The environments, sorted by path.
    public var environments: [Environment] = []
    /// The configuration files of environments whose script directories are still there, by these.
    public var configurations: [Path: Path] = [:]

    /// Nothing was deleted.
    public init() {}
}
