internal import Alembic
internal import Diagnostics

/// The repair for a new migration that hangs below the core by `down_revision`: it belongs to the project's own branch.
enum OwnBranch {
    /// Puts `migration` on top of the project's branch; where there is none yet, makes it the root of one.
    static func fix(_ migration: Migration, in project: Project) -> Fix? {
        guard migration.header.downRevision.value?.elements.count == 1, let head = project.schemaHead,
            var edits = HeaderEdits(migration, in: project)
        else { return nil }
        let data = project.settings.branches.data
        let name = project.name(of: migration)
        if let root = project.graph.index(declaringLabel: data), project.graph.nodes[root].id != migration.id {
            let heads = project.graph.descendants(of: [root], by: .down).filter { project.graph.nodes[$0].isHead }
            guard heads.count == 1, let top = heads.first.map({ project.graph.nodes[$0].id }), top != migration.id
            else {
                return nil
            }
            edits.set(.downRevision, to: .string(top))
            edits.setDocstring(revises: [top])
            if !reaches(head, from: Array(heads), in: project) { edits.set(.dependsOn, to: .string(head)) }
            return edits.edits.map { Fix("put `\(name)` on top of \(top)", applicability: .unsafe, edits: $0) }
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

    /// Whether the schema head has run before the revisions `nodes`.
    static func reaches(_ head: String, from nodes: [Int], in project: Project) -> Bool {
        guard let node = project.graph.index(of: head) else { return false }
        return project.graph.ancestors(of: nodes, by: .downAndDependencies).contains(node)
    }
}
