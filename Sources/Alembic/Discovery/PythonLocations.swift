internal import SourceFiles

/// Finds the version folders of environments that set them in Python.
///
/// Takes a configuration that does not name version folders. Returns environments that do: the folders below `versions`
/// with migrations, if a Python file sets `version_locations`, or if most of the migrations are there. Folders that
/// share no edge and have roots of their own are environments of their own.
struct PythonLocations {
    let tree: any FileTree
    let reader: MigrationReader

    /// The environments of a configuration: itself, if it names its folders or loads what is there.
    func environments(of config: EnvironmentConfig) throws(SnapshotError) -> [EnvironmentConfig] {
        guard config.versionLocations.isEmpty, !config.isRecursive, config.evidence != .versionFolder else {
            return [config]
        }
        let scripts = try ScriptDirectory(config, in: tree)
        guard !scripts.unloadedFolders.isEmpty, let versions = scripts.versionFolders.first?.path else {
            return [config]
        }
        var folders: [MigrationFolder] = []
        for folder in try self.folders(below: scripts.unloadedFolders) {
            if let folder = try MigrationFolder(folder, in: tree, reader) { folders.append(folder) }
        }
        if folders.isEmpty { return [config] }
        let own = MigrationFolder(versions, try reader.migrations(scripts.files))
        guard let evidence = try evidence(config, scripts.folder, own, folders) else { return [config] }
        let parts = Self.parts([own].compactMap(\.self) + folders)
        return parts.map { part in
            var environment = config
            environment.isPart = parts.count > 1
            environment.versionLocations = part.map { .found($0.path) }
            environment.pythonEvidence = evidence
            return environment
        }
    }

    /// The Python file that sets `version_locations`: in the script directory, the folder above, or beside the
    /// configuration; `nil` if there is none.
    func fileThatSetsLocations(of config: EnvironmentConfig) throws(SnapshotError) -> Path? {
        try file(of: config, naming: ["version_locations"])
    }

    /// The Python file that adds the version folders of installed packages, which declare them as entry points; `nil`
    /// if there is none.
    func fileThatAddsPackages(to config: EnvironmentConfig) throws(SnapshotError) -> Path? {
        try file(of: config, naming: ["version_locations", "entry_points"])
    }

    private func file(of config: EnvironmentConfig, naming words: [String]) throws(SnapshotError) -> Path? {
        let script = try ScriptDirectory.folders(of: config, in: tree).script?.path
        var seen: Set<Path> = []
        for folder in [script, script?.parent, config.folder].compactMap(\.self) where seen.insert(folder).inserted {
            for entry in try tree.entries(in: folder, recursive: false)
            where entry.isFile && entry.path.nameText.hasSuffix(".py") {
                guard let bytes = try tree.contents(of: entry.path) else { continue }
                if words.allSatisfy(bytes[...].contains) { return entry.path }
            }
        }
        return nil
    }

    private func evidence(
        _ config: EnvironmentConfig, _ script: Path?, _ own: MigrationFolder?, _ folders: [MigrationFolder]
    ) throws(SnapshotError) -> EnvironmentConfig.PythonEvidence? {
        if let file = try fileThatSetsLocations(of: config) { return .file(file) }
        // Alembic writes new migrations there, and does not load them: a mistake, and not a program's way.
        if config.fileTemplate?.contains("/") == true { return nil }
        let elsewhere = folders.reduce(0) { $0 + $1.ids.count }
        guard elsewhere > own?.ids.count ?? 0 else { return nil }
        guard let own else { return .folders }
        return folders.contains(where: own.isConnected) ? .folders : nil
    }

    private func folders(below folders: [Path]) throws(SnapshotError) -> [Path] {
        var found: [Path] = []
        var open = folders
        while let folder = open.popLast() {
            found.append(folder)
            for entry in try tree.entries(in: folder, recursive: false)
            where entry.mode == .folder && !entry.path.name.elementsEqual("__pycache__".utf8) {
                open.append(entry.path)
            }
        }
        return found.sorted()
    }

    /// Splits folders into those that are connected; a part without a root of its own belongs to the first one.
    private static func parts(_ folders: [MigrationFolder]) -> [[MigrationFolder]] {
        var parts: [[MigrationFolder]] = []
        for folder in folders {
            let connected = parts.indices.filter { position in parts[position].contains(where: folder.isConnected) }
            let joined = connected.flatMap { parts[$0] } + [folder]
            for position in connected.reversed() { parts.remove(at: position) }
            parts.append(joined)
        }
        let rootless = parts.filter { part in !part.contains(where: \.hasRoot) }
        var independent = parts.filter { part in part.contains(where: \.hasRoot) }
        if independent.isEmpty { return [folders] }
        independent[0] += rootless.joined()
        return independent.map { $0.sorted { $0.path < $1.path } }.sorted { $0[0].path < $1[0].path }
    }
}
