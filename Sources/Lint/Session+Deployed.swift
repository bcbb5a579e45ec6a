internal import Alembic
internal import Rules

extension Session {
    /// The database that each of the projects has deployed at a commit, in the order of ``projects``; a fresh one for a project that was not there yet.
    ///
    /// `request` is the one that this session was made of. The core is the one that the pins of the commit name.
    func deployed(at ref: String, like request: SnapshotRequest) throws -> [Deployment] {
        var past = request
        (past.commit, past.isStaged) = (ref, false)
        let projects = try Session(past).projects
        return self.projects.map { project in
            let found =
                projects.first {
                    $0.scripts?.config.path == project.scripts?.config.path
                        && $0.scripts?.config.section == project.scripts?.config.section
                } ?? projects.first { $0.folder == project.folder }
            return Deployment(project: found)
        }
    }

    /// What was deployed of a project.
    struct Deployment {
        /// The project at that commit; `nil` where it was not there yet.
        let project: Project?
        /// The database that was upgraded with its files.
        var database: DeployedDatabase { DeployedDatabase(upgradedTo: project?.graph ?? RevisionGraph([])) }
    }
}
