internal import SourceFiles

/// The files of a snapshot whose names may belong to an Alembic environment.
///
/// Takes the names that Git knows, and those of untracked files near a folder; returns paths. No file is read.
struct NameSurvey {
    /// What the name of a file shows.
    private enum Kind {
        /// An `.ini` or `.cfg` file, or a `pyproject.toml`.
        case configuration
        /// An `env.py`.
        case script
        /// A `.gitattributes`.
        case attributes
        /// The file that Python writes into a virtual environment.
        case virtualEnvironment
        /// A Python file in a folder with a name that Alembic's users give to version folders.
        case migration
    }

    /// The names of folders that are searched for migrations which belong to no configuration.
    private static let folderNames = ["versions", "migrations", "alembic", "alembic_migrations"].map { Array($0.utf8) }
    /// The number of files of such a folder that are looked at to find out whether it contains migrations.
    private static let filesPerFolder = 3
    /// How far untracked files are searched: levels of folders, and folders in all.
    private static let (untrackedDepth, untrackedFolders) = (3, 64)
    /// How far they are searched where nothing else was found: each level costs more than the one before.
    private static let deepestUntracked = 32

    /// The files that may configure an environment, sorted by path.
    private(set) var configurations: [Path] = []
    /// The files called `env.py`.
    private(set) var scripts: [Path] = []
    /// The files called `.gitattributes`.
    private(set) var attributes: [Path] = []
    /// The folders of virtual environments.
    private(set) var virtualEnvironments: [Path] = []
    /// Some Python files of the folders that may contain migrations, by folder.
    private(set) var migrationFolders: [Path: [Path]] = [:]

    /// Surveys the tracked names of `tree`, and untracked ones in `folder` and a few levels below.
    init(
        of tree: any FileTree, near folder: Path, passingOver passedOver: PassedOverFolders
    ) throws(SnapshotError) {
        var lastFolder: ArraySlice<UInt8> = []
        var count = 0
        let isWanted = { (path: ArraySlice<UInt8>) in
            guard let kind = Self.kind(of: path) else { return false }
            guard kind == .migration else { return true }
            // Some files show what a folder contains; a version folder has thousands.
            let folder = path[..<(path.lastIndex(of: UInt8(ascii: "/")) ?? path.startIndex)]
            if !folder.elementsEqual(lastFolder) { (lastFolder, count) = (folder, 0) }
            count += 1
            return count <= Self.filesPerFolder
        }
        for entry in try tree.trackedEntries(where: isWanted) { add(entry) }
        let untracked = try tree.untrackedEntries(
            below: folder, depth: Self.untrackedDepth, limit: Self.untrackedFolders,
            skipping: { passedOver.contain(folder: $0) }, where: { Self.kind(of: $0) != nil })
        for entry in untracked { add(entry) }
        configurations.sort()
        scripts.sort()
    }

    /// Surveys the untracked files of `tree` in as many folders as there are.
    init(ofEveryFileIn tree: any FileTree, below folder: Path, passingOver passedOver: PassedOverFolders)
        throws(SnapshotError)
    {
        let entries = try tree.untrackedEntries(
            below: folder, depth: Self.deepestUntracked, limit: .max, skipping: { passedOver.contain(folder: $0) },
            where: { Self.kind(of: $0) != nil })
        for entry in entries { add(entry) }
    }

    /// Surveys the configurations and the scripts among the tracked files of `tree`, without the folders whose tree
    /// `isSkipped` accepts.
    init(
        ofTrackedFilesIn tree: any FileTree, skipping isSkipped: (Path, ObjectID) throws(SnapshotError) -> Bool
    ) throws(SnapshotError) {
        let isWanted = { (path: ArraySlice<UInt8>) in
            let kind = Self.kind(of: path)
            return kind == .configuration || kind == .script
        }
        for entry in try tree.trackedEntries(where: isWanted, skipping: isSkipped) { add(entry) }
    }

    /// Whether nothing was found.
    var isEmpty: Bool { configurations.isEmpty && scripts.isEmpty && migrationFolders.isEmpty }

    /// What either of two surveys found.
    func adding(_ other: NameSurvey) -> NameSurvey {
        var survey = self
        survey.configurations = Set(configurations + other.configurations).sorted()
        survey.scripts = Set(scripts + other.scripts).sorted()
        survey.virtualEnvironments += other.virtualEnvironments
        survey.attributes = Set(attributes + other.attributes).sorted()
        survey.migrationFolders.merge(other.migrationFolders) { mine, _ in mine }
        return survey
    }

    private mutating func add(_ entry: FileEntry) {
        guard entry.mode != .submodule, let kind = Self.kind(of: entry.path.bytes[...]) else { return }
        switch kind {
        case .configuration: configurations.append(entry.path)
        case .script: scripts.append(entry.path)
        case .attributes: attributes.append(entry.path)
        case .virtualEnvironment: virtualEnvironments.append(entry.path.parent ?? .root)
        case .migration:
            guard let folder = entry.path.parent, Self.folderNames.contains(Array(folder.name)) else { return }
            migrationFolders[folder, default: []].append(entry.path)
        }
    }

    private static func kind(of path: ArraySlice<UInt8>) -> Kind? {
        switch path.last {
        case UInt8(ascii: "i"): return path.ends(in: ".ini") ? .configuration : nil
        case UInt8(ascii: "g"):
            if path.isFile(named: "pyvenv.cfg") { return .virtualEnvironment }
            return path.ends(in: ".cfg") ? .configuration : nil
        case UInt8(ascii: "l"): return path.isFile(named: EnvironmentConfig.pyprojectName) ? .configuration : nil
        case UInt8(ascii: "y"):
            guard path.ends(in: ".py") else { return nil }
            if path.isFile(named: EnvironmentScript.fileName) { return .script }
            guard let slash = path.lastIndex(of: UInt8(ascii: "/")) else { return nil }
            let folder = path[..<slash]
            let isNamed = folderNames.contains { name in
                folder.suffix(name.count).elementsEqual(name)
                    && (folder.count == name.count || folder.dropLast(name.count).last == UInt8(ascii: "/"))
            }
            return isNamed && ScriptDirectory.loads(fileNamed: path[(slash + 1)...]) ? .migration : nil
        case UInt8(ascii: "s"): return path.isFile(named: VendoredPaths.fileName) ? .attributes : nil
        default: return nil
        }
    }
}

extension ArraySlice<UInt8> {
    fileprivate func ends(in text: String) -> Bool {
        count >= text.utf8.count
            && suffix(text.utf8.count).elementsEqual(text.utf8)
    }

    /// Whether this is the path of a file with this name.
    fileprivate func isFile(named name: String) -> Bool {
        suffix(name.utf8.count).elementsEqual(name.utf8)
            && (count == name.utf8.count || dropLast(name.utf8.count).last == UInt8(ascii: "/"))
    }
}
