internal import Fixing
internal import OrchestratorCore
internal import ProjectModel
internal import SourceFiles

/// Which files of the scaffold a folder lacks.
struct ScaffoldPlan {
    let session: Session
    /// The release of the core to pin.
    let core: String?

    /// The files that do not exist.
    func missingFiles() throws(SnapshotError) -> [FileChange] {
        let project = session.projects.first
        let isPinned = project.map { $0.core.state != .absent } ?? false
        if isPinned, let core {
            let place = project?.core.state.path.map { ": see \($0)" } ?? ""
            throw SnapshotError(
                "cannot pin orchestrator-core \(core)", reason: "the project already pins a release\(place)",
                help: "leave --core out, or change the pin by hand")
        }
        let release = if let core { try CoreChoice.release(core) } else { project?.core.state.release }
        let scaffold = Scaffold(
            folder: session.folder, settings: session.settings[session.folder], core: isPinned ? nil : core,
            hasNestedPackage: release.map(CoreChoice.hasNestedPackage) ?? true)
        let hasConfig = project?.revisions.scripts != nil
        var files: [FileChange] = []
        for file in scaffold.files {
            if hasConfig, file.path.nameText == Scaffold.configurationFile { continue }
            guard try session.tree.entry(at: file.path) != nil else {
                files.append(file)
                continue
            }
            if let core, file.path.nameText == Scaffold.pinFile {
                throw SnapshotError(
                    "cannot pin orchestrator-core \(core)", reason: "\(file.path) already exists",
                    help: "add the line `orchestrator-core==\(core)` to it, and run `lint init` without --core")
            }
        }
        return files
    }
}

/// The release of the core that a new source folder is made for.
enum CoreChoice {
    /// Reads the value of `--core`.
    static func release(_ text: String) throws(SnapshotError) -> PackageVersion {
        guard let version = PackageVersion(text), Catalogue.release(version) != nil else {
            throw SnapshotError(
                "cannot pin orchestrator-core \(text)", reason: "this version of lint does not know that release",
                help: "the newest release that it knows is \(newest)")
        }
        return version
    }

    /// Whether the package of this release is `orchestrator.core`, and not `orchestrator`.
    static func hasNestedPackage(_ release: PackageVersion) -> Bool {
        PackageVersion("5.0.0a0").map { release >= $0 } ?? true
    }

    /// The newest final release.
    private static var newest: String {
        Catalogue.releases.map(\.version).last { !$0.isPreRelease }.map { "\($0)" } ?? "RELEASE"
    }

    /// Throws if the schema head is unknown, without which there is no data root.
    static func refuseUnknown(in state: LintedState) throws(SnapshotError) {
        guard let project = state.projects.first, project.core.head == nil else { return }
        throw SnapshotError(
            "cannot create the data root", reason: project.core.state.reason ?? "the release of the core is unknown",
            help: project.core.state == .absent
                ? "name the release: `lint init --core \(newest)` pins it in requirements.txt"
                : project.core.state.help)
    }
}
