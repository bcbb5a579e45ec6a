internal import Alembic
internal import JSONSyntax
internal import SourceFiles

/// What the source folder holds beside the migrations that Alembic loads.
extension ProjectLoader {
    func layout(in folder: Path) throws(SnapshotError) -> [Project.LayoutFolder] {
        var layout: [Project.LayoutFolder] = []
        for relative in settings.layout.folders {
            let path = Path(resolving: relative.bytes, in: folder) ?? relative
            let state: Project.LayoutFolder.State
            switch try tree.entry(at: path)?.mode {
            case nil: state = .missing
            case .folder?: state = try tree.entries(in: path, recursive: false).isEmpty ? .empty : .kept
            // The commit of another repository is a folder that Git keeps.
            case .submodule?: state = .kept
            case .file?, .symbolicLink?: state = .notAFolder
            }
            layout.append(
                Project.LayoutFolder(path: path, state: state, keeper: try keeper(of: path, configuredAs: relative)))
        }
        return layout
    }

    /// The file that would keep a folder of the layout; `nil` where Git is told to ignore it.
    private func keeper(
        of folder: Path, configuredAs relative: Path
    ) throws(SnapshotError) -> Project.LayoutFolder.Keeper? {
        let (name, contents) =
            switch relative {
            case settings.layout.translations: ("en-GB.json", "{}\n")
            case settings.layout.migrations: (".gitkeep", "")
            default: ("__init__.py", "")
            }
        let path = folder.appending(name)
        return try tree.ignoresNewFile(at: path) ? nil : Project.LayoutFolder.Keeper(path: path, contents: contents)
    }

    func translations(in folder: Path) throws(SnapshotError) -> [Project.Translation] {
        let path = Path(resolving: settings.layout.translations.bytes, in: folder) ?? settings.layout.translations
        var translations: [Project.Translation] = []
        for entry in try tree.entries(in: path, recursive: false)
        where entry.path.name.suffix(5).elementsEqual(".json".utf8) {
            guard entry.isFile, let bytes = try tree.contents(of: entry.path) else {
                translations.append(Project.Translation(path: entry.path, content: .notAFile))
                continue
            }
            translations.append(Project.Translation(path: entry.path, content: Self.content(of: bytes)))
        }
        return translations
    }

    private static func content(of bytes: [UInt8]) -> Project.Translation.Content {
        do {
            let value = try JSONParser.parse(bytes)
            return value.object == nil ? .otherValue(value.kindName) : .object
        } catch {
            return .invalid(message: error.message, range: error.range)
        }
    }

    /// Migrations below the script location that are in no version folder.
    func misplaced(_ scripts: ScriptDirectory?) throws(SnapshotError) -> [Project.Misplaced] {
        guard let scripts, scripts.folderState == .present, let top = scripts.folder else { return [] }
        let loaded = Set(scripts.versionFolders.compactMap(\.path))
        var candidates: [FileEntry] = []
        // Far enough for `versions/schema/2024`, and no walk of a repository whose script location is its root.
        var open = [(folder: top, depth: 0)] + scripts.unloadedFolders.map { ($0, 0) }
        while let (folder, depth) = open.popLast() {
            if loaded.contains(folder) || depth > 3 { continue }
            for entry in try tree.entries(in: folder, recursive: false) {
                if entry.mode == .folder, entry.path.nameText != "__pycache__", !entry.path.nameText.hasPrefix(".") {
                    open.append((entry.path, depth + 1))
                } else if entry.isFile, ScriptDirectory.loads(fileNamed: entry.path.name) {
                    candidates.append(entry)
                }
            }
        }
        candidates.sort { $0.path < $1.path }
        return try Migration.read(candidates, from: tree)
            .filter { $0.id != nil && !$0.header.downRevision.isAbsent }
            .map { Project.Misplaced(migration: $0) }
    }
}
