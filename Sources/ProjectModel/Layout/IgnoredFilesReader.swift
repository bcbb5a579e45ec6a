internal import Alembic
internal import SourceFiles

/// Finds the files of an environment that are on disk and ignored by Git.
///
/// Takes the files on disk and the folders of the environment; returns what Alembic reads there and no clone has. A
/// clean clone has no such file.
struct IgnoredFilesReader {
    /// The working tree.
    let disk: any FileTree

    /// The ignored files of an environment, sorted by path.
    func files(of scripts: ScriptDirectory) throws(SnapshotError) -> [IgnoredFile] {
        var files = try configuration(of: scripts)
        if let folder = scripts.folder, let above = folder.parent,
            try disk.ignoredEntries(in: above).contains(where: { $0.path == folder })
        {
            return files + [try file(folder, .scriptDirectory)]
        }
        if let folder = scripts.folder, scripts.folderState == .present {
            let path = folder.appending(EnvironmentScript.fileName)
            if try disk.ignoredEntries(in: folder).contains(where: { $0.path == path && $0.isFile }) {
                files.append(try file(path, .environmentScript))
            }
        }
        for folder in scripts.versionFolders.compactMap(\.path) {
            // Of a folder without a tracked file, everything may be ignored.
            let above = folder.parent ?? .root
            if try disk.ignoredEntries(in: above).contains(where: { $0.path == folder }) {
                let hasMigration = try !migrations(in: folder).isEmpty
                if hasMigration { files.append(try file(folder, .versionFolder)) }
            } else {
                files += try migrations(in: folder)
            }
        }
        return files.sorted { $0.path < $1.path }
    }

    /// The `alembic.ini` of an environment that was found without a configuration: beside the script directory, in it,
    /// or further up.
    ///
    /// Where a template of it is tracked, as `alembic.ini.example`, it is ignored on purpose.
    private func configuration(of scripts: ScriptDirectory) throws(SnapshotError) -> [IgnoredFile] {
        guard scripts.config.evidence == .scriptDirectory else { return [] }
        var folder = scripts.folder
        while let current = folder {
            let path = current.appending(EnvironmentConfig.fileName)
            if try disk.ignoredEntries(in: current).contains(where: { $0.path == path && $0.isFile }) {
                let hasTemplate = try disk.entries(in: current, recursive: false).contains {
                    $0.isFile && $0.path.nameText.hasPrefix(EnvironmentConfig.fileName)
                }
                return hasTemplate ? [] : [try file(path, .configuration)]
            }
            // Flask-Migrate reads the one in the script directory alone.
            folder = scripts.config.isRunByFlask ? nil : current.parent
        }
        return []
    }

    private func migrations(in folder: Path) throws(SnapshotError) -> [IgnoredFile] {
        let entries = try disk.ignoredEntries(in: folder).filter {
            $0.isFile && ScriptDirectory.loads(fileNamed: $0.path.name)
        }
        if entries.isEmpty { return [] }
        var files: [IgnoredFile] = []
        for migration in try Migration.read(entries, from: disk) where !migration.header.downRevision.isAbsent {
            if let id = migration.id { files.append(try file(migration.path, .migration(id: id))) }
        }
        return files
    }

    private func file(_ path: Path, _ role: IgnoredFile.Role) throws(SnapshotError) -> IgnoredFile {
        IgnoredFile(path: path, role: role, reason: try disk.ignoreReason(of: path))
    }
}
