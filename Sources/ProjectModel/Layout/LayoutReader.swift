internal import Alembic
internal import JSONSyntax
internal import SourceFiles

/// Reads the layout of a source folder.
///
/// Takes a snapshot and the settings; returns the folders of the reference document and the translations.
struct LayoutReader {
    let snapshot: LintedSnapshot
    let settings: Settings

    /// The layout of `sourceFolder`; its folders are read for an orchestrator's project only.
    ///
    /// The folder of the migrations is the one that the configuration names, unless the settings name another.
    func layout(
        of sourceFolder: Path, _ revisions: Revisions, profile: Settings.Profile
    ) throws(SnapshotError) -> Layout {
        let isRead = profile == .orchestrator
        let scripts = revisions.scripts
        return Layout(
            repository: snapshot.repository, sourceFolder: sourceFolder,
            folders: isRead ? try folders(of: sourceFolder, scripts) : [],
            translations: isRead ? try translations(of: sourceFolder) : [], ignored: try ignored(scripts, revisions))
    }

    /// The ignored files; beside an index, the disk is read only if something is missing in it.
    private func ignored(_ scripts: ScriptDirectory?, _ revisions: Revisions) throws(SnapshotError) -> [IgnoredFile] {
        guard let scripts else { return [] }
        guard let openDisk = snapshot.disk else {
            return try IgnoredFilesReader(disk: snapshot.tree).files(of: scripts)
        }
        let isIncomplete =
            revisions.migrations.isEmpty || scripts.lacksEnvironmentScript
            || scripts.config.evidence == .scriptDirectory
            || revisions.graph.nodes.contains { !$0.missing.isEmpty }
        return isIncomplete ? try IgnoredFilesReader(disk: try openDisk()).files(of: scripts) : []
    }

    private func folders(of sourceFolder: Path, _ scripts: ScriptDirectory?) throws(SnapshotError) -> [Layout.Folder] {
        var folders: [Layout.Folder] = []
        for role in SourceFolder.allCases {
            var path = path(of: role, in: sourceFolder)
            if role == .migrations, settings.layout[role] == role.standardPath,
                try snapshot.tree.entry(at: path) == nil,
                let configured = scripts?.versionFolders.first(where: { $0.state == .present })?.path
            {
                path = configured
            }
            folders.append(
                Layout.Folder(
                    role: role, path: path, state: try state(of: path), placeholder: try placeholder(role, in: path)))
        }
        return folders
    }

    /// What is at `path`, or where a link at it leads to.
    private func state(of path: Path) throws(SnapshotError) -> Layout.Folder.State {
        guard let found = try snapshot.tree.entry(at: path) else { return .missing }
        let entry = found.mode == .symbolicLink ? try snapshot.tree.entry(following: path) ?? found : found
        return switch entry.mode {
        case .folder: try snapshot.tree.entries(in: entry.path, recursive: false).isEmpty ? .empty : .tracked
        // Git tracks the commit of a submodule.
        case .submodule: .tracked
        case .file, .symbolicLink: .notAFolder
        }
    }

    private func path(of role: SourceFolder, in sourceFolder: Path) -> Path {
        let relative = settings.layout[role]
        return Path(resolving: relative.bytes, in: sourceFolder) ?? relative
    }

    /// The file that would make Git track a folder; `nil` if Git ignores it.
    private func placeholder(_ role: SourceFolder, in folder: Path) throws(SnapshotError) -> Layout.Folder.Placeholder?
    {
        let path = folder.appending(role.placeholder.name)
        if try snapshot.tree.ignoresNewFile(at: path) { return nil }
        return Layout.Folder.Placeholder(path: path, contents: role.placeholder.contents)
    }

    private func translations(of sourceFolder: Path) throws(SnapshotError) -> [Layout.Translation] {
        let named = path(of: .translations, in: sourceFolder)
        let folder = try snapshot.tree.entry(following: named)?.path ?? named
        var translations: [Layout.Translation] = []
        for entry in try snapshot.tree.entries(in: folder, recursive: false)
        where entry.path.name.suffix(5).elementsEqual(".json".utf8) {
            guard let bytes = try snapshot.tree.contents(following: entry.path) else {
                translations.append(Layout.Translation(path: entry.path, content: .notAFile))
                continue
            }
            translations.append(Layout.Translation(path: entry.path, content: Self.content(of: bytes)))
        }
        return translations
    }

    private static func content(of bytes: [UInt8]) -> Layout.Translation.Content {
        do {
            let value = try JSONParser.parse(bytes)
            return value.object == nil ? .otherValue(value.kindName) : .object
        } catch {
            return .invalid(message: error.message, range: error.range)
        }
    }
}
