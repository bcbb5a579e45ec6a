internal import Alembic
internal import OrchestratorCore
internal import ProjectModel
internal import SourceFiles

/// Decides which environments a change touches: their migrations, their configuration, their pins or their settings.
///
/// Each folder is compared once: thousands of environments have the same folders above them.
struct TouchedEnvironments {
    private let before: any FileTree
    private let after: any FileTree
    /// The files directly in a folder that differ and that a rule may read, by folder.
    private var changes: [Path: [Path]] = [:]

    /// The change from one tree to another.
    init(from before: any FileTree, to after: any FileTree) {
        (self.before, self.after) = (before, after)
    }

    /// Whether the change touches an environment of the later tree.
    mutating func contain(_ config: EnvironmentConfig) throws(SnapshotError) -> Bool {
        let scripts = try ScriptDirectory(config, in: after)
        for folder in scripts.versionFolders.compactMap(\.path) + config.strayFolders
        where try after.entries(in: folder, recursive: true) != before.entries(in: folder, recursive: true) {
            return true
        }
        let home = try ProjectReader.sourceFolder(of: config, in: after)
        var folders = Set([config.folder, home] + [scripts.folder].compactMap(\.self))
        var upward = home.parent
        while let folder = upward {
            folders.insert(folder)
            upward = folder.parent
        }
        for folder in folders
        where try changes(in: folder).contains(where: { $0 == config.path || Self.isRead($0) }) {
            return true
        }
        return false
    }

    /// The files directly in `folder` that differ, and those in its folder of requirements.
    private mutating func changes(in folder: Path) throws(SnapshotError) -> [Path] {
        if let known = changes[folder] { return known }
        let (then, now) = (try files(of: before, in: folder), try files(of: after, in: folder))
        let found = then == now ? [] : Set(then).symmetricDifference(now).map(\.path)
        changes[folder] = found
        return found
    }

    private func files(of tree: any FileTree, in folder: Path) throws(SnapshotError) -> [FileEntry] {
        var files: [FileEntry] = []
        for entry in try tree.entries(in: folder, recursive: false) {
            if entry.mode != .folder {
                files.append(entry)
            } else if entry.path.name.elementsEqual(PinReader.folderName.utf8) {
                files += try tree.entries(in: entry.path, recursive: false).filter { $0.mode != .folder }
            }
        }
        return files
    }

    /// Whether a rule reads a file of this name for an environment, wherever it is: `env.py`, a pin, the settings.
    private static func isRead(_ path: Path) -> Bool {
        PinReader.mayPin(path)
            || [SettingsFile.name, EnvironmentScript.fileName, EnvironmentConfig.fileName].contains(path.nameText)
    }
}
