internal import Alembic
internal import Diagnostics
internal import SourceFiles

/// Gives the new one of two migrations of the same id an id of its own.
///
/// What walks in: a revision that is declared twice. What walks out: an id for the declaration that is not published (of two new ones, the younger), in
/// its variables, its docstring and its file name. Where a package has the id, everything of the project that follows it means the project's own
/// migration and goes with it; else what follows stays with the one that keeps the id, and a copy with the same parent is put on top.
struct SecondDeclaration {
    private let project: Project
    private let id: String
    /// The declaration that gets another id.
    private let copy: Migration
    /// The one that keeps it; `nil` for that of a package.
    private let original: Migration?
    /// The migrations that follow the copy, and not the one that keeps the id.
    private let children: [Migration]
    private let node: Int

    /// Looks at a node with two declarations; `nil` where it cannot be told which is the copy, or where that may have run.
    init?(of node: Int, in project: Project) {
        self.project = project
        self.node = node
        id = project.graph.nodes[node].id
        let migrations = project.migrations(at: node)
        if project.isFromPackage(id) {
            guard migrations.count == 1 else { return nil }
            (original, copy) = (nil, migrations[0])
            children = project.graph.nodes[node].next.compactMap { project.migration(at: $0) }
        } else {
            guard migrations.count == 2 else { return nil }
            let first = Self.keepsID(migrations[0], beside: migrations[1], in: project) ? 0 : 1
            (original, copy) = (migrations[first], migrations[1 - first])
            children = []
        }
        let isPublished = project.published[id].map { original == nil || $0.path == copy.path } ?? false
        guard !isPublished, copy.entry.isFile, copy.header.defect == nil, !project.reusedPaths.contains(copy.path),
            case .known = project.baseline
        else { return nil }
    }

    private static func keepsID(_ left: Migration, beside right: Migration, in project: Project) -> Bool {
        if let published = left.id.flatMap({ project.published[$0] }) {
            // Moved away, neither of them is known to be the published one: the rule on published migrations tells of it.
            return published.path == left.path
        }
        func rank(_ migration: Migration) -> (String, Path) {
            (migration.header.docstring.createDate?.text.replacing("T", with: " ") ?? "~", migration.path)
        }
        return rank(left) < rank(right)
    }

    /// The repair.
    var fix: Fix? {
        let fresh = FreshRevision.id(for: [id, copy.path.text], in: project)
        var header = HeaderEdits(unchecked: copy)
        header.set(.revision, to: .string(fresh))
        header.setDocstring(revisionID: fresh)
        if let original, original.header.downRevision.value?.kind == copy.header.downRevision.value?.kind {
            guard let top = head(above: node) else { return nil }
            header.set(.downRevision, to: .string(top))
            header.setDocstring(revises: [top])
            // What the copy has in common with what it follows now, it has already.
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

    /// Whether two identifiers name the same things, and any at all.
    private static func isSame(_ left: Identifier, _ right: Identifier) -> Bool {
        guard let names = left.value?.elements.compactMap(\.string), !names.isEmpty else { return false }
        return right.value?.elements.compactMap(\.string) == names
    }

    /// The one head above the node.
    private func head(above node: Int) -> String? {
        let heads = project.graph.descendants(of: [node], by: .down).filter { project.graph.nodes[$0].isHead }
        return heads.count == 1 ? heads.first.map { project.graph.nodes[$0].id } : nil
    }

    /// The path of the copy under its new id, where the name holds the old one.
    private func renamed(to fresh: String) -> Path? {
        guard copy.path.name.contains(text: id) else { return nil }
        return MigrationFileName.path(of: copy, naming: fresh, in: project)
    }
}
