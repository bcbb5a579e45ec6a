internal import SourceFiles

extension IndexFile {
    /// Reads the extension `TREE` of an index: the trees of the folders in which nothing was staged since they were
    /// last committed or checked out, by their paths; empty if it is malformed.
    ///
    /// Source: *Cache tree* of gitformat-index(5). A folder is its name, a NUL, the number of its entries or -1 where
    /// something was staged, a space, the number of its folders, a newline, and 20 bytes of its tree unless it is -1.
    static func cachedTrees(_ bytes: ArraySlice<UInt8>) -> [Path: ObjectID] {
        var rest = bytes
        var trees: [Path: ObjectID] = [:]
        // The folders whose folders come next, with their number.
        var open: [(folder: Path, count: Int)] = []
        repeat {
            while let last = open.last, last.count == 0 { open.removeLast() }
            guard let name = rest.field(endingWith: 0), let entries = rest.number(endingWith: UInt8(ascii: " ")),
                let folders = rest.number(endingWith: UInt8(ascii: "\n")), folders >= 0
            else { return rest.isEmpty && open.isEmpty ? trees : [:] }
            var path = Path.root
            if let parent = open.indices.last {
                path = open[parent].folder.appending(name)
                open[parent].count -= 1
            } else if !trees.isEmpty || !name.isEmpty {
                return [:]
            }
            if entries >= 0 {
                guard rest.count >= 20 else { return [:] }
                let id = Array(rest.prefix(20))
                rest = rest.dropFirst(20)
                let high = UInt64(bigEndian32(id.span, 0)) << 32 | UInt64(bigEndian32(id.span, 4))
                let middle = UInt64(bigEndian32(id.span, 8)) << 32 | UInt64(bigEndian32(id.span, 12))
                trees[path] = ObjectID(high: high, middle: middle, low: bigEndian32(id.span, 16))
            }
            open.append((path, folders))
        } while open.contains { $0.count > 0 }
        return trees
    }
}

extension ArraySlice<UInt8> {
    /// Removes and returns the bytes up to `end`, and `end` itself; `nil` if there is none.
    fileprivate mutating func field(endingWith end: UInt8) -> ArraySlice<UInt8>? {
        guard let position = firstIndex(of: end) else { return nil }
        defer { self = self[(position + 1)...] }
        return self[..<position]
    }

    /// Removes and returns a decimal number up to `end`.
    fileprivate mutating func number(endingWith end: UInt8) -> Int? {
        guard let digits = field(endingWith: end), digits.count < 12 else { return nil }
        return Int(String(decoding: digits, as: UTF8.self))
    }
}
