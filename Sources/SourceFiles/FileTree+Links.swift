/// Where a path leads when symbolic links are followed.
public enum LinkTarget: Hashable, Sendable {
    /// A path without links in it; nothing need exist there.
    case path(Path)
    /// A place outside of the snapshot, by the link that leads out of it.
    case outside(link: Path)
    /// Links that lead to each other, by one of them.
    case loop(link: Path)
}

extension FileTree {
    /// Follows the symbolic links in `path`, within the snapshot.
    public func following(_ path: Path) throws(SnapshotError) -> LinkTarget {
        // No entry has a link above it, so that an entry which is not a link itself needs no look at its folders.
        if path.isRoot { return .path(path) }
        if let entry = try entry(at: path), entry.mode != .symbolicLink { return .path(path) }
        var current = Path.root
        var rest = path.components.map(Array.init)[...]
        var followed = 0
        while let component = rest.popFirst() {
            if component == Array("..".utf8) {
                guard let parent = current.parent else { return .outside(link: path) }
                current = parent
                continue
            }
            if component.isEmpty || component == [UInt8(ascii: ".")] { continue }
            let next = current.appending(component)
            guard let entry = try entry(at: next), entry.mode == .symbolicLink else {
                current = next
                continue
            }
            followed += 1
            // Linux gives up after 40 links.
            if followed > 40 { return .loop(link: next) }
            guard let target = try map([entry], { _, bytes in copy(of: bytes) }).first,
                target.first != UInt8(ascii: "/")
            else { return .outside(link: next) }
            rest = (target.split(separator: UInt8(ascii: "/")).map(Array.init) + rest)[...]
        }
        return .path(current)
    }

    /// The entry that `path` leads to; `nil` if nothing is there, or a link leads out of the snapshot.
    public func entry(following path: Path) throws(SnapshotError) -> FileEntry? {
        guard case .path(let path) = try following(path) else { return nil }
        return try entry(at: path)
    }

    /// The bytes of the file that `path` leads to; `nil` if there is none.
    public func contents(following path: Path) throws(SnapshotError) -> [UInt8]? {
        if let bytes = try contents(of: path) { return bytes }
        guard case .path(let path) = try following(path) else { return nil }
        return try contents(of: path)
    }
}

/// A copy of the bytes that `span` lends.
private func copy(of span: borrowing Span<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(span.count)
    for index in span.indices { bytes.append(span[index]) }
    return bytes
}
