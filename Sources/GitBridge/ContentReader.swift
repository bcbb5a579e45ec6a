internal import SourceFiles

/// Reads the bytes of entries, one after the other, through its own handles.
protocol ContentReader: ~Copyable {
    /// Lends the bytes of `entry`; of a symbolic link, its target.
    mutating func read<Value>(
        _ entry: FileEntry,
        _ body: (borrowing Span<UInt8>) -> Value
    ) throws(SnapshotError) -> Value
}

extension ContentReader where Self: ~Copyable {
    /// Transforms the bytes of `entries`, in their order.
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

/// Reads blobs, the content of the index and of commits.
struct BlobReader: ContentReader, ~Copyable {
    private var objects: ObjectDatabase

    /// Opens the objects of the repository at `location`.
    init(_ location: RepositoryLocation) throws(SnapshotError) {
        objects = try ObjectDatabase(location)
    }

    mutating func read<Value>(
        _ entry: FileEntry,
        _ body: (borrowing Span<UInt8>) -> Value
    ) throws(SnapshotError) -> Value {
        guard let object = entry.object, entry.mode.hasContent else { throw SnapshotError.noContent(entry) }
        return try objects.withBlob(object, at: entry.path, body)
    }
}

extension FileMode {
    /// Whether there are bytes to read: those of a file, or the target of a link.
    var hasContent: Bool {
        switch self {
        case .file, .symbolicLink: true
        case .folder, .submodule: false
        }
    }
}

extension SnapshotError {
    /// The error for an entry that has no bytes.
    static func noContent(_ entry: FileEntry) -> SnapshotError {
        SnapshotError("cannot read \(entry.path)", reason: "it is not a file of this snapshot")
    }
}
