internal import Alembic
internal import Diagnostics
internal import ProjectModel
internal import SourceFiles

/// The fix for two migrations with the same id: gives one of them another id.
///
/// Takes a revision that is declared twice. The unpublished declaration gets the new id, or the younger one if both are
/// unpublished: in its variables, its docstring and its file name. If the id belongs to a package, the project's
/// migrations that follow it mean the project's own migration and are edited, too; else they stay with the declaration
/// that keeps the id, and a copy with the same parent is put on top.
struct DuplicateRevisionFix {
    private let project: Project
    private let id: String
    /// The declaration that gets another id.
    private let copy: Migration
    /// The declaration that keeps the id; `nil` if a package declares it.
    private let original: Migration?
    /// The migrations that follow the copy and not the original.
    private let children: [Migration]
    private let node: Int

    /// Finds the copy among two declarations; `nil` if neither is known to be it, or if it is published.
    init?(of node: Int, in project: Project) {
        self.project = project
        self.node = node
        id = project.revisions.id(of: node)
        let migrations = project.revisions.migrations(at: node)
        if project.isFromPackage(id) {
            guard migrations.count == 1 else { return nil }
            (original, copy) = (nil, migrations[0])
            children = project.revisions.graph.nodes[node].next.compactMap { project.revisions.migration(at: $0) }
        } else {
            guard migrations.count == 2 else { return nil }
            let declarations = DuplicateRevision(of: node, in: project)
            (original, copy) = (declarations.inOrder[0], declarations.inOrder[1])
            children = []
        }
        let locked = DuplicateRevision.lockedFiles(of: id, in: project)
        // Without the file that databases may have applied among them, either can be it.
        guard locked.isEmpty || original.map({ file in locked.contains(where: file.isFile) }) ?? false,
            !locked.contains(where: copy.isFile), copy.entry.isFile, copy.header.defect == nil,
            !project.deployment.reusedPaths.contains(copy.path), project.deployment.history?.obstacle == nil,
            case .known = project.deployment.baseline
        else { return nil }
    }

    /// The fix; `nil` if one of the headers cannot be edited.
    var fix: Fix? {
        let fresh = FreshRevision.id(for: [id, copy.path.text], in: project)
        var header = HeaderEdits(unchecked: copy)
        header.set(.revision, to: .string(fresh))
        header.setDocstring(revisionID: fresh)
        if let original, original.header.downRevision.value?.kind == copy.header.downRevision.value?.kind {
            guard let head = project.revisions.graph.onlyHead(above: node) else { return nil }
            let top = project.revisions.id(of: head)
            header.set(.downRevision, to: .string(top))
            header.setDocstring(revises: [top])
            // The copy now follows the original, whose labels and dependencies apply to it.
            if Self.isSame(original.header.branchLabels, copy.header.branchLabels) {
                header.set(.branchLabels, to: .none)
            }
            if Self.isSame(original.header.dependsOn, copy.header.dependsOn) { header.set(.dependsOn, to: .none) }
        }
        guard var edits = header.edits else { return nil }
        for child in children {
            guard var header = HeaderEdits(child, in: project),
                let parents = child.header.downRevision.value?.elements,
                let parent = parents.first(where: { $0.string == id })
            else { return nil }
            header.replace(parent, of: .downRevision, by: fresh)
            header.setDocstring(revises: parents.compactMap(\.string).map { $0 == id ? fresh : $0 })
            guard let moved = header.edits else { return nil }
            edits += moved
        }
        if let path = renamed(to: fresh) { edits.append(Edit(copy.path, .move(to: path))) }
        return Fix("give \(copy.path.nameText) the id `\(fresh)`", applicability: .unsafe, edits: edits)
    }

    /// Whether two variables name the same ids or labels, and at least one.
    private static func isSame(_ left: Identifier, _ right: Identifier) -> Bool {
        guard let names = left.value?.elements.compactMap(\.string), !names.isEmpty else { return false }
        return right.value?.elements.compactMap(\.string) == names
    }

    /// The path of the copy with its new id; `nil` if its name does not contain the old one.
    private func renamed(to fresh: String) -> Path? {
        guard copy.path.name.contains(text: id) else { return nil }
        return MigrationFileName.path(of: copy, naming: fresh, in: project)
    }
}
