internal import GitBridge
internal import OrchestratorCore
internal import SourceFiles

/// The Python environments in which the core may be installed, the most trusted first.
struct InstalledEnvironments {
    /// The absolute path of the repository's root.
    let root: [UInt8]
    /// The source folder.
    let folder: Path

    /// `VIRTUAL_ENV`, then `.venv` and `venv` of the source folder and of the repository's root.
    func all(variables: [String: String]) -> [CoreEnvironment] {
        var environments: [CoreEnvironment] = []
        if let active = variables["VIRTUAL_ENV"], !active.isEmpty {
            environments.append(CoreEnvironment(name: "VIRTUAL_ENV", location: nil, tree: WorktreeTree(root: Array(active.utf8))))
        }
        for folder in folder.isRoot ? [folder] : [folder, Path.root] {
            for name in [".venv", "venv"] {
                let path = folder.appending(name)
                let absolute = root + [UInt8(ascii: "/")] + path.bytes
                environments.append(CoreEnvironment(name: path.description, location: path, tree: WorktreeTree(root: absolute)))
            }
        }
        return environments
    }
}
