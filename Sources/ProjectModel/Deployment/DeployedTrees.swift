public import SourceFiles

/// The trees that ``Deployment`` is read from.
public struct DeployedTrees {
    /// The tree of a commit, and the settings in it.
    public struct Commit {
        /// The revision that names it, like `origin/main`.
        public let name: String
        /// Its tree.
        public let tree: any FileTree
        /// The settings of its day.
        public let settings: Settings

        /// Names a commit.
        public init(name: String, tree: any FileTree, settings: Settings) {
            self.name = name
            self.tree = tree
            self.settings = settings
        }
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
