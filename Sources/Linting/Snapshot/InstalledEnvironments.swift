internal import GitBridge
internal import OrchestratorCore
internal import SourceFiles

/// The Python environments in which the core may be installed, the most trusted first.
struct InstalledEnvironments {
    /// The absolute path of the repository's root.
    let root: [UInt8]

    /// `VIRTUAL_ENV`, then `.venv` and `venv` of the source folder `folder` and of the repository's root.
    func all(of folder: Path, in invocation: Invocation) -> [CoreEnvironment] {
        var environments: [CoreEnvironment] = []
        if let active = invocation.variables["VIRTUAL_ENV"], !active.isEmpty {
            environments += environment("VIRTUAL_ENV", location: nil, at: invocation.absolute(active))
        }
        for folder in folder.isRoot ? [folder] : [folder, Path.root] {
            for name in [".venv", "venv"] {
                let path = folder.appending(name)
                environments += environment(
                    path.description, location: path, at: root + [UInt8(ascii: "/")] + path.bytes)
            }
        }
        return environments
    }

    /// The environment in a folder on disk; none if the folder does not exist or cannot be read.
    private func environment(_ name: String, location: Path?, at folder: [UInt8]) -> [CoreEnvironment] {
        do {
            return [CoreEnvironment(name: name, location: location, tree: try WorktreeTree(root: folder))]
        } catch {
            return []
        }
    }
}
