/// The revision graph that Alembic builds from its version folders.
///
/// Takes declarations, in the order in which Alembic loads the files; returns nodes with edges in both directions,
/// heads, bases, branch points and merge points. Nodes are named by their index. Declarations of the same id make one
/// node with the edges of all of them, so that a duplicate id does not look like a second head. A reference to a
/// missing revision is kept as a name.
///
/// Source: `alembic/script/revision.py` of Alembic 1.20.1 (`RevisionMap._revision_map`).
public struct RevisionGraph: Sendable {
    /// A revision in the graph.
    public struct Node: Sendable {
        /// The revision id.
        public let id: String
        /// The declarations of this node, by index; more than one if the id is declared twice.
        public internal(set) var declarations: [Int]
        /// The revisions that `down_revision` names.
        public internal(set) var down: [Int] = []
        /// The revisions that `depends_on` names, labels resolved to the revision that declares them.
        public internal(set) var dependencies: [Int] = []
        /// The revisions whose `down_revision` names this one.
        public internal(set) var next: [Int] = []
        /// The revisions whose `depends_on` names this one.
        public internal(set) var dependents: [Int] = []
        /// The ids in `down_revision` that no file declares.
        public internal(set) var missingDown: [String] = []
        /// The names in `depends_on` that no file declares.
        public internal(set) var missingDependencies: [String] = []
        /// Whether it has no `down_revision`.
        public internal(set) var isBase = true
        /// Whether all of its edges are static.
        public internal(set) var isComplete = true

        /// Whether no `down_revision` names it.
        public var isHead: Bool { next.isEmpty }
        /// Whether it is a head that a `depends_on` reaches: `(effective head)` in Alembic.
        public var isEffectiveHead: Bool { next.isEmpty && !dependents.isEmpty }
        /// What either variable names and no file declares.
        public var missing: [String] { missingDown + missingDependencies }
        /// Whether it has several parents by `down_revision`.
        public var isMergePoint: Bool { down.count + missingDown.count > 1 }

        /// Alembic's `_is_real_branch_point`: several revisions name it, by either edge.
        var isRealBranchPoint: Bool {
            next.count + dependents.count { !next.contains($0) } > 1
        }
    }

    /// The declarations that the graph was built from.
    public let declarations: [RevisionDeclaration]
    /// The revisions, in the order in which Alembic loads them.
    public private(set) var nodes: [Node] = []
    /// The heads, in the order of Alembic's `heads`.
    public private(set) var heads: [Int] = []
    /// The revisions without a `down_revision`.
    public private(set) var bases: [Int] = []

    private var indices: [String: Int] = [:]
    private var declaringLabel: [String: Int] = [:]

    /// Builds the graph.
    public init(_ declarations: [RevisionDeclaration]) {
        self.declarations = declarations
        nodes.reserveCapacity(declarations.count)
        indices.reserveCapacity(declarations.count)
        for (position, declaration) in declarations.enumerated() {
            let index: Int
            if let existing = indices[declaration.id] {
                index = existing
                nodes[index].declarations.append(position)
            } else {
                index = nodes.count
                indices[declaration.id] = index
                nodes.append(Node(id: declaration.id, declarations: [position]))
            }
            for label in declaration.labels where declaringLabel[label] == nil { declaringLabel[label] = index }
        }
        for position in declarations.indices { connect(position) }
        heads = nodes.indices.filter { nodes[$0].isHead }
        bases = nodes.indices.filter { nodes[$0].isBase }
    }

    private mutating func connect(_ position: Int) {
        let declaration = declarations[position]
        guard let index = indices[declaration.id] else { return }
        if !declaration.downRevisions.isEmpty { nodes[index].isBase = false }
        if !declaration.isComplete {
            nodes[index].isComplete = false
            nodes[index].isBase = false
        }
        for id in declaration.downRevisions {
            guard let target = indices[id] else {
                nodes[index].missingDown.append(id)
                continue
            }
            if nodes[index].down.contains(target) { continue }
            nodes[index].down.append(target)
            nodes[target].next.append(index)
        }
        for name in declaration.dependencies {
            guard let target = resolve(dependency: name) else {
                nodes[index].missingDependencies.append(name)
                continue
            }
            if nodes[index].dependencies.contains(target) { continue }
            nodes[index].dependencies.append(target)
            nodes[target].dependents.append(index)
        }
    }

    /// The revision with this id.
    public func index(of id: String) -> Int? {
        indices[id]
    }

    /// The revision that declares this label.
    public func index(declaringLabel label: String) -> Int? {
        declaringLabel[label]
    }

    /// The revision that a `depends_on` names, by its id or by a label that it declares.
    public func resolve(dependency name: String) -> Int? {
        // Alembic adds the labels to the same map as the ids, and replaces equal ids.
        declaringLabel[name] ?? indices[name]
    }

    /// The edges that a walk follows.
    public enum Edges: Sendable {
        /// Only `down_revision`.
        case down
        /// `down_revision` and `depends_on`.
        case downAndDependencies
    }

    /// All ancestors of `start`, with `start`.
    public func ancestors(of start: some Sequence<Int>, by edges: Edges) -> Set<Int> {
        reach(from: start) { edges == .down ? $0.down : $0.down + $0.dependencies }
    }

    /// All descendants of `start`, with `start`.
    public func descendants(of start: some Sequence<Int>, by edges: Edges) -> Set<Int> {
        reach(from: start) { edges == .down ? $0.next : $0.next + $0.dependents }
    }

    private func reach(from start: some Sequence<Int>, along edges: (Node) -> [Int]) -> Set<Int> {
        var seen: Set<Int> = []
        var open = Array(start)
        while let index = open.popLast() {
            guard seen.insert(index).inserted else { continue }
            open.append(contentsOf: edges(nodes[index]))
        }
        return seen
    }
}
