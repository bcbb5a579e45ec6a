internal import Alembic
internal import SourceFiles

/// Finds the source folder of an environment.
///
/// It is the folder of the configuration. Where that is the script directory itself, or is in it, it is the folder
/// above it; and where only a folder further up has a `main.py` or a folder `workflows`, it is that one.
struct SourceFolderFinder {
    /// What the source folder of an orchestrator contains.
    private static let signs = ["main.py", SourceFolder.workflows.standardPath.text]

    let tree: any FileTree

    func sourceFolder(of config: EnvironmentConfig) throws(SnapshotError) -> Path {
        var start = config.folder
        if config.evidence == .versionFolder { return start }
        let script = try ScriptDirectory.folder(of: config, in: tree)
        if let script, !script.isRoot, start.isWithin(script) { start = script.parent ?? .root }
        var folder: Path? = start
        while let current = folder {
            for sign in Self.signs where try tree.entry(at: current.appending(sign)) != nil { return current }
            folder = current.parent
        }
        return start
    }
}
