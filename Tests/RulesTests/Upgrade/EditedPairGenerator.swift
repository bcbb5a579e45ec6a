import Alembic
import TestSupport

/// A revision, as `upgrade_oracle.py` reads it.
struct DrawnRevision: Codable {
    var id: String
    var down: [String] = []
    var dependencies: [String] = []
    var labels: [String] = []

    var declaration: RevisionDeclaration {
        RevisionDeclaration(id: id, downRevisions: down, dependencies: dependencies, labels: labels)
    }
}

/// Draws graphs that Alembic loads, and edits of them as teams make them, right and wrong.
struct EditedPairGenerator {
    private var random: SeededGenerator
    private var counter = 0

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
    }

    /// A graph, and the same graph after one to four edits; `size` is a number of revisions.
    mutating func pair(size: ClosedRange<Int>) -> (deployed: [DrawnRevision], edited: [DrawnRevision]) {
        counter = 0
        let count = number(in: size)
        var deployed: [DrawnRevision]
        repeat { deployed = chance(2) ? project(count) : graph(count) } while !Self.loads(deployed)
        // Files are sorted by name, not by age.
        if chance(2) { deployed.shuffle(using: &random) }
        var edited = deployed
        for _ in 0..<number(in: 1...4) {
            var next = edited
            edit(&next)
            if Self.loads(next) { edited = next }
        }
        if chance(4) { edited.shuffle(using: &random) }
        return (deployed, edited)
    }

    /// Whether Alembic loads a graph: no missing revision, no cycle.
    private static func loads(_ drawn: [DrawnRevision]) -> Bool {
        let graph = RevisionGraph(drawn.map(\.declaration))
        return !drawn.isEmpty && graph.cycles(by: .downAndDependencies).isEmpty
            && graph.nodes.allSatisfy { $0.missingDown.isEmpty && $0.missingDependencies.isEmpty }
    }

    // MARK: Graphs

    /// A chain of the core, and a chain of the project with dependencies on it.
    private mutating func project(_ count: Int) -> [DrawnRevision] {
        let core = Swift.max(1, count / 2)
        var schema: [DrawnRevision] = []
        for _ in 0..<core { schema.append(DrawnRevision(id: fresh(), down: schema.last.map { [$0.id] } ?? [])) }
        schema[0].labels = ["schema"]
        var data: [DrawnRevision] = []
        for _ in 0..<Swift.max(1, count - core) {
            var revision = DrawnRevision(id: fresh(), down: data.last.map { [$0.id] } ?? [])
            if data.isEmpty || chance(3) {
                let index = number(in: 0...(core - 1))
                revision.dependencies = [chance(8) ? "schema" : schema[index].id]
            }
            if data.count > 1, chance(8) { revision.down = [data[data.count - 2].id] }
            data.append(revision)
        }
        data[0].labels = ["data"]
        return chance(3) ? schema + data : data + schema
    }

    /// Any graph: branches, merges, several roots and dependencies.
    private mutating func graph(_ count: Int) -> [DrawnRevision] {
        var graph: [DrawnRevision] = []
        for _ in 0..<count {
            let earlier = graph.map(\.id)
            var revision = DrawnRevision(id: fresh())
            if !earlier.isEmpty, !chance(8) {
                revision.down = [pick(Array(earlier.suffix(number(in: 1...4))))]
                while chance(6) { revision.down = Array(Set(revision.down + [pick(earlier)])).sorted() }
            }
            if !earlier.isEmpty, chance(4) {
                revision.dependencies = [pick(earlier)]
                if chance(4) { revision.dependencies.append(pick(earlier)) }
            }
            if chance(10) { revision.labels = ["label\(counter)"] }
            graph.append(revision)
        }
        return graph
    }

    // MARK: Edits

    private mutating func edit(_ graph: inout [DrawnRevision]) {
        let ids = graph.map(\.id)
        let index = number(in: 0...(graph.count - 1))
        let id = graph[index].id
        let named = Set(graph.flatMap(\.down))
        let heads = ids.filter { !named.contains($0) }
        switch number(in: 0...13) {
        case 0, 1: graph.append(DrawnRevision(id: fresh(), down: [pick(heads)]))
        case 2: graph.append(DrawnRevision(id: fresh(), down: [pick(heads)], dependencies: [pick(ids)]))
        case 3:  // The core adds a revision, and a new revision depends on it.
            let (first, second) = (fresh(), fresh())
            graph.append(DrawnRevision(id: first, down: [pick(heads)]))
            graph.append(DrawnRevision(id: second, down: [pick(heads)], dependencies: [first]))
        case 4: graph.append(DrawnRevision(id: fresh(), down: chance(2) ? [] : [id]))
        case 5:  // A new revision is inserted as the parent.
            let new = fresh()
            graph.append(DrawnRevision(id: new, down: graph[index].down))
            graph[index].down = [new]
        case 6: graph[index].down = [pick(ids)]
        case 7: graph[index].down = chance(2) ? [] : graph[index].down + [pick(ids)]
        case 8: graph[index].dependencies = [pick(ids)]
        case 9: graph[index].dependencies.append(pick(ids))
        case 10: graph[index].dependencies = []
        case 11: delete(at: index, from: &graph)
        case 12: rename(at: index, in: &graph)
        default: graph.append(DrawnRevision(id: fresh(), down: Array(Set([pick(heads), pick(heads)])).sorted()))
        }
        for index in graph.indices {
            graph[index].down = unique(graph[index].down)
            graph[index].dependencies = unique(graph[index].dependencies)
        }
    }

    /// Removes a revision; its children get its parents, or become roots.
    private mutating func delete(at index: Int, from graph: inout [DrawnRevision]) {
        let gone = graph.remove(at: index)
        let closes = chance(2)
        for index in graph.indices {
            if let place = graph[index].down.firstIndex(of: gone.id) {
                graph[index].down.replaceSubrange(place...place, with: closes ? gone.down : [])
            }
            graph[index].dependencies.removeAll { $0 == gone.id || gone.labels.contains($0) }
        }
    }

    /// Gives a revision another id; a longer one makes Alembic read the row as a shortened id.
    private mutating func rename(at index: Int, in graph: inout [DrawnRevision]) {
        let old = graph[index].id
        let new = chance(2) ? old + "x" : fresh()
        graph[index].id = new
        for index in graph.indices {
            graph[index].down = graph[index].down.map { $0 == old ? new : $0 }
            graph[index].dependencies = graph[index].dependencies.map { $0 == old ? new : $0 }
        }
    }

    // MARK: Chance

    private mutating func fresh() -> String {
        counter += 1
        // Ids must not sort by age, and must be the same in every run.
        let text = String(random.next() % 65_536, radix: 16)
        return "r" + String(counter, radix: 36) + String(repeating: "0", count: 4 - text.count) + text
    }

    private mutating func chance(_ oneIn: Int) -> Bool { Int.random(in: 0..<oneIn, using: &random) == 0 }

    private mutating func number(in range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

    private mutating func pick(_ ids: [String]) -> String { ids[Int.random(in: ids.indices, using: &random)] }

    private func unique(_ ids: [String]) -> [String] {
        ids.enumerated().filter { position, id in !ids[..<position].contains(id) }.map(\.element)
    }
}
