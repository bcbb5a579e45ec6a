public import SourceFiles

extension Report {
    /// The files that were linted.
    public struct Snapshot: Hashable, Sendable {
        /// The kind of a snapshot, with the raw values of the JSON report.
        public enum Kind: String, Sendable {
            case worktree, index, commit, merge
        }

        /// The kind.
        public let kind: Kind
        /// The full id of the commit, for a commit.
        public let commit: String?
        /// The base: a revision as it was named, like `HEAD` or `origin/main`; `nil` if nothing is published.
        public let base: String?
        /// The target of a merge, several of them separated by commas; `nil` if the snapshot is not a merge.
        public let mergeInto: String?
        /// The kind of the snapshot that was merged into the target; `nil` if the snapshot is not a merge.
        public let merged: Kind?
        /// The files in conflict that no rule reads, and that the findings therefore do not cover.
        public let conflictsElsewhere: [Path]

        /// Describes a snapshot.
        public init(
            kind: Kind,
            commit: String? = nil,
            base: String? = nil,
            mergeInto: String? = nil,
            merged: Kind? = nil,
            conflictsElsewhere: [Path] = []
        ) {
            self.kind = kind
            self.commit = commit
            self.base = base
            self.mergeInto = mergeInto
            self.merged = merged
            self.conflictsElsewhere = conflictsElsewhere
        }
    }

    /// An Alembic environment that was linted: a script directory with its version folders.
    public struct Environment: Hashable, Sendable {
        /// Which rules apply to it, with the raw values of the JSON report.
        public enum Profile: String, Sendable {
            case orchestrator, alembic
        }

        /// The script directory; the folder of the configuration if there is none.
        public let path: Path
        /// Which rules apply to it.
        public let profile: Profile
        /// The file that configures it; `nil` if there is none.
        public let config: Path?
        /// The core that it uses; `nil` if it is not an orchestrator's.
        public let core: Core?
        /// The revision graph.
        public let graph: Graph
        /// The number of migrations, without those of the core.
        public let migrations: Int

        /// Describes an environment.
        public init(
            path: Path, profile: Profile, config: Path? = nil, core: Core? = nil, graph: Graph, migrations: Int
        ) {
            self.path = path
            self.profile = profile
            self.config = config
            self.core = core
            self.graph = graph
            self.migrations = migrations
        }
    }

    /// The core that an environment uses.
    public struct Core: Hashable, Sendable {
        /// How a core is known, with the raw values of the JSON report.
        public enum Source: String, Sendable {
            case config, lock, pin, environment, unknown
        }

        /// The name of the package.
        public let package: String
        /// The release; `nil` if it is unknown.
        public let release: String?
        /// The schema head; `nil` if it is unknown.
        public let head: String?
        /// How it is known.
        public let source: Source
        /// The file that it is known from; `nil` if there is none.
        public let path: Path?

        /// Describes a core.
        public init(
            package: String, release: String? = nil, head: String? = nil, source: Source, path: Path? = nil
        ) {
            self.package = package
            self.release = release
            self.head = head
            self.source = source
            self.path = path
        }
    }

    /// The revision graph.
    public struct Graph: Hashable, Sendable {
        /// The number of revisions, including those of the core.
        public let revisions: Int
        /// The heads, in the order of Alembic's `heads`.
        public let heads: [Head]

        /// Describes a graph.
        public init(revisions: Int, heads: [Head]) {
            self.revisions = revisions
            self.heads = heads
        }
    }

    /// A head of the revision graph.
    public struct Head: Hashable, Sendable {
        /// The revision id.
        public let revision: String
        /// The labels that it carries, sorted.
        public let labels: [String]
        /// Whether a `depends_on` reaches it.
        public let isEffective: Bool
        /// The file; `nil` if it is not in the repository.
        public let path: Path?

        /// Describes a head.
        public init(revision: String, labels: [String], isEffective: Bool, path: Path? = nil) {
            self.revision = revision
            self.labels = labels
            self.isEffective = isEffective
            self.path = path
        }
    }
}
