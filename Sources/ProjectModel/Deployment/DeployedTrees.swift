public import SourceFiles

/// The trees that ``Deployment`` is read from.
public struct DeployedTrees {
    /// The tree of a commit, and the settings in it.
    public struct Commit {
        /// The revision that names it, like `origin/main`.
        public let name: String
        /// Its id; `nil` for files in memory.
        public let id: ObjectID?
        /// Its tree.
        public let tree: any FileTree
        private let settings: (Path) throws(SnapshotError) -> Settings

        /// Names a commit; `settings` reads those of its day for an environment in a folder.
        public init(
            name: String, id: ObjectID? = nil, tree: any FileTree,
            settings: @escaping (Path) throws(SnapshotError) -> Settings
        ) {
            self.name = name
            self.id = id
            self.tree = tree
            self.settings = settings
        }

        /// Names a commit with the same settings for all environments.
        public init(name: String, tree: any FileTree, settings: Settings) {
            self.init(name: name, tree: tree) { _ in settings }
        }

        /// The settings of its day for an environment in `folder`.
        func settings(of folder: Path) throws(SnapshotError) -> Settings { try settings(folder) }

        /// The same commit with another tree, whose settings are taken to be the same.
        func replacing(_ tree: any FileTree) -> Commit { Commit(name: name, tree: tree, settings: settings) }
    }

    /// The merge base of the snapshot and the base.
    public enum MergeBase {
        /// The tip of the base.
        case tip
        /// A commit below the tip of the base.
        case tree(any FileTree)
        /// It could not be found.
        case unknown(reason: String, help: String)
    }

    /// The tip of the base; `nil` if nothing is published.
    public let base: Commit?
    /// The merge base of the snapshot and the base.
    public let mergeBase: MergeBase
    /// The states that `--deployed` names.
    public let releases: [Commit]

    /// Names what may be deployed.
    public init(base: Commit? = nil, mergeBase: MergeBase = .tip, releases: [Commit] = []) {
        self.base = base
        self.mergeBase = mergeBase
        self.releases = releases
    }
}
