internal import Alembic
internal import Diagnostics
internal import ProjectModel
internal import SourceFiles

/// The fix for a branch whose heads are all published: a revision that follows all of them.
enum MergeRevisionFix {
    /// Adds a merge revision on top of `heads`; `nil` if one of them is unpublished and can be moved instead.
    static func fix(_ heads: [Int], in project: Project) -> Fix? {
        let ids = heads.map { project.revisions.id(of: $0) }
        guard ids.allSatisfy(project.deployment.published.contains),
            let folder = heads.last.flatMap({ project.revisions.migration(at: $0) })?.path.parent
        else { return nil }
        let merge = NewMigration(
            "Merge " + ids.joined(separator: " and "), revises: ids, dependsOn: missingDependency(in: project),
            in: project)
        return merge.creation(in: folder).map {
            Fix("add the merge revision `\(merge.id)`", applicability: .unsafe, edits: [$0])
        }
    }

    /// The schema head, if no migration of the project depends on it yet: a new migration is the place to catch up.
    private static func missingDependency(in project: Project) -> [String] {
        guard let head = project.core.head, !project.revisions.graph.reaches(head, from: project.revisions.ownNodes)
        else { return [] }
        return [head]
    }
}
