internal import SourceFiles

/// Git's index, read once: sorted entries, found by binary search.
///
/// Reads gitformat-index(5), versions 2 to 4, without libgit2. libgit2 1.5.1 takes eight times as long and twice the
/// memory for an index of 200,000 files (170 ms against 21 ms, 58 MB against 26 MB: it hashes the file and copies every
/// entry into a map), and fails on one without a checksum, which `feature.manyFiles` writes. Git does not verify the
/// checksum on reading either.
final class IndexFile {
    /// The position of one entry.
    struct Slot {
        /// The offset of its fields in the file.
        let fields: UInt32
        /// The offset of its path in the file, or in the expanded paths of version 4.
        let path: UInt32
        /// The length of its path.
        let pathLength: UInt32

        /// Makes a slot; the parser has checked that the numbers fit.
        init(fields: Int, path: Range<Int>) {
            self.fields = UInt32(fields)
            self.path = UInt32(path.lowerBound)
            pathLength = UInt32(path.count)
        }
    }

    /// The time at which the file was written; `nil` if it does not exist.
    let written: FileTime?
    /// Whether a sparse checkout leaves any entry out of the work tree.
    let hasSkipWorktreeEntries: Bool
    /// The entries in the order of the file: by path, then by stage.
    private let slots: [Slot]
    private let bytes: [UInt8]
    /// The bytes that the slots' paths point into: the file, or the expanded paths of version 4, which stores only the
    /// difference to the path before.
    private let paths: [UInt8]
    private let treeExtension: ArraySlice<UInt8>
    /// The trees of the folders in which nothing was staged, as far as Git has noted them.
    private(set) lazy var trees: [Path: ObjectID] = Self.cachedTrees(treeExtension)

    /// Reads the index at `path`; one that does not exist is empty, as in a repository before the first `git add`.
    init(_ path: [UInt8]) throws(SnapshotError) {
        let attempt = "cannot read the index \(path.text)"
        do throws(SystemError) {
            // The time is read first: a write between the two calls makes entries look racy, never clean.
            guard let status = try FileStatus.of(path, following: true) else {
                (written, hasSkipWorktreeEntries, slots, bytes, paths) = (nil, false, [], [], [])
                treeExtension = []
                return
            }
            written = status.modified
            bytes = try Descriptor(file: path).readAll()
        } catch {
            throw error.explained(attempt)
        }
        do throws(IndexFormatError) {
            var parser = try IndexParser(bytes)
            (slots, paths) = try parser.parse()
            hasSkipWorktreeEntries = parser.hasSkipWorktreeEntries
            treeExtension = parser.cachedTrees
        } catch {
            throw error.explained(attempt, path.text)
        }
    }

    /// The number of entries.
    var count: Int { slots.count }

    /// The path of an entry.
    func path(at position: Int) -> Path {
        Path(normalized: Array(paths[range(of: slots[position])]))
    }

    /// The bytes of the path of an entry, from `offset` on.
    func pathBytes(at position: Int, from offset: Int = 0) -> ArraySlice<UInt8> {
        paths[range(of: slots[position])].dropFirst(offset)
    }

    /// Whether the path of an entry is `path`.
    func isPath(_ path: Path, at position: Int) -> Bool {
        pathBytes(at: position).elementsEqual(path.bytes)
    }

    /// The fields of an entry.
    func fields(at position: Int) -> IndexFields {
        IndexFields(bytes, at: Int(slots[position].fields))
    }

    private func range(of slot: Slot) -> Range<Int> {
        Int(slot.path)..<Int(slot.path + slot.pathLength)
    }
}

extension IndexFile {
    /// The entries of exactly `path`: one, or one for each side of a conflict.
    func range(of path: Path) -> Range<Int> {
        let start = lowerBound(path.bytes)
        var end = start
        while end < count, isPath(path, at: end) { end += 1 }
        return start..<end
    }

    /// The entries below `folder`.
    func range(below folder: Path) -> Range<Int> {
        if folder.isRoot { return 0..<count }
        // `0` is the byte after `/`.
        return lowerBound(folder.bytes + [UInt8(ascii: "/")])..<lowerBound(folder.bytes + [UInt8(ascii: "0")])
    }

    /// The positions of the entries whose path `isWanted` accepts; of a file in conflict, that of its first entry.
    func positions(where isWanted: (ArraySlice<UInt8>) -> Bool) -> [Int] {
        var positions: [Int] = []
        for position in slots.indices where isWanted(paths[range(of: slots[position])]) {
            if let last = positions.last, isPath(path(at: last), at: position) { continue }
            positions.append(position)
        }
        return positions
    }

    /// The position of the first entry whose path is not less than `key`, by bytes; all entries before `start` are
    /// less.
    func lowerBound(_ key: [UInt8], from start: Int = 0) -> Int {
        let paths = self.paths
        let bytes = paths.span
        let key = key.span
        var low = start
        var high = slots.count
        while low < high {
            let middle = (low + high) / 2
            if precedes(bytes, range(of: slots[middle]), key, 0..<key.count) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// Whether the bytes of `left` in `leftRange` come before those of `right` in `rightRange`, as `memcmp` orders them.
func precedes(
    _ left: borrowing Span<UInt8>,
    _ leftRange: Range<Int>,
    _ right: borrowing Span<UInt8>,
    _ rightRange: Range<Int>
) -> Bool {
    for offset in 0..<min(leftRange.count, rightRange.count) {
        let (leftByte, rightByte) = (left[leftRange.lowerBound + offset], right[rightRange.lowerBound + offset])
        if leftByte != rightByte { return leftByte < rightByte }
    }
    return leftRange.count < rightRange.count
}
