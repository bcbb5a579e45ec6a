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
        let core = CoreSettings(
            package: settings.core.package, versions: settings.core.versions, head: settings.core.head,
            isExpected: settings.profile == .orchestrator)
        let detector = CoreDetector(settings: core) { _, bytes in
            let header = HeaderReader.header(of: bytes)
            guard let id = header.revision.value?.string, let parents = header.downRevision.value?.elements,
                parents.count < 2
            else {
                return nil
            }
            return SchemaRevision(id: id, down: parents.first?.string, message: header.docstring.title)
        }
        return try detector.detect(in: tree, folder: folder, environments: environments)
    }

    /// Which rules apply to a project with these migrations.
    func profile(of migrations: [Migration], core: CoreDetection, hasConfig: Bool) -> Settings.Profile {
        guard settings.profile == .auto else { return settings.profile }
        if core.state != .absent || !hasConfig { return .orchestrator }
        let namesTheCore = migrations.contains { migration in
            let named =
                (migration.header.downRevision.value?.elements ?? [])
                + (migration.header.dependsOn.value?.elements ?? [])
            return named.contains { $0.string.map(Catalogue.isKnownRevision) ?? false }
        }
        // The core itself is an ordinary Alembic project: its root is one of the revisions that it ships.
        let isTheCore = migrations.contains { $0.id.map(Catalogue.isKnownRevision) ?? false }
        return namesTheCore && !isTheCore ? .orchestrator : .alembic
    }
}
