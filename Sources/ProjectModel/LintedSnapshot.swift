public import SourceFiles

/// The snapshot that projects are read from, and what is known of its surroundings.
public struct LintedSnapshot {
    /// One of the sides of a merge.
    public struct Side {
        /// The name, like `origin/main` or `the staged files`.
        public let name: String
        /// The tree.
        public let tree: any FileTree

        /// Names a side.
        public init(name: String, tree: any FileTree) {
            self.name = name
            self.tree = tree
        }
    }

    /// The merge that the snapshot is the result of.
    public struct Merge {
        /// The sides, the target first.
        public let sides: [Side]
        /// The files that Git could not merge by itself.
        public let conflicts: [Change.Conflict]

        /// Describes a merge.
        public init(sides: [Side], conflicts: [Change.Conflict]) {
            self.sides = sides
            self.conflicts = conflicts
        }
    }

    /// The files.
    public internal(set) var tree: any FileTree
    /// The absolute path of the repository's root on disk; `nil` for a bare repository and for files in memory.
    public let root: [UInt8]?
    /// Whether there is a repository with a commit.
    public let repository: RepositoryState
    /// The merge that the snapshot is the result of; `nil` if it is not one.
    public let merge: Merge?
    /// Opens the files on disk beside an index; `nil` if another snapshot is linted.
    public let disk: (() throws(SnapshotError) -> any FileTree)?

    /// Names a snapshot.
    public init(
        _ tree: any FileTree,
        root: [UInt8]? = nil,
        repository: RepositoryState,
        merge: Merge? = nil,
        disk: (() throws(SnapshotError) -> any FileTree)? = nil
    ) {
        self.tree = tree
        self.root = root
        self.repository = repository
        self.merge = merge
        self.disk = disk
    }
}
