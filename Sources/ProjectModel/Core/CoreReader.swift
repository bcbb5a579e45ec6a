internal import Alembic
internal import OrchestratorCore
internal import SourceFiles

/// Reads which core a tree uses.
///
/// Takes a tree, the settings of its day and the installed environments; returns the release, how it is known, and its
/// schema chain.
struct CoreReader {
    let tree: any FileTree
    let settings: Settings
    let environments: [CoreEnvironment]

    /// The core of the source folder `folder`.
    func detection(in folder: Path) throws(SnapshotError) -> CoreDetection {
        try detector.detect(in: tree, folder: folder, environments: environments)
    }

    /// The migrations in the installed core that are not the core's.
    ///
    /// The installation is read if it decides the release, or if something of the project is missing.
    func strays(_ detection: CoreDetection, beside revisions: Revisions) throws(SnapshotError) -> [StrayMigration] {
        let isMissing = revisions.migrations.isEmpty || revisions.graph.nodes.contains { !$0.missing.isEmpty }
        guard isMissing || detection.state.source == .environment else { return [] }
        return try detector.strayMigrations(in: environments)
    }

    private var detector: CoreDetector {
        let core = CoreSettings(
            package: settings.core.package, versions: settings.core.versions, head: settings.core.head,
            isExpected: settings.profile == .orchestrator)
        return CoreDetector(settings: core) { _, bytes in
            let header = HeaderReader.header(of: bytes)
            guard let id = header.revision.value?.string, let parents = header.downRevision.value?.elements,
                parents.count < 2
            else {
                return nil
            }
            return SchemaRevision(id: id, down: parents.first?.string, message: header.docstring.title)
        }
    }

    /// What may show that a project is an orchestrator's.
    struct Evidence {
        /// The source folder.
        let folder: Path
        /// The script directory; `nil` if there is none.
        let scripts: Path?
        let migrations: [Migration]
    }

    /// Which rules apply to a project: an orchestrator's only if the settings say so, the core is pinned or installed,
    /// a file imports it, or a migration names one of its revisions.
    func profile(of evidence: Evidence, core: CoreDetection) throws(SnapshotError) -> Settings.Profile {
        guard settings.profile == .auto else { return settings.profile }
        if core.state != .absent { return .orchestrator }
        let migrations = evidence.migrations
        let namesTheCore = migrations.contains { migration in
            let named =
                (migration.header.downRevision.value?.elements ?? [])
                + (migration.header.dependsOn.value?.elements ?? [])
            return named.contains { $0.string.map(Catalogue.isKnownRevision) ?? false }
        }
        // The core itself is an ordinary Alembic project: its root is one of the revisions that it ships.
        let isTheCore = migrations.contains { $0.id.map(Catalogue.isKnownRevision) ?? false }
        if isTheCore { return .alembic }
        if namesTheCore { return .orchestrator }
        return try isImported(evidence) ? .orchestrator : .alembic
    }

    /// Whether `main.py` of the source folder or `env.py` imports the core.
    private func isImported(_ evidence: Evidence) throws(SnapshotError) -> Bool {
        let files = [evidence.folder.appending("main.py"), evidence.scripts?.appending("env.py")].compactMap(\.self)
        for file in files {
            guard let bytes = try tree.contents(of: file) else { continue }
            for line in bytes.split(separator: UInt8(ascii: "\n")) {
                for start in ["from orchestrator ", "from orchestrator.", "import orchestrator"]
                where line.starts(with: start.utf8) { return true }
            }
        }
        return false
    }
}
