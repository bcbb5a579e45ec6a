internal import Alembic
internal import Diagnostics
internal import ProjectModel

/// The fix for a branch with several heads: puts the chains of unpublished revisions on top of the published head, one
/// after the other.
///
/// Takes the competing heads; plans for each chain that has to move the new parent of its root. There is no plan if two
/// of the heads are published, if the unpublished revisions fork or merge, or if they depend on each other. Nothing
/// changes within a chain, and a chain that already has the right parent stays.
struct RebaseFix {
    /// A chain of unpublished revisions, from its head to its root.
    private struct Chain {
        let revisions: [Int]
        var root: Int { revisions[revisions.count - 1] }
        var head: Int { revisions[0] }
    }

    private let project: Project
    private var moves: [(root: Int, onto: Int)] = []

    /// Plans the moves; `nil` if no safe one exists.
    init?(_ heads: [Int], in project: Project) {
        self.project = project
        let fixed = Self.top(of: heads, in: project) { !Self.isMovable($0, in: project) }
        guard fixed.count < 2 else { return nil }
        var movable: [Chain] = []
        for head in heads where !fixed.contains(head) {
            guard let chain = chain(from: head, claimed: []) else { return nil }
            movable.append(chain)
        }
        var claimed: Set<Int> = []
        var tip = fixed.first
        for head in movable.sorted(by: isOlder).map(\.head) {
            guard let chain = chain(from: head, claimed: claimed) else { return nil }
            claimed.formUnion(chain.revisions)
            if let tip, project.revisions.graph.nodes[chain.root].down != [tip] {
                guard !depends(tip, on: chain.root) else { return nil }
                moves.append((chain.root, tip))
            }
            tip = chain.head
        }
        if moves.isEmpty { return nil }
    }

    /// The topmost of the locked ancestors of `heads`: if there are several, a merge revision alone can join them.
    static func locked(below heads: [Int], in project: Project) -> [Int] {
        top(of: heads, in: project) { project.deployment.isLocked(project.revisions.id(of: $0)) }
    }

    /// The topmost of the ancestors of `heads` that stay where they are.
    private static func top(of heads: [Int], in project: Project, _ stays: (Int) -> Bool) -> [Int] {
        let ancestors = project.revisions.graph.ancestors(of: heads, by: .down).filter(stays)
        return ancestors.filter { project.revisions.graph.nodes[$0].next.allSatisfy { !ancestors.contains($0) } }
    }

    /// The fix; `nil` if one of the headers cannot be edited.
    var fix: Fix? {
        var edits: [Edit] = []
        var isShared = false
        for (root, target) in moves {
            isShared = isShared || project.deployment.history?.shared[id(root)] != nil
            let parent = project.revisions.id(of: target)
            guard let migration = project.revisions.migration(at: root),
                var header = HeaderEdits(migration, in: project)
            else {
                return nil
            }
            header.set(.downRevision, to: .string(parent))
            header.setDocstring(revises: [parent])
            guard let moved = header.edits else { return nil }
            edits += moved
        }
        let names = moves.map { "\(id($0.root)) onto \(id($0.onto))" }
        // Somebody else may have applied what another branch contains, or have written on top of it.
        return Fix("rebase " + names.joined(separator: ", "), applicability: isShared ? .unsafe : .safe, edits: edits)
    }

    /// The root of the first chain that moves.
    var firstMoved: Int? { moves.first?.root }

    /// How to move the chains by hand, in the imperative.
    var advice: String {
        moves.map { "set `down_revision` of \(id($0.root)) to \"\(id($0.onto))\"" }.joined(separator: ", ")
    }

    private func id(_ node: Int) -> String { project.revisions.id(of: node) }

    private static func isMovable(_ node: Int, in project: Project) -> Bool {
        let migrations = project.revisions.migrations(at: node)
        return migrations.count == 1 && project.deployment.mayEdit(migrations[0])
    }

    /// The unpublished revisions from `head` down to one that stays or belongs to another chain; `nil` if they are not
    /// a chain.
    private func chain(from head: Int, claimed: Set<Int>) -> Chain? {
        var revisions: [Int] = []
        var current = head
        while true {
            let node = project.revisions.graph.nodes[current]
            // A revision with a label starts a branch on purpose.
            guard node.down.count == 1, node.missingDown.isEmpty, node.isComplete,
                node.declarations.allSatisfy({ project.revisions.graph.declarations[$0].labels.isEmpty })
            else { return nil }
            revisions.append(current)
            let parent = node.down[0]
            if claimed.contains(parent) || !Self.isMovable(parent, in: project)
                || project.revisions.graph.nodes[parent].isBase
            {
                return Chain(revisions: revisions)
            }
            // If two chains share revisions, these go to the older chain.
            current = parent
            if revisions.contains(current) { return nil }
        }
    }

    private func depends(_ node: Int, on other: Int) -> Bool {
        project.revisions.graph.ancestors(of: [node], by: .downAndDependencies).contains(other)
    }

    /// The order of the chains: by the date of the root, then by that of the head, then by the id of the head.
    private func isOlder(_ left: Chain, _ right: Chain) -> Bool {
        (date(of: left.root), date(of: left.head), id(left.head))
            < (date(of: right.root), date(of: right.head), id(right.head))
    }

    /// The `Create Date` of a revision in a form that sorts; a revision without one comes last.
    private func date(of node: Int) -> String {
        project.revisions.migration(at: node)?.header.docstring.createDate?.text.replacing("T", with: " ") ?? "~"
    }
}
