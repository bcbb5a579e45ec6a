public import Alembic
public import OrchestratorCore
public import SourceFiles

/// Whether there is a repository, and whether it has a commit.
public enum RepositoryState: Hashable, Sendable {
    /// No repository.
    case missing
    /// A repository whose `HEAD` is a branch without a commit.
    case unborn(branch: String)
    /// A repository whose `HEAD` is a commit.
    case committed
}

/// Everything that the rules look at: one source folder with one Alembic environment, as plain values.
public struct Project: Sendable {
    /// One of the folders that the reference document asks for.
    public struct LayoutFolder: Hashable, Sendable {
        /// What became of it.
        public enum State: Hashable, Sendable {
            /// It holds something that Git keeps.
            case kept
            /// It is there, and holds nothing that Git keeps.
            case empty
            /// It is not there.
            case missing
            /// Something else has its name: a file, a symbolic link.
            case notAFolder
        }

        /// A file that makes Git keep a folder.
        public struct Keeper: Hashable, Sendable {
            /// Where it is going to be.
            public let path: Path
            /// What it holds.
            public let contents: String
        }

        /// Where it is.
        public let path: Path
        /// What became of it.
        public let state: State
        /// The file to keep it with; `nil` where Git would ignore that, too.
        public let keeper: Keeper?
    }

    /// A file in the folder of the translations.
    public struct Translation: Hashable, Sendable {
        /// What it holds.
        public enum Content: Hashable, Sendable {
            /// A JSON object.
            case object
            /// Another JSON value, by its name.
            case otherValue(String)
            /// No JSON.
            case invalid(message: String, range: Range<Int>)
            /// Something that is no file.
            case notAFile
        }

        /// Where it is.
        public let path: Path
        /// What it holds.
        public let content: Content
    }

    /// A migration that Alembic does not load.
    public struct Misplaced: Sendable {
        /// The migration.
        public let migration: Migration
    }

    /// A file that Git would leave to people when it merges.
    public struct Conflict: Hashable, Sendable {
        /// Where it is.
        public let path: Path
        /// What is the matter with it: *both sides changed the same lines*.
        public let reason: String

        /// Names a conflict.
        public init(path: Path, reason: String) {
            self.path = path
            self.reason = reason
        }
    }

    /// What the project is the result of, where it is that of a would-be merge.
    public struct MergeState: Hashable, Sendable {
        /// Those who are merged, the target first.
        public let sides: [String]
        /// The conflicts in migrations, configurations and pins: nobody knows what these files will be.
        public let conflicts: [Conflict]
        /// Which sides have the migration of a head: positions in ``sides`` by revision id.
        public let bringers: [String: [Int]]
    }

    /// The settings in force.
    public let settings: Settings
    /// Which rules apply; never ``Settings/Profile/auto``.
    public let profile: Settings.Profile
    /// Whether there is a repository with a commit.
    public let repository: RepositoryState
    /// The source folder: the one that holds Alembic's configuration.
    public let folder: Path
    /// The folders of the reference document.
    public let layout: [LayoutFolder]
    /// The files in the folder of the translations.
    public let translations: [Translation]
    /// Alembic's folders; `nil` where it has no configuration.
    public let scripts: ScriptDirectory?
    /// The project's migrations, in the order in which Alembic loads them.
    public let migrations: [Migration]
    /// Migrations that Alembic does not load.
    public let misplaced: [Misplaced]
    /// The revision graph: the project's migrations, those of external folders and the core's.
    public let graph: RevisionGraph
    /// The labels of the graph's revisions.
    public let labels: BranchLabels
    /// Which core the project uses, and what pins it.
    public let core: CoreDetection
    /// What is published.
    public let published: PublishedState
    /// What the change is judged against.
    public let baseline: Baseline
    /// The releases in production.
    public let releases: [DeployedState]
    /// The ids of published migrations whose code was changed.
    public let changedBodies: Set<String>
    /// The files on disk that declare a revision which the staged files name and none of them declares, by its id.
    public let unstaged: [String: Path]
    /// Files that hold a new id where a published migration was.
    public let reusedPaths: Set<Path>
    /// The day of the run, for what a repair writes.
    public let today: CalendarDay
    /// What is merged; `nil` where nothing is.
    public let merge: MergeState?
    /// The nodes of the graph that the project's own migrations make.
    public let ownNodes: [Int]
}

extension Project {
    /// The migration that declares a node of the graph; `nil` where a package brings it.
    public func migration(at node: Int) -> Migration? {
        migrations(at: node).last
    }

    /// The migrations that declare a node; more than one where the id is declared twice.
    public func migrations(at node: Int) -> [Migration] {
        graph.nodes[node].declarations.compactMap { declaration in
            if case .project(let index) = graph.declarations[declaration].origin { migrations[index] } else { nil }
        }
    }

    /// Whether a package brings the revision: it is in the core's chain, in an external folder, or named in the settings.
    public func isFromPackage(_ id: String) -> Bool {
        if settings.external.revisions.contains(id) { return true }
        guard let node = graph.index(of: id) else { return false }
        return graph.nodes[node].declarations.contains { graph.declarations[$0].origin == .package }
    }

    /// The schema chain of the core, root first; empty where it is not known.
    public var schemaChain: [String] { core.state.chain }

    /// The core's schema head, where it is known.
    public var schemaHead: String? { core.state.head }

    /// Whether a migration may have run somewhere, so that nobody must be told to edit its edges (Alembic would skip revisions in silence).
    public func isPublished(_ migration: Migration) -> Bool {
        migration.id.map { published.contains($0) } ?? false
    }

    /// Whether a repair may edit a migration: not where it may have run, nor where its file is no Python.
    ///
    /// It may have run where it is published, or was, or is in a release in production; and a file in which a published migration was stays as it is,
    /// whatever id it has now. Where nothing tells what is published, everything may have run.
    func mayEdit(_ migration: Migration) -> Bool {
        guard let id = migration.id, migration.entry.isFile, migration.header.defect == nil else { return false }
        if published.contains(id) || reusedPaths.contains(migration.path) { return false }
        if releases.contains(where: { $0[id] != nil }) { return false }
        switch baseline {
        case .nothing: return repository != .missing
        case .known(let state): return state[id] == nil
        case .unknown: return false
        }
    }

    /// Whether no migration of the project can have run anywhere.
    var hasNothingDeployed: Bool {
        guard published.isEmpty, releases.allSatisfy(\.migrations.isEmpty) else { return false }
        switch baseline {
        case .nothing: return repository != .missing
        case .known(let state): return state.migrations.isEmpty
        case .unknown: return false
        }
    }

    /// The name of a migration in a message: its id, or its file.
    public func name(of migration: Migration) -> String {
        migration.id ?? migration.path.nameText
    }
}
