internal import SourceFiles

/// One name in a tree object.
struct TreeItem {
    /// The name, without a slash.
    let name: [UInt8]
    /// The kind.
    let mode: FileMode
    /// The blob or tree; of a submodule, the commit.
    let object: ObjectID

    /// The entry for this item in a tree at `folder`.
    func entry(in folder: Path) -> FileEntry {
        FileEntry(path: folder.appending(name), mode: mode, object: object)
    }

    /// The item with this name among `items`, which are in Git's order: that of the names, a folder's with a slash.
    static func find(_ name: ArraySlice<UInt8>, in items: [TreeItem]) -> TreeItem? {
        for isFolder in [false, true] {
            var (lower, upper) = (0, items.count)
            while lower < upper {
                let middle = (lower + upper) / 2
                if precedes(items[middle].name, items[middle].mode == .folder, Array(name), isFolder) {
                    lower = middle + 1
                } else {
                    upper = middle
                }
            }
            if lower < items.count, items[lower].name.elementsEqual(name) { return items[lower] }
        }
        return nil
    }

    /// Reads a tree object; `nil` if the bytes are malformed.
    static func items(of tree: borrowing Span<UInt8>) -> [TreeItem]? {
        var items: [TreeItem] = []
        var cursor = TreeCursor()
        while cursor.position < tree.count {
            guard let item = cursor.next(in: tree) else { return nil }
            var name: [UInt8] = []
            name.reserveCapacity(item.name.count)
            for index in item.name { name.append(tree[index]) }
            items.append(TreeItem(name: name, mode: item.mode, object: item.object(in: tree)))
        }
        return items
    }
}

/// Walks the items of a tree object without copying their names.
///
/// A tree object is a sequence of: mode in octal digits, space, name, NUL, and the 20 bytes of the id.
struct TreeCursor {
    /// One item.
    struct Item {
        /// The range of its name in the object.
        let name: Range<Int>
        /// The kind.
        let mode: FileMode

        /// The blob or tree; of a submodule, the commit.
        func object(in tree: borrowing Span<UInt8>) -> ObjectID {
            let position = name.upperBound + 1
            return ObjectID(
                high: UInt64(bigEndian32(tree, position)) << 32 | UInt64(bigEndian32(tree, position + 4)),
                middle: UInt64(bigEndian32(tree, position + 8)) << 32 | UInt64(bigEndian32(tree, position + 12)),
                low: bigEndian32(tree, position + 16))
        }
    }

    /// The offset of the next item.
    private(set) var position = 0

    /// The next item; `nil` if the bytes are malformed.
    mutating func next(in tree: borrowing Span<UInt8>) -> Item? {
        var mode: UInt32 = 0
        while position < tree.count, tree[position] != UInt8(ascii: " ") {
            guard (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(tree[position]), mode < 0o1_000_000 else {
                return nil
            }
            mode = mode << 3 | UInt32(tree[position] - UInt8(ascii: "0"))
            position += 1
        }
        position += 1
        let start = position
        while position < tree.count, tree[position] != 0 { position += 1 }
        let end = position
        position += 21
        guard start < end, position <= tree.count else { return nil }
        return Item(name: start..<end, mode: FileMode(gitMode: mode))
    }
}
