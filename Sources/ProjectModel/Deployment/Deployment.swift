public import Alembic
public import SourceFiles

/// What databases may have applied, and what the change is compared with: the facet of the deployment rules.
///
///     v1                          origin/main
///      │                               │
///      A ───── B ───── C ───── D ───── E        main
///                      │
///                      └── f ── g               the linted snapshot
///
/// - The *base* is the revision that the change is going to be added to: `origin/main`, at its tip E.
/// - *Published* are the migrations at the tip of the base, E. A fix never edits them.
/// - The *baseline* is the state at the merge base, C. A change is judged against it: what others added to the base
///   since is not a change of this snapshot.
/// - The *releases* are the states that `--deployed` names, like A. Each may be the state of a database, wherever the
///   branch began.
///
/// Each state is a ``DeployedState``: its migrations, its core and the graph of both. A revision is matched by its id,
/// not by its path.
public struct Deployment: Sendable {
    /// The migrations at the tip of the base.
    public internal(set) var published = PublishedState.nothing
    /// What the change is judged against.
    public internal(set) var baseline = Baseline.nothing
    /// The states that `--deployed` names.
    public internal(set) var releases: [DeployedState] = []
    /// The ids of published migrations whose code differs from that at the baseline.
    public internal(set) var changedCode: Set<String> = []
    /// The ids of published migrations whose files have the bytes of the baseline, where their objects do not show it.
    public internal(set) var unchangedFiles: Set<String> = []
    /// Files with an unpublished id at the path of a published migration.
    public internal(set) var reusedPaths: Set<Path> = []
    /// Whether there is a repository; without one, it is unknown what is published.
    public internal(set) var hasRepository = true
    /// What Git's history says about the unpublished revisions; `nil` until a finding turns on it.
    ///
    /// Until then, findings are provisional: they take unpublished revisions for ones that nobody has applied.
    public internal(set) var history: RevisionHistory?

    init() {}

    /// Whether any migration is published, or was at the merge base.
    public var hasPublished: Bool {
        if case .known(let state) = baseline, !state.migrations.isEmpty { return true }
        return !published.isEmpty
    }

    /// Whether a migration is published, or is released: no message advises to edit it.
    public func isPublished(_ migration: Migration) -> Bool {
        migration.id.map { published.contains($0) || !sightings(of: $0).isEmpty } ?? false
    }

    /// Where Git has seen a revision that is released and unpublished; empty for any other.
    public func sightings(of id: String) -> [RevisionHistory.Sighting] { history?.released[id] ?? [] }

    /// Whether databases may have applied a revision, so that no fix edits its id and its edges: it is published, was
    /// at the merge base, or is released.
    public func isLocked(_ id: String) -> Bool {
        if published.contains(id) || releases.contains(where: { $0[id] != nil }) || !sightings(of: id).isEmpty {
            return true
        }
        if case .known(let state) = baseline { return state[id] != nil }
        return false
    }

    /// Whether a fix may edit a migration: it is not locked, and its file can be read as Python.
    ///
    /// A file at the path of a published migration is not edited either. If the baseline or the history is unknown,
    /// nothing is edited.
    public func mayEdit(_ migration: Migration) -> Bool {
        guard let id = migration.id, migration.entry.isFile, migration.header.defect == nil else { return false }
        if isLocked(id) || reusedPaths.contains(migration.path) || history?.obstacle != nil { return false }
        switch baseline {
        case .nothing: return hasRepository
        case .known: return true
        case .unknown: return false
        }
    }

    /// Whether no database can have applied a migration of the project.
    public var isEmpty: Bool {
        guard published.isEmpty, releases.allSatisfy(\.migrations.isEmpty) else { return false }
        switch baseline {
        case .nothing: return hasRepository
        case .known(let state): return state.migrations.isEmpty
        case .unknown: return false
        }
    }
}
