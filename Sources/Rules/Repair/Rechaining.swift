internal import Alembic
internal import Diagnostics

/// Puts the new revisions below several heads into one line: on top of the published head, and one chain on the other.
///
/// What walks in: the heads that compete. What walks out: for each chain of new revisions that has to move, its lowest revision and what that has to follow;
/// nothing where two of the heads may have run, where the new revisions are more than chains, or where they depend on each other. Within a
/// chain nothing changes, and a chain that lies right already stays.
struct Rechaining {
    /// A chain of new revisions, from its lowest one up.
    private struct Chain {
        let revisions: [Int]
        var root: Int { revisions[revisions.count - 1] }
        var head: Int { revisions[0] }
    }

    private let project: Project
    private var moves: [(root: Int, onto: Int)] = []

    /// Plans the moves; `nil` where there is no safe way.
    init?(_ heads: [Int], in project: Project) {
        self.project = project
        let standing = Self.published(below: heads, in: project)
        guard standing.count < 2 else { return nil }
        var movable: [Chain] = []
        for head in heads where !standing.contains(head) {
            guard let chain = chain(from: head, claimed: []) else { return nil }
            movable.append(chain)
        }
        var claimed: Set<Int> = []
        var tip = standing.first
        for head in movable.sorted(by: isOlder).map(\.head) {
            guard let chain = chain(from: head, claimed: claimed) else { return nil }
            claimed.formUnion(chain.revisions)
            if let tip, project.graph.nodes[chain.root].down != [tip] {
                guard !depends(tip, on: chain.root) else { return nil }
                moves.append((chain.root, tip))
            }
            tip = chain.head
        }
        if moves.isEmpty { return nil }
    }

    /// The topmost of the revisions below `heads` that have to stay where they are.
    private static func published(below heads: [Int], in project: Project) -> [Int] {
        let below = project.graph.ancestors(of: heads, by: .down).filter { !isMovable($0, in: project) }
        return below.filter { project.graph.nodes[$0].next.allSatisfy { !below.contains($0) } }
    }

    /// The repair.
    var fix: Fix? {
        var edits: [Edit] = []
        for (root, target) in moves {
            let parent = project.graph.nodes[target].id
            guard let migration = project.migration(at: root), var header = HeaderEdits(migration, in: project) else {
                return nil
            }
            header.set(.downRevision, to: .string(parent))
            header.setDocstring(revises: [parent])
            guard let moved = header.edits else { return nil }
            edits += moved
        }
        let names = moves.map { "\(id($0.root)) on top of \(id($0.onto))" }
        return Fix("put " + names.joined(separator: ", "), applicability: .safe, edits: edits)
    }

    /// The lowest revision of the first chain that moves.
    var firstMoved: Int? { moves.first?.root }

    /// What to do by hand.
    var advice: String {
        moves.map { "put \(id($0.root)) on top: set its `down_revision` to \"\(id($0.onto))\"" }.joined(separator: "; ")
    }

    private func id(_ node: Int) -> String { project.graph.nodes[node].id }

    private static func isMovable(_ node: Int, in project: Project) -> Bool {
        let migrations = project.migrations(at: node)
        return migrations.count == 1 && project.mayEdit(migrations[0])
    }

    /// The new revisions from `head` down to the first that stays or belongs to another chain; `nil` where they are no plain chain.
    private func chain(from head: Int, claimed: Set<Int>) -> Chain? {
        var revisions: [Int] = []
        var current = head
        while true {
            let node = project.graph.nodes[current]
            // A label is no accident: whoever gave it wanted a branch.
            guard node.down.count == 1, node.missingDown.isEmpty, node.isComplete,
                node.declarations.allSatisfy({ project.graph.declarations[$0].labels.isEmpty })
            else { return nil }
            revisions.append(current)
            let below = node.down[0]
            if claimed.contains(below) || !Self.isMovable(below, in: project) || project.graph.nodes[below].isBase {
                return Chain(revisions: revisions)
            }
            // Below a fork of new revisions, the older chain takes what they share.
            current = below
            if revisions.contains(current) { return nil }
        }
    }

    private func depends(_ node: Int, on other: Int) -> Bool {
        project.graph.ancestors(of: [node], by: .downAndDependencies).contains(other)
    }

    /// The order in which chains are put on each other: by the date of their lowest revision, then by that of the head, then by id.
    private func isOlder(_ left: Chain, _ right: Chain) -> Bool {
        (date(of: left.root), date(of: left.head), id(left.head))
            < (date(of: right.root), date(of: right.head), id(right.head))
    }

    /// The `Create Date` of a revision in a form that sorts; what has none comes last.
    private func date(of node: Int) -> String {
        project.migration(at: node)?.header.docstring.createDate?.text.replacing("T", with: " ") ?? "~"
    }
}
