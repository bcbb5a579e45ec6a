public import SourceFiles

/// An installed Python environment: a folder on disk, outside of every snapshot because Git ignores it.
public struct CoreEnvironment {
    /// Its name in messages: `VIRTUAL_ENV`, `.venv`.
    public let name: String
    /// Its path in the repository; `nil` if it is elsewhere.
    public let location: Path?
    /// Its files, below the folder of the environment.
    public let tree: any FileTree

    /// Names an environment.
    public init(name: String, location: Path?, tree: any FileTree) {
        self.name = name
        self.location = location
        self.tree = tree
    }

    /// The path in the repository of a path in the environment; `nil` if it is elsewhere.
    func repositoryPath(of path: Path) -> Path? {
        location.map { $0.appending(path.bytes) }
    }
}

/// The core as it is installed in an environment.
struct InstalledCore: Equatable {
    /// The source of its files.
    enum Origin: Equatable {
        /// From an index: a release.
        case index
        /// In the environment, but installed from a repository, a folder or an archive.
        case elsewhere(String)
        /// In a folder outside of the environment, at this address.
        case editable(String)
    }

    /// The version in its metadata.
    let version: PackageVersion
    /// The folder of its metadata, in the environment.
    let distribution: Path
    /// The source of its files.
    let origin: Origin
}
