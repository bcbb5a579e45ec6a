import Alembic
import Foundation
import TestSupport
import Testing

/// The revision graph, judged by Alembic's own `RevisionMap` over random graphs with a fixed seed.
struct GraphOracleTests {
    /// A revision, as the oracle reads it.
    private struct Revision: Codable {
        var id: String
        var down: [String]
        var dependencies: [String]
        var labels: [String]
    }

    /// What Alembic says.
    private struct Verdict: Decodable, Equatable {
        var refused: String?
        var heads: [String]?
        var realHeads: [String]?
        var bases: [String]?
        var branchPoints: [String]?
        var mergePoints: [String]?
        var labels: [String: [String]]?
    }

    /// Draws a graph: mostly one that Alembic takes, with branches, merges, several roots, labels and dependencies; now
    /// and then a broken one.
    private static func graph(_ random: inout SeededGenerator) -> [Revision] {
        var graph: [Revision] = []
        for number in 0..<Int.random(in: 1...14, using: &random) {
            let earlier = graph.map(\.id)
            var revision = Revision(id: "r\(number)", down: [], dependencies: [], labels: [])
            if !earlier.isEmpty, Int.random(in: 0..<8, using: &random) > 0 {
                // Near the top as a rule: long lines with a fork here and there.
                let near = Array(earlier.suffix(Int.random(in: 1...3, using: &random)))
                revision.down = [near[Int.random(in: near.indices, using: &random)]]
                if Int.random(in: 0..<6, using: &random) == 0, let other = earlier.randomElement(using: &random),
                    !revision.down.contains(other)
                {
                    revision.down.append(other)
                }
            }
            if !earlier.isEmpty, Int.random(in: 0..<4, using: &random) == 0,
                let other = earlier.randomElement(using: &random)
            {
                let label = graph.first { $0.id == other }?.labels.first
                revision.dependencies = [Bool.random(using: &random) ? label ?? other : other]
            }
            if Int.random(in: 0..<6, using: &random) == 0 { revision.labels = ["label\(number)"] }
            graph.append(revision)
        }
        let index = graph.indices.randomElement(using: &random) ?? 0
        switch Int.random(in: 0..<24, using: &random) {
        case 0: graph[index].down.append("missing")
        case 1: graph[index].dependencies.append("missing")
        case 2: graph[index].down = [graph[graph.count - 1].id]
        case 3: graph[index].dependencies = [graph[graph.count - 1].id]
        case 4: for position in graph.indices.suffix(2) { graph[position].labels.append("twice") }
        case 5: graph[index].labels.append(graph[0].id)
        default: break
        }
        // The files are sorted by name, not by age.
        return graph.shuffled(using: &random)
    }

    @Test("The graph equals Alembic's RevisionMap on random graphs", arguments: [1, 2, 3, 4] as [UInt64])
    func agreesWithAlembicOnRandomGraphs(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let graphs = (0..<600).map { _ in Self.graph(&random) }
        let encoder = JSONEncoder()
        let input = try graphs.map { String(decoding: try encoder.encode($0), as: UTF8.self) + "\n" }.joined()
        let verdicts = try PythonOracle.values(Verdict.self, of: "graph_oracle.py", input: input)
        // Alembic spreads labels by walking sets, whose order changes from run to run: where it disagrees with itself
        // it is not a judge.
        let others = try ["1", "2", "3", "4"].map { hash in
            try PythonOracle.values(
                Verdict.self, of: "graph_oracle.py", environment: ["PYTHONHASHSEED": hash], input: input)
        }
        try #require(verdicts.count == graphs.count)
        var (taken, refused, labelled) = (0, 0, 0)
        for (position, declared) in graphs.enumerated() {
            let verdict = verdicts[position]
            let graph = RevisionGraph(
                declared.map {
                    RevisionDeclaration(
                        id: $0.id, downRevisions: $0.down, dependencies: $0.dependencies, labels: $0.labels)
                })
            let context = Comment(rawValue: "\(declared) \(verdict)")
            if let name = verdict.refused {
                refused += 1
                #expect(Self.objections(to: graph).contains(name), context)
                continue
            }
            taken += 1
            let objections = Self.objections(to: graph)
            #expect(objections.isDisjoint(with: ["KeyError", "RevisionError"]), context)
            // Alembic overlooks a cycle that lies between a root and a head which others reach; no edge of such a graph
            // means anything.
            guard objections.isEmpty else { continue }
            let ids = { (indices: [Int]) in indices.map { graph.nodes[$0].id } }
            #expect(ids(graph.heads) == verdict.heads, context)
            #expect(ids(graph.heads.filter { !graph.nodes[$0].isEffectiveHead }).sorted() == verdict.realHeads, context)
            #expect(ids(graph.bases).sorted() == verdict.bases, context)
            #expect(
                ids(graph.nodes.indices.filter { graph.nodes[$0].next.count > 1 }).sorted() == verdict.branchPoints,
                context)
            #expect(
                ids(graph.nodes.indices.filter { graph.nodes[$0].isMergePoint }).sorted() == verdict.mergePoints,
                context)
            guard others.allSatisfy({ $0[position].labels == verdict.labels }) else { continue }
            labelled += 1
            let labels = BranchLabels(of: graph)
            let spread = Dictionary(uniqueKeysWithValues: graph.nodes.indices.map { (graph.nodes[$0].id, labels[$0]) })
            #expect(spread == verdict.labels, context)
        }
        // The judge has to have been asked: most graphs are taken, many are refused, and nearly all have labels to
        // compare.
        #expect(
            taken > 400 && refused > 50 && labelled > taken * 9 / 10,
            "\(taken) taken, \(refused) refused, \(labelled) labelled")
    }

    /// The exceptions that Alembic may raise for what the graph shows.
    private static func objections(to graph: RevisionGraph) -> Set<String> {
        var objections: Set<String> = []
        if graph.nodes.contains(where: { !$0.missingDown.isEmpty || !$0.missingDependencies.isEmpty }) {
            objections.insert("KeyError")
        }
        if !graph.cycles(by: .down).isEmpty { objections.formUnion(["CycleDetected", "LoopDetected"]) }
        if !graph.cycles(by: .downAndDependencies).isEmpty {
            objections.formUnion(["DependencyCycleDetected", "DependencyLoopDetected", "CycleDetected"])
        }
        var labels: Set<String> = []
        for declaration in graph.declarations {
            for label in declaration.labels where !labels.insert(label).inserted || graph.index(of: label) != nil {
                objections.insert("RevisionError")
            }
        }
        return objections
    }
}
