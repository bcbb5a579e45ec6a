internal import Alembic
internal import Diagnostics
internal import SourceFiles

/// The repair for heads that may all have run: a revision that follows them all.
enum MergeRevision {
    /// A merge revision for `heads`; `nil` where one of them is new, which can be moved instead.
    static func fix(_ heads: [Int], in project: Project) -> Fix? {
        let ids = heads.map { project.graph.nodes[$0].id }
        guard ids.allSatisfy(project.published.contains),
            let folder = heads.last.flatMap({ project.migration(at: $0) })?.path.parent
        else { return nil }
        let merge = NewMigration(
            "Merge " + ids.joined(separator: " and "), revises: ids, dependsOn: missingDependency(in: project),
            in: project)
        return merge.creation(in: folder).map {
            Fix("add the merge revision `\(merge.id)`", applicability: .unsafe, edits: [$0])
        }
    }

    /// The schema head, where nothing of the project reaches it yet: a new migration is the place to catch up.
    private static func missingDependency(in project: Project) -> [String] {
        guard let head = project.schemaHead, !OwnBranch.reaches(head, from: project.ownNodes, in: project) else {
            return []
        }
        return [head]
    }
}
