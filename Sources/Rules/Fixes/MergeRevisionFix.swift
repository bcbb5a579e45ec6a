internal import Alembic
internal import Diagnostics
internal import ProjectModel
internal import SourceFiles

/// The fix for a branch with two locked revisions that nothing joins: a revision that follows its heads.
enum MergeRevisionFix {
    /// Adds a merge revision on top of `heads`; `nil` if moving revisions can give one head instead.
    static func fix(_ heads: [Int], in project: Project) -> Fix? {
        let ids = heads.map { project.revisions.id(of: $0) }
        guard project.deployment.history?.obstacle == nil, RebaseFix.locked(below: heads, in: project).count > 1,
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
