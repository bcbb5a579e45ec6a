internal import SourceFiles

/// Reads the bytes of entries, one after the other, through handles of its own.
protocol ContentReader: ~Copyable {
    /// Lends the bytes of `entry`; of a symbolic link, its target.
    mutating func read<Value>(
        _ entry: FileEntry,
        _ body: (borrowing Span<UInt8>) -> Value
    ) throws(SnapshotError) -> Value
}

extension ContentReader where Self: ~Copyable {
    /// Reads `entries` in their order and gives what `transform` makes of each.
    mutating func read<Value>(
        _ entries: ArraySlice<FileEntry>,
        _ transform: (FileEntry, borrowing Span<UInt8>) -> Value
    ) throws(SnapshotError) -> [Value] {
        var values: [Value] = []
        values.reserveCapacity(entries.count)
        for entry in entries {
            values.append(try read(entry) { transform(entry, $0) })
        }
        return values
    }

    /// The bytes of `entry`.
    mutating func bytes(of entry: FileEntry) throws(SnapshotError) -> [UInt8] {
        try read(entry) { bytes in unsafe bytes.withUnsafeBufferPointer { unsafe Array($0) } }
    }
}

/// Reads blobs: what the index and commits consist of.
struct BlobReader: ContentReader, ~Copyable {
    private let objects: ObjectDatabase

    /// Opens the objects of the repository at `location`.
    init(_ location: RepositoryLocation) throws(SnapshotError) {
        objects = try ObjectDatabase(location)
    }

    func read<Value>(
        _ entry: FileEntry,
        _ body: (borrowing Span<UInt8>) -> Value
    ) throws(SnapshotError) -> Value {
        guard let object = entry.object, entry.mode.hasContent else { throw SnapshotError.noContent(entry) }
        return try objects.withBlob(object, at: entry.path, body)
    }
}

extension FileMode {
    /// Whether there are bytes to read: a file's, or a link's target.
    var hasContent: Bool {
        switch self {
        case .file, .symbolicLink: true
        case .folder, .submodule: false
        }
    }
}

extension SnapshotError {
    /// Says that an entry cannot be read because of what it is.
    static func noContent(_ entry: FileEntry) -> SnapshotError {
        SnapshotError("cannot read \(entry.path)", reason: "it is no file of this snapshot")
    }
}
