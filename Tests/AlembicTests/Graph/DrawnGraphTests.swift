import Alembic
import Testing

/// Small graphs, drawn in the comments: the oldest revision is left, `─` is a `down_revision` and `┊` a `depends_on`.
struct DrawnGraphTests {
    /// A revision as its file declares it.
    private static func revision(
        _ id: String, _ down: String..., dependsOn: [String] = [], labels: [String] = []
    ) -> RevisionDeclaration {
        RevisionDeclaration(id: id, downRevisions: down, dependencies: dependsOn, labels: labels)
    }

    /// A graph, with its nodes by id.
    private struct Drawing {
        let graph: RevisionGraph

        init(_ revisions: RevisionDeclaration...) {
            graph = RevisionGraph(revisions)
        }

        var heads: [String] { ids(graph.heads) }
        var bases: [String] { ids(graph.bases) }
        var branchPoints: [String] { ids { $0.next.count > 1 } }
        var mergePoints: [String] { ids { $0.isMergePoint } }
        /// The heads that no `depends_on` reaches.
        var realHeads: [String] { ids { $0.isHead && !$0.isEffectiveHead } }
        /// The order in which `alembic upgrade heads` runs the revisions in a new database.
        var order: [String] { ids(UpgradePlan(of: graph, from: nil).steps) }

        func labels(of id: String) -> [String] {
            graph.index(of: id).map { BranchLabels(of: graph)[$0] } ?? []
        }

        private func ids(_ nodes: [Int]) -> [String] { nodes.map { graph.nodes[$0].id } }

        private func ids(_ isIncluded: (RevisionGraph.Node) -> Bool) -> [String] {
            graph.nodes.filter(isIncluded).map(\.id)
        }
    }

    @Test("Single line: one root, one head")
    func singleLine() {
        // a ─ b ─ c
        let drawing = Drawing(Self.revision("a"), Self.revision("b", "a"), Self.revision("c", "b"))
        #expect(drawing.bases == ["a"])
        #expect(drawing.heads == ["c"])
        #expect(drawing.branchPoints == [] && drawing.mergePoints == [])
        #expect(drawing.order == ["a", "b", "c"])
    }

    @Test("Fork: one branch point, two heads")
    func fork() {
        //     ┌─ b
        // a ──┤
        //     └─ c
        let drawing = Drawing(Self.revision("a"), Self.revision("b", "a"), Self.revision("c", "a"))
        #expect(drawing.bases == ["a"])
        #expect(drawing.heads == ["b", "c"])
        #expect(drawing.branchPoints == ["a"])
        #expect(drawing.order.first == "a" && Set(drawing.order) == ["a", "b", "c"])
    }

    @Test("Diamond: a branch point, a merge point, one head")
    func diamond() {
        //     ┌─ b ─┐
        // a ──┤     ├── d
        //     └─ c ─┘
        let drawing = Drawing(
            Self.revision("a"), Self.revision("b", "a"), Self.revision("c", "a"), Self.revision("d", "b", "c"))
        #expect(drawing.heads == ["d"])
        #expect(drawing.branchPoints == ["a"])
        #expect(drawing.mergePoints == ["d"])
        #expect(drawing.order.first == "a" && drawing.order.last == "d" && drawing.order.count == 4)
    }

    @Test("Two roots: two histories without an edge between them")
    func twoRoots() {
        // a ─ b
        // x ─ y
        let drawing = Drawing(
            Self.revision("a"), Self.revision("b", "a"), Self.revision("x"), Self.revision("y", "x"))
        #expect(drawing.bases == ["a", "x"])
        #expect(drawing.heads == ["b", "y"])
        #expect(drawing.branchPoints == [] && drawing.mergePoints == [])
    }

    @Test("Two roots joined: a merge point, one head, two roots")
    func twoRootsJoined() {
        // a ─┐
        //    ├─ m
        // x ─┘
        let drawing = Drawing(Self.revision("a"), Self.revision("x"), Self.revision("m", "a", "x"))
        #expect(drawing.bases == ["a", "x"])
        #expect(drawing.heads == ["m"])
        #expect(drawing.mergePoints == ["m"])
        #expect(drawing.order.last == "m")
    }

    @Test("Label below a merge: every descendant has it, the other side does not")
    func labelBelowAMerge() {
        // a (data) ─ b ─┐
        //               ├─ m
        // x ────────────┘
        let drawing = Drawing(
            Self.revision("a", labels: ["data"]), Self.revision("b", "a"), Self.revision("x"),
            Self.revision("m", "b", "x"))
        #expect(drawing.labels(of: "a") == ["data"])
        #expect(drawing.labels(of: "b") == ["data"])
        #expect(drawing.labels(of: "m") == ["data"])
        #expect(drawing.labels(of: "x") == [])
    }

    @Test("Label in the middle of a line: the whole line has it")
    func labelInTheMiddle() {
        // a ─ b (data) ─ c
        let drawing = Drawing(
            Self.revision("a"), Self.revision("b", "a", labels: ["data"]), Self.revision("c", "b"))
        for id in ["a", "b", "c"] { #expect(drawing.labels(of: id) == ["data"]) }
    }

    @Test("Label above a fork: the branch point and the other branch do not have it")
    func labelAboveAFork() {
        //     ┌─ b (data)
        // a ──┤
        //     └─ c
        let drawing = Drawing(
            Self.revision("a"), Self.revision("b", "a", labels: ["data"]), Self.revision("c", "a"))
        #expect(drawing.labels(of: "a") == [])
        #expect(drawing.labels(of: "b") == ["data"])
        #expect(drawing.labels(of: "c") == [])
    }

    @Test("Dependency across branches: the other head is reached, and runs first")
    func dependencyAcrossBranches() {
        // s1 (schema) ─ s2
        //                ┊
        // d1 (data) ──── d2
        let drawing = Drawing(
            Self.revision("d1", labels: ["data"]), Self.revision("d2", "d1", dependsOn: ["s2"]),
            Self.revision("s1", labels: ["schema"]), Self.revision("s2", "s1"))
        #expect(drawing.heads == ["d2", "s2"])
        #expect(drawing.realHeads == ["d2"])
        #expect(drawing.branchPoints == [] && drawing.mergePoints == [])
        #expect(drawing.labels(of: "s2") == ["schema"])
        #expect(drawing.order.last == "d2")
    }

    @Test("Dependency on a label: it means the revision that declares the label")
    func dependencyOnALabel() {
        // s1 (schema) ─ s2
        //  ┊
        // d1
        let drawing = Drawing(
            Self.revision("d1", dependsOn: ["schema"]), Self.revision("s1", labels: ["schema"]),
            Self.revision("s2", "s1"))
        let node = drawing.graph.index(of: "d1").map { drawing.graph.nodes[$0] }
        #expect(node?.dependencies.map { drawing.graph.nodes[$0].id } == ["s1"])
        #expect(drawing.realHeads == ["d1", "s2"])
    }

    @Test("Cycle: no head, no root, and nothing runs")
    func cycle() {
        // ┌─ a ─ b ─ c ─┐
        // └─────────────┘
        let drawing = Drawing(Self.revision("a", "c"), Self.revision("b", "a"), Self.revision("c", "b"))
        #expect(drawing.heads == [] && drawing.bases == [])
        #expect(drawing.graph.cycles(by: .down).map { $0.count } == [3])
        #expect(drawing.order == [])
    }

    @Test("Missing parent: the reference is kept, and the revision is not a root")
    func missingParent() {
        // (gone) ─ a ─ b
        let drawing = Drawing(Self.revision("a", "gone"), Self.revision("b", "a"))
        #expect(drawing.heads == ["b"])
        #expect(drawing.graph.nodes.flatMap(\.missingDown) == ["gone"])
    }
}
