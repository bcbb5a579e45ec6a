public import SourceFiles

/// An installed Python environment: a folder on disk, outside of every snapshot because Git ignores it.
public struct CoreEnvironment {
    /// What the user calls it, for messages: `VIRTUAL_ENV`, `.venv`.
    public let name: String
    /// Where it lies in the repository; `nil` where it lies elsewhere.
    public let location: Path?
    /// Its files; the root of the tree is that of the environment.
    public let tree: any FileTree

    /// Names an environment.
    public init(name: String, location: Path?, tree: any FileTree) {
        self.name = name
        self.location = location
        self.tree = tree
    }

    /// The path in the repository of a path in the environment; `nil` where that lies elsewhere.
    func repositoryPath(of path: Path) -> Path? {
        location.map { $0.appending(path.bytes) }
    }
}

/// The core as it is installed in an environment.
struct InstalledCore: Equatable {
    /// Where its files are.
    enum Origin: Equatable {
        /// From an index: a release.
        case index
        /// In the environment, but put there from a repository, a folder or an archive.
        case elsewhere(String)
        /// In a folder outside of the environment, at this address.
        case editable(String)
    }

    /// The version that its metadata names.
    let version: PackageVersion
    /// The folder that holds its metadata, in the environment.
    let distribution: Path
    /// Where its files are.
    let origin: Origin
}
