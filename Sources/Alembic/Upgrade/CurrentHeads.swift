/// Finds the rows of `alembic_version` in a graph as Alembic does.
///
/// A row names a revision by its id, or by a label, or by the first four or more characters of only one id or label.
/// Source: `RevisionMap._revision_for_ident` of Alembic 1.20.1.
struct CurrentHeads {
    /// The node of each row that was found, in the order of the rows.
    private(set) var located: [(row: String, node: Int)] = []
    /// The rows that were not found, or are the beginning of several names.
    private(set) var missing: [String] = []

    init(_ rows: [String], in graph: RevisionGraph) {
        var names: NameTable?
        for row in rows {
            if let node = graph.index(of: row) ?? graph.index(declaringLabel: row) {
                located.append((row, node))
                continue
            }
            let table = names ?? NameTable(of: graph)
            names = table
            if let node = table.onlyNode(beginningWith: row) {
                located.append((row, node))
            } else {
                missing.append(row)
            }
        }
    }
}

/// The names of a graph that can be abbreviated, sorted.
private struct NameTable {
    private let names: [(bytes: [UInt8], node: Int)]

    init(of graph: RevisionGraph) {
        var names: [(bytes: [UInt8], node: Int)] = []
        for (node, revision) in graph.nodes.enumerated() {
            let labels = revision.declarations.flatMap { graph.declarations[$0].labels }
            for name in [revision.id] + labels where name.unicodeScalars.count > 3 {
                names.append((Array(name.utf8), node))
            }
        }
        self.names = names.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
    }

    func onlyNode(beginningWith row: String) -> Int? {
        let row = Array(row.utf8)
        var (low, high) = (0, names.count)
        while low < high {
            let middle = (low + high) / 2
            if names[middle].bytes.lexicographicallyPrecedes(row) { low = middle + 1 } else { high = middle }
        }
        guard low < names.count, names[low].bytes.starts(with: row) else { return nil }
        if low + 1 < names.count, names[low + 1].bytes.starts(with: row) { return nil }
        return names[low].node
    }
}
