internal import Alembic

/// One Alembic environment with its source folder, as plain values: everything that the rules look at.
///
/// A project consists of facets. Each is made by a reader of its own, and a rule takes those that it names:
///
///     snapshot ─┬─ LayoutReader ─────→ layout       the source folder
///               ├─ RevisionsReader ──→ revisions    the migrations and their graph
///     settings ─┼─ CoreReader ───────→ core         the release of the core, its schema head
///               ├─ DeploymentReader ─→ deployment   what databases may have applied
///     base, … ──┴─ ChangeReader ─────→ change       what surrounds the change: the disk, the sides of a merge
public struct Project: Sendable {
    /// The settings in force; ``Settings/profile`` is never ``Settings/Profile/auto``.
    public let settings: Settings
    /// The source folder.
    public let layout: Layout
    /// The migrations and their graph.
    public let revisions: Revisions
    /// The core that the project uses.
    public let core: Core
    /// What databases may have applied.
    public internal(set) var deployment: Deployment
    /// What surrounds the change that is linted.
    public internal(set) var change: Change

    /// The same project, with what Git's history says about its unpublished revisions.
    public func answered(by history: RevisionHistory) -> Project {
        var project = self
        project.deployment.history = history
        return project
    }

    /// Which rules apply.
    public var profile: Settings.Profile { settings.profile }
}

extension Project {
    /// Whether a package declares the revision: the core, an external folder, or `external.revisions` of the settings.
    public func isFromPackage(_ id: String) -> Bool {
        if settings.external.revisions.contains(id) { return true }
        guard let node = revisions.graph.index(of: id) else { return false }
        return revisions.graph.nodes[node].declarations.contains { revisions.graph.declarations[$0].origin == .package }
    }
}
