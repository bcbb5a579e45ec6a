internal import SourceFiles

/// A defect of the bytes of an index.
enum IndexFormatError: Error {
    /// It is truncated or inconsistent.
    case corrupt(String)
    /// A version that this program does not know.
    case version(UInt32)
    /// An extension that changes the meaning of the entries.
    case mandatoryExtension(String)

    /// The error for people.
    func explained(_ attempt: String, _ path: String) -> SnapshotError {
        switch self {
        case .corrupt(let what):
            SnapshotError(
                attempt, reason: "it is corrupt: \(what)",
                help: "recreate it: `rm \(path)`, then `git reset`; staged changes must be staged again"
            )
        case .version(let version):
            SnapshotError(
                attempt, reason: "its version is \(version); lint reads versions 2 to 4",
                help: "write it in an older version: `git update-index --index-version 4`"
            )
        case .mandatoryExtension("link"):
            SnapshotError(
                attempt, reason: "it is a split index", help: "join it: `git update-index --no-split-index`"
            )
        case .mandatoryExtension("sdir"):
            SnapshotError(
                attempt, reason: "it is a sparse index",
                help: "expand it: `git sparse-checkout reapply --no-sparse-index`"
            )
        case .mandatoryExtension(let name):
            SnapshotError(
                attempt, reason: "it has the unknown extension `\(name)`", help: "try a newer version of lint")
        }
    }
}

/// Reads gitformat-index(5): the start of each entry, after a check that the entry is complete.
struct IndexParser {
    /// Whether a sparse checkout leaves any of the entries out of the work tree.
    private(set) var hasSkipWorktreeEntries = false
    /// The bytes of the extension with the trees of folders; empty if there is none.
    private(set) var cachedTrees: ArraySlice<UInt8> = []
    private let bytes: [UInt8]
    private let version: UInt32
    private let entryCount: Int
    /// The offset of the checksum of 20 bytes.
    private let end: Int
    private var position = 12
    private var slots: [IndexFile.Slot] = []
    private var paths: [UInt8] = []

    /// Reads the header.
    init(_ bytes: [UInt8]) throws(IndexFormatError) {
        self.bytes = bytes
        end = bytes.count - 20
        guard end >= 12, bytes.count <= UInt32.max else { throw .corrupt("it has \(bytes.count) bytes") }
        guard bytes[..<4].elementsEqual("DIRC".utf8) else { throw .corrupt("it does not begin with `DIRC`") }
        version = bigEndian32(bytes.span, 4)
        guard (2...4).contains(version) else { throw .version(version) }
        entryCount = Int(bigEndian32(bytes.span, 8))
        // The shortest entry has its fields and one NUL.
        guard entryCount <= (end - 12) / 63 else { throw .corrupt("it is too short for its \(entryCount) entries") }
    }

    /// The position of every entry, and the bytes that their paths point into.
    mutating func parse() throws(IndexFormatError) -> (slots: [IndexFile.Slot], paths: [UInt8]) {
        slots.reserveCapacity(entryCount)
        if version == 4 {
            try parseCompressedEntries()
        } else {
            try parseEntries()
        }
        try parseExtensions()
        return (slots, version == 4 ? paths : bytes)
    }

    private mutating func parseEntries() throws(IndexFormatError) {
        let source = self.bytes
        let bytes = source.span
        var previous = 0..<0
        for _ in 0..<entryCount {
            let start = position
            guard start + IndexFields.lengths.long < end else { throw truncated }
            let flags = bigEndian16(bytes, start + 60)
            let path = start + IndexFields.length(flags: flags)
            noteIfSkipped(bytes, start)
            var length = Int(flags & 0xFFF)
            if length == 0xFFF { while path + length < end, bytes[path + length] != 0 { length += 1 } }
            guard path + length < end, bytes[path + length] == 0 else { throw truncated }
            let range = path..<(path + length)
            // Lookups depend on the order: an entry that is out of order would seem to be missing.
            if precedes(bytes, range, bytes, previous) { throw outOfOrder }
            slots.append(IndexFile.Slot(fields: start, path: range))
            previous = range
            // Padded with one to eight NULs to a multiple of eight.
            position = start + (path - start + length + 8) & ~7
        }
    }

    /// Reads the entries of version 4: each path is the one before, without some bytes at its end, and a suffix.
    private mutating func parseCompressedEntries() throws(IndexFormatError) {
        let source = self.bytes
        let bytes = source.span
        var previous: [UInt8] = []
        for _ in 0..<entryCount {
            let start = position
            guard start + IndexFields.lengths.long < end else { throw truncated }
            position += IndexFields.length(flags: bigEndian16(bytes, start + 60))
            noteIfSkipped(bytes, start)
            let removed = try variableLengthNumber()
            guard removed <= previous.count else { throw .corrupt("the length of a path is wrong") }
            var path = Array(previous.dropLast(removed))
            while position < end, bytes[position] != 0 {
                path.append(bytes[position])
                position += 1
            }
            guard position < end, paths.count + path.count <= UInt32.max else { throw truncated }
            position += 1
            if path.lexicographicallyPrecedes(previous) { throw outOfOrder }
            slots.append(IndexFile.Slot(fields: start, path: paths.count..<(paths.count + path.count)))
            paths += path
            previous = path
        }
    }

    private mutating func noteIfSkipped(_ bytes: borrowing Span<UInt8>, _ start: Int) {
        if bytes[start + 60] & 0x40 != 0, bytes[start + 62] & 0x40 != 0 { hasSkipWorktreeEntries = true }
    }

    /// Reads the variable-width number that packs use for offsets.
    private mutating func variableLengthNumber() throws(IndexFormatError) -> Int {
        var value = -1
        while position < end, value < Int(UInt32.max) {
            let byte = bytes[position]
            position += 1
            value = (value + 1) << 7 | Int(byte & 0x7F)
            if byte & 0x80 == 0 { return value }
        }
        throw truncated
    }

    private mutating func parseExtensions() throws(IndexFormatError) {
        while position < end {
            guard position + 8 <= end else { throw truncated }
            let name = bytes[position..<(position + 4)]
            let start = position + 8
            position = start + Int(bigEndian32(bytes.span, position + 4))
            guard position <= end else { throw truncated }
            if name.elementsEqual("TREE".utf8) { cachedTrees = bytes[start..<position] }
            // An upper-case first letter marks an optional extension.
            guard let first = name.first, (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(first) else {
                throw .mandatoryExtension(Path.printable(Array(name)))
            }
        }
        guard position == end else { throw truncated }
    }

    private var truncated: IndexFormatError { .corrupt("it ends in the middle of an entry") }

    private var outOfOrder: IndexFormatError { .corrupt("its entries are out of order") }
}
