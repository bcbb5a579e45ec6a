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

/// The source folder of a Workflow Orchestrator project: the facet of the layout rules.
///
/// Source of the shape: the page *Prepare source folder* of the orchestrator-core documentation.
public struct Layout: Sendable {
    /// One of the folders that the reference document asks for.
    public struct Folder: Hashable, Sendable {
        /// What the snapshot has at the path of the folder.
        public enum State: Hashable, Sendable {
            /// A folder with a tracked file.
            case tracked
            /// A folder without a tracked file.
            case empty
            /// Nothing.
            case missing
            /// A file, or a symbolic link that does not lead to a folder of the repository.
            case notAFolder
        }

        /// A file that makes Git track a folder.
        public struct Placeholder: Hashable, Sendable {
            /// The path of the file.
            public let path: Path
            /// The text of the file.
            public let contents: String
        }

        /// Which folder it is.
        public let role: SourceFolder
        /// The path, relative to the repository's root.
        public let path: Path
        /// What the snapshot has at that path.
        public let state: State
        /// The file that would make Git track the folder; `nil` if Git ignores that path, too.
        public let placeholder: Placeholder?
    }

    /// A file in the folder of the translations.
    public struct Translation: Hashable, Sendable {
        /// What a translation contains.
        public enum Content: Hashable, Sendable {
            /// A JSON object.
            case object
            /// Another JSON value, by the name of its kind.
            case otherValue(String)
            /// No valid JSON.
            case invalid(message: String, range: Range<Int>)
            /// A submodule, or a symbolic link that does not lead to a file of the repository.
            case notAFile
        }

        /// The path, relative to the repository's root.
        public let path: Path
        /// What it contains.
        public let content: Content
    }

    /// Whether the source folder is in a repository with a commit.
    public let repository: RepositoryState
    /// The source folder: the one that contains Alembic's configuration.
    public let sourceFolder: Path
    /// The folders of the reference document; empty for a project that is not an orchestrator's.
    public let folders: [Folder]
    /// The files in the folder of the translations; empty for a project that is not an orchestrator's.
    public let translations: [Translation]
    /// Files of the environment that are on disk and in no clone, because Git ignores them.
    public let ignored: [IgnoredFile]

    /// The folder of the project's own migrations.
    public var migrations: Folder? { folders.first { $0.role == .migrations } }
}
