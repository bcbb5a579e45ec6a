extension RevisionGraph {
    /// The cycles of the graph, each the revisions that reach each other, in the order of the graph; a revision that
    /// names itself is one.
    ///
    /// Source: Tarjan's strongly connected components, with an explicit stack, because a history may be deeper than the
    /// call stack.
    public func cycles(by edges: Edges) -> [[Int]] {
        if isAcyclic(by: edges) { return [] }
        var search = ComponentSearch(count: nodes.count)
        for index in nodes.indices { search.visit(index) { targets(of: $0, by: edges) } }
        let selfLoops = Set(nodes.indices.filter { targets(of: $0, by: edges).contains($0) })
        return search.components
            .filter { $0.count > 1 || selfLoops.contains($0[0]) }
            .map { $0.sorted() }
            .sorted { $0[0] < $1[0] }
    }

    /// Whether there is no cycle: revisions that no other one names are removed until none is left (Kahn).
    private func isAcyclic(by edges: Edges) -> Bool {
        func above(_ node: Node) -> Int { node.next.count + (edges == .down ? 0 : node.dependents.count) }
        var waiting = nodes.map(above)
        var free = waiting.indices.filter { waiting[$0] == 0 }
        var taken = 0
        while let index = free.popLast() {
            taken += 1
            for target in nodes[index].down {
                waiting[target] -= 1
                if waiting[target] == 0 { free.append(target) }
            }
            guard edges == .downAndDependencies else { continue }
            for target in nodes[index].dependencies {
                waiting[target] -= 1
                if waiting[target] == 0 { free.append(target) }
            }
        }
        return taken == nodes.count
    }

    private func targets(of index: Int, by edges: Edges) -> [Int] {
        edges == .down ? nodes[index].down : nodes[index].down + nodes[index].dependencies
    }
}

/// Tarjan's algorithm, iteratively.
private struct ComponentSearch {
    private(set) var components: [[Int]] = []
    private var order: [Int]
    private var lowest: [Int]
    private var isOnStack: [Bool]
    private var stack: [Int] = []
    private var counter = 0

    init(count: Int) {
        order = Array(repeating: -1, count: count)
        lowest = order
        isOnStack = Array(repeating: false, count: count)
    }

    mutating func visit(_ start: Int, targets: (Int) -> [Int]) {
        guard order[start] < 0 else { return }
        var calls: [(node: Int, targets: [Int], next: Int)] = []
        enter(start, targets, &calls)
        while let call = calls.last {
            if call.next < call.targets.count {
                calls[calls.count - 1].next += 1
                let target = call.targets[call.next]
                if order[target] < 0 {
                    enter(target, targets, &calls)
                } else if isOnStack[target] {
                    lowest[call.node] = min(lowest[call.node], order[target])
                }
                continue
            }
            calls.removeLast()
            if let caller = calls.last { lowest[caller.node] = min(lowest[caller.node], lowest[call.node]) }
            if lowest[call.node] == order[call.node] { closeComponent(of: call.node) }
        }
    }

    private mutating func enter(
        _ node: Int, _ targets: (Int) -> [Int], _ calls: inout [(node: Int, targets: [Int], next: Int)]
    ) {
        order[node] = counter
        lowest[node] = counter
        counter += 1
        stack.append(node)
        isOnStack[node] = true
        calls.append((node, targets(node), 0))
    }

    private mutating func closeComponent(of node: Int) {
        var component: [Int] = []
        while let member = stack.popLast() {
            isOnStack[member] = false
            component.append(member)
            if member == node { break }
        }
        components.append(component)
    }
}
