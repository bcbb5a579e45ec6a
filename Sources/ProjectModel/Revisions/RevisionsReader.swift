internal import Alembic
internal import OrchestratorCore
internal import SourceFiles

/// Reads the migrations of a tree and builds their graph.
///
/// Takes a tree and the settings of its day; returns migrations and graphs. The linted snapshot and each deployed state
/// are read by it.
struct RevisionsReader {
    let tree: any FileTree
    let settings: Settings

    /// The facet of the linted snapshot; `core` is absent for a project that is not an orchestrator's.
    func revisions(
        _ scripts: ScriptDirectory?, _ migrations: [Migration], core: CoreState
    ) throws(SnapshotError) -> Revisions {
        let graph = try graph(of: migrations, core: core)
        var revisions = Revisions(scripts, migrations, misplaced: try misplaced(scripts), graph: graph)
        if let config = scripts?.config, graph.nodes.contains(where: { !$0.missing.isEmpty }) {
            revisions.packageLoader = try Discovery(in: tree, root: nil).fileThatAddsPackages(to: config)
        }
        return revisions
    }

    /// The graph of `migrations`, the external folders and the core.
    func graph(of migrations: [Migration], core: CoreState) throws(SnapshotError) -> RevisionGraph {
        var declarations = migrations.indices.compactMap {
            RevisionDeclaration(migrations[$0].header, origin: .project($0))
        }
        for folder in settings.external.folders { declarations += try external(folder) }
        return RevisionGraph(declarations + schemaBranch(of: core))
    }

    private func external(_ folder: Path) throws(SnapshotError) -> [RevisionDeclaration] {
        let entries = try tree.entries(in: folder, recursive: false).filter {
            $0.isFile && ScriptDirectory.loads(fileNamed: $0.path.name)
        }
        return try Migration.read(entries, from: tree).compactMap {
            RevisionDeclaration($0.header, origin: .package)
        }
    }

    private func schemaBranch(of core: CoreState) -> [RevisionDeclaration] {
        guard case .known(let core) = core else { return [] }
        let chain = core.chain ?? [SchemaRevision(id: core.head, down: nil)]
        return chain.enumerated().map { position, revision in
            RevisionDeclaration(
                id: revision.id,
                downRevisions: revision.down.map { [$0] } ?? [],
                labels: position == 0 ? [settings.branches.schema] : [])
        }
    }

    /// The migrations below the script location, and those in the stray folders, that are in no version folder.
    private func misplaced(_ scripts: ScriptDirectory?) throws(SnapshotError) -> [Migration] {
        guard let scripts else { return [] }
        let top = scripts.folderState == .present ? [scripts.folder].compactMap(\.self) : []
        let loaded = Set(scripts.versionFolders.compactMap(\.path))
        var candidates: [FileEntry] = []
        // Deep enough for `versions/schema/2024`, without a walk of a repository whose script location is its root.
        var open = (top + scripts.unloadedFolders + scripts.config.strayFolders).map { (folder: $0, depth: 0) }
        var seen: Set<Path> = []
        while let (folder, depth) = open.popLast() {
            if loaded.contains(folder) || depth > 3 || !seen.insert(folder).inserted { continue }
            for entry in try tree.entries(in: folder, recursive: false) {
                if entry.mode == .folder, entry.path.nameText != "__pycache__", !entry.path.nameText.hasPrefix(".") {
                    open.append((entry.path, depth + 1))
                } else if entry.isFile, ScriptDirectory.loads(fileNamed: entry.path.name) {
                    candidates.append(entry)
                }
            }
        }
        candidates.sort { $0.path < $1.path }
        return try Migration.read(candidates, from: tree).filter { $0.id != nil && !$0.header.downRevision.isAbsent }
    }
}
