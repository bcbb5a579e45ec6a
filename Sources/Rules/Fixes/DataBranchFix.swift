internal import Alembic
internal import Diagnostics
internal import ProjectModel

/// The fix for an unpublished migration that follows a core revision by `down_revision`: moves it to the project's
/// branch.
enum DataBranchFix {
    /// Puts `migration` on top of the project's branch; without such a branch, makes it the root.
    static func fix(_ migration: Migration, in project: Project) -> Fix? {
        guard migration.header.downRevision.value?.elements.count == 1, let head = project.core.head,
            var edits = HeaderEdits(migration, in: project)
        else { return nil }
        let data = project.settings.branches.data
        let name = project.revisions.name(of: migration)
        if let root = project.revisions.graph.index(declaringLabel: data),
            project.revisions.id(of: root) != migration.id
        {
            guard let node = project.revisions.graph.onlyHead(above: root) else { return nil }
            let top = project.revisions.id(of: node)
            if top == migration.id { return nil }
            edits.set(.downRevision, to: .string(top))
            edits.setDocstring(revises: [top])
            if !project.revisions.graph.reaches(head, from: [node]) { edits.set(.dependsOn, to: .string(head)) }
            return edits.edits.map { Fix("rebase `\(name)` onto \(top)", applicability: .unsafe, edits: $0) }
        }
        let labels = migration.header.branchLabels.value?.elements.compactMap(\.string) ?? []
        edits.set(.downRevision, to: .none)
        edits.setDocstring(revises: [])
        if !labels.contains(data) {
            edits.set(.branchLabels, to: .tuple(labels.filter { $0 != project.settings.branches.schema } + [data]))
        }
        edits.set(.dependsOn, to: .string(head))
        return edits.edits.map {
            Fix("make `\(name)` the root of the branch \(data)", applicability: .unsafe, edits: $0)
        }
    }
}
