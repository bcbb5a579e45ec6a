internal import Alembic
internal import OrchestratorCore
internal import SourceFiles

/// Reads the states that databases may have.
///
/// Takes the trees of the base, of the merge base and of the releases, and the linted snapshot; returns the facet. What
/// a tree has in common with the snapshot is not read again, by the ids of its objects; nor is a state that `earlier`
/// has, which was read beside another snapshot.
struct DeploymentReader {
    let trees: DeployedTrees
    let snapshot: LintedSnapshot
    let settings: Settings

    /// The snapshot that is linted, whose files most of a deployed state are.
    struct Current {
        let revisions: Revisions
        let core: CoreDetection
        let profile: Settings.Profile
        let sourceFolder: Path
    }

    /// Reads all states.
    func deployment(of current: Current, reusing earlier: Deployment?) throws(SnapshotError) -> Deployment {
        var deployment = Deployment()
        deployment.hasRepository = snapshot.repository != .missing
        deployment.history = earlier?.history
        guard let config = current.revisions.scripts?.config else {
            deployment.published = PublishedState(base: trees.base?.name, state: nil)
            return deployment
        }
        let states = StateReader(snapshot: snapshot, settings: settings, config: config, current: current)
        for (position, release) in trees.releases.enumerated() {
            if let earlier {
                deployment.releases.append(earlier.releases[position].besideAnotherSnapshot())
            } else {
                deployment.releases.append(try states.state(release))
            }
        }
        guard let base = trees.base else { return deployment }
        let tip: DeployedState
        if let state = earlier?.published.state {
            tip = state.besideAnotherSnapshot()
        } else {
            tip = try states.state(base)
        }
        deployment.published = PublishedState(base: base.name, state: tip)
        deployment.reusedPaths = reusedPaths(of: current.revisions.migrations, deployment.published)
        switch trees.mergeBase {
        case .tip:
            deployment.baseline = .known(tip)
            try compareFiles(of: current, with: tip, in: base.tree, &deployment)
        case .tree(let tree):
            let state: DeployedState
            if case .known(let known)? = earlier?.baseline {
                state = known.besideAnotherSnapshot()
            } else {
                state = try states.state(base.replacing(tree))
            }
            deployment.baseline = .known(state)
            try compareFiles(of: current, with: state, in: tree, &deployment)
        case .unknown(let reason, let help):
            deployment.baseline = .unknown(reason: reason, help: help)
        }
        return deployment
    }

    /// The files of `migrations` that are unpublished, but have the path of a published one.
    private func reusedPaths(of migrations: [Migration], _ published: PublishedState) -> Set<Path> {
        published.paths(among: Set(migrations.lazy.filter { !($0.id.map(published.contains) ?? false) }.map(\.path)))
    }

    /// Compares the files whose objects do not show that they are those of `before`.
    private func compareFiles(
        of current: Current, with before: DeployedState, in tree: any FileTree, _ deployment: inout Deployment
    ) throws(SnapshotError) {
        for migration in current.revisions.migrations {
            guard let id = migration.id, let past = before[id], migration.entry.isFile, past.entry.isFile,
                migration.entry.object == nil || migration.entry.object != past.entry.object
            else { continue }
            guard let now = try snapshot.tree.contents(of: migration.path),
                let then = try tree.contents(of: past.path)
            else {
                continue
            }
            if now == then {
                deployment.unchangedFiles.insert(id)
            } else if MigrationCode(of: now, header: migration.header) != MigrationCode(of: then, header: past.header) {
                deployment.changedCode.insert(id)
            }
        }
    }
}
