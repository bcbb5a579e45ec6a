public import SourceFiles

/// The version folders of an Alembic environment in a snapshot, and the files that Alembic loads from them.
///
/// Takes a configuration and a snapshot; returns folders and file entries in the order in which Alembic loads them: the
/// folders as in `version_locations`, the files of each sorted by name. Source: `alembic/script/base.py` of Alembic
/// 1.20.1 (`_load_revisions`, `_list_py_dir`, `_from_path`).
public struct ScriptDirectory: Sendable {
    /// A version folder.
    public struct VersionFolder: Hashable, Sendable {
        /// What the snapshot has at the path of a folder.
        public enum State: Hashable, Sendable {
            /// A folder.
            case present
            /// Nothing.
            case missing
            /// Something else: a file, or a symbolic link that leads out of the repository.
            case notAFolder(FileMode)
            /// It is a submodule or a nested repository, or in one, whose files are not part of the snapshot.
            case inRepository(Path)
            /// The path is outside of the repository.
            case outside
        }

        /// The location in the configuration; `nil` for the default, `versions` below the script location.
        public let location: EnvironmentConfig.Location?
        /// The path; `nil` outside of the repository.
        public let path: Path?
        /// What the snapshot has at that path.
        public let state: State
    }

    /// The configuration.
    public let config: EnvironmentConfig
    /// The folder of `script_location`; `nil` if it is not in the repository.
    public let folder: Path?
    /// What the snapshot has at that path.
    public let folderState: VersionFolder.State
    /// Whether the script directory has lost its `env.py`: it contains the template that Alembic writes beside it.
    public let lacksEnvironmentScript: Bool
    /// The version folders, in the configured order.
    public let versionFolders: [VersionFolder]
    /// The files that Alembic loads, in its order.
    public let files: [FileEntry]
    /// Submodules and nested repositories in version folders, from which Alembic loads files that are not part of the
    /// snapshot.
    public let repositories: [Path]
    /// Folders in version folders, which Alembic does not load from without `recursive_version_locations`.
    public let unloadedFolders: [Path]

    /// The folder that names the environment: the script directory, or a version folder where only that is its own.
    public var environmentFolder: Path {
        let versions = versionFolders.lazy.compactMap(\.path).first
        return (config.isPart ? versions : nil) ?? folder ?? versions ?? config.folder
    }

    /// The folder that Alembic must be run in, because a relative location or a package is found from there; `nil` if
    /// it can be run anywhere.
    public var workingFolder: Path? {
        switch config.scriptLocation?.target {
        case .relative(let folders)?:
            // The candidates are those of the configuration's folder and of each one above.
            let levels = folders.firstIndex { $0 == folder } ?? 0
            return (0..<levels).reduce(config.folder) { path, _ in path.parent ?? .root }
        case .package?: return config.folder
        case .folder?: return config.hasStandardName && !config.path.nameText.hasSuffix(".ini") ? config.folder : nil
        case .outside?, nil: return nil
        }
    }

    /// Finds the folders of a configuration in a snapshot.
    public init(_ config: EnvironmentConfig, in tree: any FileTree) throws(SnapshotError) {
        self.config = config
        let (script, folders) = try Self.folders(of: config, in: tree)
        folder = script?.path
        folderState = script?.state ?? .missing
        lacksEnvironmentScript =
            try script?.path.map { folder throws(SnapshotError) in
                guard try tree.entry(at: folder.appending(EnvironmentScript.fileName)) == nil else { return false }
                return try tree.entry(at: folder.appending(EnvironmentScript.templateName)) != nil
            } ?? false
        versionFolders = folders
        var files: [FileEntry] = []
        var unloaded: [Path] = []
        var repositories: [Path] = []
        var seen: Set<Path> = []
        for folder in folders where folder.state == .present {
            guard let path = folder.path, seen.insert(path).inserted else { continue }
            let found = try Self.files(in: path, isRecursive: config.isRecursive, of: tree)
            unloaded += found.passedOver
            repositories += found.repositories
            // A file that two folders lead to, nested ones or by a link, is loaded once.
            if found.hasLinks || (config.isRecursive && folders.count > 1) {
                files += found.files.filter { seen.insert($0.path).inserted }
            } else {
                files += found.files
            }
        }
        self.files = files
        self.repositories = repositories
        unloadedFolders = unloaded.filter { !seen.contains($0) }
    }

    /// The script directory and the version folders of a configuration, without a look at what they contain.
    static func folders(
        of config: EnvironmentConfig, in tree: any FileTree
    ) throws(SnapshotError) -> (script: VersionFolder?, versions: [VersionFolder]) {
        let script = try config.scriptLocation.map { location throws(SnapshotError) in try find(location, in: tree) }
        if config.versionLocations.isEmpty {
            guard let path = script?.path?.appending("versions") else { return (script, []) }
            let (real, state) = try state(of: path, in: tree)
            return (script, [VersionFolder(location: nil, path: real, state: state)])
        }
        var versions: [VersionFolder] = []
        for location in config.versionLocations { versions.append(try find(location, in: tree)) }
        return (script, versions)
    }

    /// The script directory of a configuration, without a look at what it contains; `nil` if it is not in the
    /// repository.
    public static func folder(of config: EnvironmentConfig, in tree: any FileTree) throws(SnapshotError) -> Path? {
        try folders(of: config, in: tree).script?.path
    }

    /// Whether Alembic loads a file of this name as a migration.
    ///
    /// Source: `_only_source_rev_file`, in which `.` does not match a line break.
    public static func loads(fileNamed name: ArraySlice<UInt8>) -> Bool {
        name.hasSuffix(".py") && !name.starts(with: Array(".#".utf8)) && !name.starts(with: Array("__init__".utf8))
            && !name.contains(UInt8(ascii: "\n"))
    }

    private static func find(_ location: EnvironmentConfig.Location, in tree: any FileTree) throws(SnapshotError)
        -> VersionFolder
    {
        switch location.target {
        case .outside: return VersionFolder(location: location, path: nil, state: .outside)
        case .folder(let path):
            let (real, state) = try state(of: path, in: tree)
            return VersionFolder(location: location, path: real, state: state)
        case .relative(let paths):
            return try first(of: paths, location, in: tree)
                ?? VersionFolder(location: location, path: paths.first, state: .missing)
        case .package(let paths):
            return try first(of: paths, location, in: tree)
                ?? VersionFolder(location: location, path: nil, state: .outside)
        }
    }

    /// The first of `paths` that exists; `nil` if none does.
    private static func first(
        of paths: [Path], _ location: EnvironmentConfig.Location, in tree: any FileTree
    ) throws(SnapshotError) -> VersionFolder? {
        for path in paths {
            let (real, state) = try state(of: path, in: tree)
            if state != .missing { return VersionFolder(location: location, path: real, state: state) }
        }
        return nil
    }

    /// What is at `path`, and the path without links; a link that leads out of the repository is what is there.
    private static func state(
        of path: Path, in tree: any FileTree
    ) throws(SnapshotError) -> (path: Path, VersionFolder.State) {
        guard case .path(let real) = try tree.following(path) else { return (path, .notAFolder(.symbolicLink)) }
        if real.isRoot { return (real, .present) }
        switch try tree.entry(at: real)?.mode {
        case nil:
            // A path in a submodule is not part of the snapshot.
            var above = real.parent
            while let folder = above, !folder.isRoot {
                if try tree.entry(at: folder)?.mode == .submodule { return (real, .inRepository(folder)) }
                above = folder.parent
            }
            return (real, .missing)
        case .submodule?: return (real, .inRepository(real))
        case .folder?: return (real, .present)
        case let mode?: return (real, .notAFolder(mode))
        }
    }

    /// The files below a version folder in the order of Python's `os.walk`: those of a folder first, then its folders.
    ///
    /// A link to a file of the snapshot is that file. A link to a folder is not entered, as by `os.walk`.
    private static func files(
        in folder: Path,
        isRecursive: Bool,
        of tree: any FileTree
    ) throws(SnapshotError) -> (files: [FileEntry], passedOver: [Path], repositories: [Path], hasLinks: Bool) {
        var passedOver: [Path] = []
        var repositories: [Path] = []
        var files: [FileEntry] = []
        var hasLinks = false
        var open = [folder]
        while let folder = open.popLast() {
            let entries = try tree.entries(in: folder, recursive: false)
            for entry in entries
            where entry.mode != .folder && entry.mode != .submodule && loads(fileNamed: entry.path.name) {
                guard entry.mode == .symbolicLink else {
                    files.append(entry)
                    continue
                }
                hasLinks = true
                let target = try tree.entry(following: entry.path)
                files.append(target?.isFile == true ? target ?? entry : entry)
            }
            if isRecursive { repositories += entries.filter { $0.mode == .submodule }.map(\.path) }
            let folders = entries.filter { $0.mode == .folder && !$0.path.name.hasSuffix("__pycache__") }.map(\.path)
            if isRecursive { open += folders.reversed() } else { passedOver += folders }
        }
        return (files, passedOver, repositories, hasLinks)
    }
}

extension ArraySlice<UInt8> {
    fileprivate func hasSuffix(_ text: String) -> Bool {
        suffix(text.utf8.count).elementsEqual(text.utf8)
    }
}
