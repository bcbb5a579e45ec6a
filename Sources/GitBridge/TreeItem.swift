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

    /// Reads a tree object, a sequence of: mode in octal digits, space, name, NUL, and the 20 bytes of the id.
    ///
    /// Returns `nil` if the bytes are malformed.
    static func items(of tree: borrowing Span<UInt8>) -> [TreeItem]? {
        var items: [TreeItem] = []
        var position = 0
        while position < tree.count {
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
            position += 1
            guard start < end, position + 20 <= tree.count else { return nil }
            var name: [UInt8] = []
            name.reserveCapacity(end - start)
            for index in start..<end { name.append(tree[index]) }
            let object = ObjectID(
                high: UInt64(bigEndian32(tree, position)) << 32 | UInt64(bigEndian32(tree, position + 4)),
                middle: UInt64(bigEndian32(tree, position + 8)) << 32 | UInt64(bigEndian32(tree, position + 12)),
                low: bigEndian32(tree, position + 16)
            )
            items.append(TreeItem(name: name, mode: FileMode(gitMode: mode), object: object))
            position += 20
        }
        return items
    }
}
