internal import Alembic
internal import ProjectModel

/// The roots of the project's own branches: its migrations without a `down_revision`.
struct BranchRoots {
    private let project: Project
    /// The nodes of the roots, sorted by revision id.
    let all: [Int]

    init(of project: Project) {
        self.project = project
        all = project.revisions.graph.bases
            .filter { project.revisions.migration(at: $0) != nil }
            .sorted { project.revisions.id(of: $0) < project.revisions.id(of: $1) }
    }

    /// The root of the project's main branch; `nil` if the project has no root.
    ///
    /// That is the root with the label of the data branch, else the published one, else the one with the most
    /// descendants, else the first by id.
    var main: Int? {
        func rank(_ root: Int) -> (Int, Int, Int) {
            let isData = project.revisions.labels.has(project.settings.branches.data, at: root)
            let isPublished = project.deployment.published.contains(project.revisions.id(of: root))
            return (
                isData ? 1 : 0, isPublished ? 1 : 0, project.revisions.graph.descendants(of: [root], by: .down).count
            )
        }
        // `max` returns the last of several equal elements, and the first id has to win.
        return all.reversed().max { rank($0) < rank($1) }
    }
}
