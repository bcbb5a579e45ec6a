internal import SourceFiles

/// Finds the sorted names of one folder in the index, by a merge of both sorted lists.
struct TrackedNames {
    private let index: IndexFile?
    /// The first entry that was not passed yet.
    private var position: Int
    private let end: Int

    /// Starts at the first entry below `folder`.
    init(_ index: IndexFile?, in folder: Path) {
        self.index = index
        let range = index?.range(below: folder) ?? 0..<0
        (position, end) = (range.lowerBound, range.upperBound)
    }

    /// The position of the first index entry of the file at `path`; `nil` if it is not tracked.
    mutating func passFile(_ path: Path) -> Int? {
        guard let index, position < end else { return nil }
        // In a folder that is all tracked, the next entry is the one.
        if !index.isPath(path, at: position) {
            position = index.lowerBound(path.bytes, from: position)
            guard position < end, index.isPath(path, at: position) else { return nil }
        }
        let found = position
        repeat { position += 1 } while position < end && index.isPath(path, at: position)
        return found
    }

    /// Whether anything below the folder at `path` is tracked.
    mutating func passFolder(_ path: Path) -> Bool {
        guard let index, position < end else { return false }
        position = index.lowerBound(path.bytes + [UInt8(ascii: "/")], from: position)
        let first = position
        position = index.lowerBound(path.bytes + [UInt8(ascii: "0")], from: position)
        return first < position
    }
}
