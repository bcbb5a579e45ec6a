internal import Alembic
internal import GitBridge
internal import ProjectModel
internal import SourceFiles

/// Asks Git's history where it has seen the unpublished revisions of a project.
///
/// Takes a project and the base. Returns a ``RevisionHistory``: the first-parent history of the base, the tags and the
/// branches are read at the version folders alone, and files that were seen before are not read again. The
/// configuration is read again at each commit that changes it, so that the folders may have moved.
struct RevisionHistoryFinder {
    let repository: Repository
    /// The base; `nil` before the first commit.
    let base: DeployedTrees.Commit?
    let released: ReleasedNames

    /// What the history says about the unpublished revisions of `project`.
    ///
    /// What cannot be read, as in a clone without old files, is an obstacle to fixes and not to the run.
    func history(of project: Project) -> RevisionHistory {
        let ids = Set(project.revisions.migrations.compactMap(\.id)).filter { !project.deployment.isLocked($0) }
        guard let scripts = project.revisions.scripts, !ids.isEmpty else { return RevisionHistory() }
        var search = Search(of: ids, in: self, scripts)
        do throws(SnapshotError) {
            if let base, let id = base.id { try search.walk(from: id, named: base.name) }
            try search.lookAtReferences()
        } catch {
            search.history.obstacle = "a part of the history cannot be read: \(error.reason)"
        }
        return search.history
    }
}

extension RevisionHistoryFinder {
    /// The state of one search.
    private struct Search {
        var history = RevisionHistory()
        private let ids: Set<String>
        private let finder: RevisionHistoryFinder
        private let today: ScriptDirectory
        /// The version folders, those of today first.
        private var folders: [Path] = []
        /// The ids in the files that were read.
        private var known: [ObjectID: String?] = [:]

        init(of ids: Set<String>, in finder: RevisionHistoryFinder, _ today: ScriptDirectory) {
            (self.ids, self.finder, self.today) = (ids, finder, today)
            folders = Self.folders(of: today)
        }

        // MARK: The base

        /// Goes back through the first parents of `tip`, and notes what was deleted or got another id on the way.
        mutating func walk(from tip: ObjectID, named name: String) throws(SnapshotError) {
            var scripts = try scriptDirectory(like: today, in: try finder.repository.tree(of: tip), besides: nil)
            var current = Self.folders(of: scripts)
            folders += current.filter { !folders.contains($0) }
            var walk = try finder.repository.firstParentWalk(from: tip)
            while let step = try walk.next(changing: current + [scripts.config.path]) {
                let files = step.replaced.filter { file in current.contains { file.path.isWithin($0) } }
                let tree = try finder.repository.tree(of: step.parent)
                for (id, file) in try revisions(in: files, of: tree) {
                    let day = CalendarDay(secondsSinceEpoch: step.seconds)
                    note(id, .formerBase(name: name, commit: step.commit, day: day), file)
                }
                // The folders may have moved in this commit, or be named by another configuration.
                guard step.changed.contains(scripts.config.path) || step.removesFolder else { continue }
                scripts = try scriptDirectory(
                    like: scripts, in: tree, besides: try finder.repository.tree(of: step.commit))
                current = Self.folders(of: scripts)
                folders += current.filter { !folders.contains($0) }
            }
            if walk.isCut { history.obstacle = "this clone is shallow, so a part of the history is unknown" }
        }

        /// The script directory of an environment in an older `tree`, of which `newer` is the next one.
        private func scriptDirectory(
            like scripts: ScriptDirectory, in tree: any FileTree, besides newer: (any FileTree)?
        ) throws(SnapshotError) -> ScriptDirectory {
            try Discovery(in: tree, root: nil).scriptDirectory(like: scripts) { file throws(SnapshotError) in
                try newer?.entry(at: file) != nil
            }
        }

        private static func folders(of scripts: ScriptDirectory) -> [Path] {
            scripts.versionFolders.compactMap(\.path) + scripts.config.strayFolders
        }

        // MARK: Tags and branches

        /// Looks at what the tags and the branches contain.
        mutating func lookAtReferences() throws(SnapshotError) {
            let branches = try Branches(of: finder.repository)
            let tags = try finder.repository.references(in: "refs/tags/")
            var contained: Set<ObjectID>?
            for (id, commits, file) in try sightings(in: tags) {
                for tag in commits {
                    if finder.released.containsTag(tag.name) {
                        note(id, .tag(tag.name), file)
                    } else if finder.released.mayContainTag(tag.name) {
                        if contained == nil { contained = try commitsOfReleasedBranches(among: branches) }
                        if contained?.contains(tag.id) == true { note(id, .tag(tag.name), file) }
                    }
                }
            }
            for (id, commits, file) in try sightings(in: branches.all) {
                for branch in commits {
                    if branches.isCurrent(branch) { continue }
                    if finder.released.containsBranch(branches.name(of: branch)) {
                        note(id, .branch(branch.name), file)
                    } else if !branches.isOwn(branch), branches.areRemote {
                        history.shared[id, default: []].append(branch.name)
                    }
                }
            }
            if history.obstacle == nil { history.obstacle = try finder.repository.narrowing() }
        }

        private func commitsOfReleasedBranches(among branches: Branches) throws(SnapshotError) -> Set<ObjectID> {
            let tips = branches.all.filter { finder.released.containsBranch(branches.name(of: $0)) }.map(\.id)
            return try finder.repository.ancestors(of: tips + [finder.base?.id].compactMap(\.self))
        }

        /// The revisions in the version folders of commits, each with the commits that contain it in the same file.
        private mutating func sightings(
            in commits: [NamedCommit]
        ) throws(SnapshotError) -> [(id: String, commits: [NamedCommit], file: FileEntry)] {
            if commits.isEmpty || folders.isEmpty { return [] }
            var found: [(String, [NamedCommit], FileEntry)] = []
            for group in try finder.repository.groups(of: commits, by: folders) {
                let tree = try finder.repository.tree(of: group[0].id)
                var files: [FileEntry] = []
                for folder in folders { files += try tree.entries(in: folder, recursive: true) }
                for (id, file) in try revisions(in: files, of: tree) { found.append((id, group, file)) }
            }
            return found
        }

        // MARK: Files

        /// The revisions in question that `files` declare.
        private mutating func revisions(
            in files: [FileEntry], of tree: any FileTree
        ) throws(SnapshotError) -> [(id: String, file: FileEntry)] {
            let migrations = files.filter { $0.isFile && ScriptDirectory.loads(fileNamed: $0.path.name) }
            let unread = migrations.filter { $0.object.map { known[$0] == nil } ?? true }
            for migration in try Migration.read(unread, from: tree) {
                if let object = migration.entry.object { known[object] = .some(migration.id) }
            }
            return migrations.compactMap { file in
                guard let object = file.object, let id = known[object] ?? nil, ids.contains(id) else { return nil }
                return (id, file)
            }
        }

        private mutating func note(_ id: String, _ place: RevisionHistory.Sighting.Place, _ file: FileEntry) {
            if history.released[id]?.contains(where: { $0.place == place }) == true { return }
            history.released[id, default: []].append(.init(place, file: file))
        }
    }

    /// The branches of a repository: those of its remotes, or its own if it has none.
    private struct Branches {
        /// The branches.
        let all: [NamedCommit]
        /// Whether they are those of remotes.
        let areRemote: Bool
        private let current: String?
        private let upstream: String?

        init(of repository: Repository) throws(SnapshotError) {
            let remote = try repository.references(in: "refs/remotes/")
            areRemote = !remote.isEmpty
            all = remote.isEmpty ? try repository.references(in: "refs/heads/") : remote
            guard case .commit(_, let branch?) = try repository.head() else {
                (current, upstream) = (nil, nil)
                return
            }
            current = branch
            upstream = try repository.upstream(ofBranch: branch)
        }

        /// The name of a branch without its remote.
        func name(of branch: NamedCommit) -> String {
            guard areRemote else { return branch.name }
            return branch.name.split(separator: "/", maxSplits: 1).last.map(String.init) ?? branch.name
        }

        /// Whether it is the branch that is checked out itself.
        func isCurrent(_ branch: NamedCommit) -> Bool { !areRemote && branch.name == current }

        /// Whether it is the upstream of the current branch, or has its name.
        func isOwn(_ branch: NamedCommit) -> Bool {
            branch.reference == upstream || (areRemote && name(of: branch) == current)
        }
    }
}
