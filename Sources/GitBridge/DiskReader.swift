internal import SourceFiles

/// Reads files on disk, one after the other into the same buffer.
///
/// A file that a sparse checkout leaves out of the work tree is read from the objects.
struct DiskReader: ContentReader, ~Copyable {
    private var disk: Disk
    private var buffer: [UInt8] = []
    private let location: RepositoryLocation?
    private var blobs: BlobReader?

    /// Opens the work tree at `root`; `location` is that of its repository, `nil` if there is none.
    init(_ root: [UInt8], _ location: RepositoryLocation?) throws(SnapshotError) {
        disk = try Disk(root)
        self.location = location
    }

    mutating func read<Value>(
        _ entry: FileEntry,
        _ body: (borrowing Span<UInt8>) -> Value
    ) throws(SnapshotError) -> Value {
        guard entry.mode.hasContent else { throw SnapshotError.noContent(entry) }
        if let length = try fill(entry) {
            // Nothing is copied: the filled part of the buffer is lent.
            let bytes = buffer.span.extracting(0..<length)
            return body(bytes)
        }
        guard entry.object != nil, let location else {
            throw SnapshotError(
                "cannot read \(entry.path)", reason: "it was removed or replaced during the run",
                help: "run `lint` again"
            )
        }
        if blobs == nil { blobs = try BlobReader(location) }
        guard let value = try blobs?.read(entry, body) else { throw SnapshotError.noContent(entry) }
        return value
    }

    /// Reads the content of `entry` into the buffer and returns its length; `nil` if the file is not on disk.
    private mutating func fill(_ entry: FileEntry) throws(SnapshotError) -> Int? {
        let name = Array(entry.path.name)
        // Moved out for the duration of the call, because the disk is modified as well.
        var buffer: [UInt8] = []
        swap(&buffer, &self.buffer)
        defer { swap(&buffer, &self.buffer) }
        let answer = try disk.withFolder(entry.path.parent ?? .root) { folder -> Result<Int?, SystemError> in
            Result { () throws(SystemError) in
                entry.mode == .symbolicLink
                    ? try Self.readLink(name, in: folder, into: &buffer)
                    : try Self.readFile(name, in: folder, into: &buffer)
            }
        }
        guard case .found(let result) = answer else { return nil }
        do throws(SystemError) {
            return try result.get()
        } catch {
            if error.isAbsence { return nil }
            throw error.explained("cannot read \(entry.path)")
        }
    }

    private static func readFile(
        _ name: [UInt8],
        in folder: borrowing Descriptor,
        into buffer: inout [UInt8]
    ) throws(SystemError) -> Int? {
        let file = try Descriptor(name, in: folder)
        let status = try FileStatus.of(file)
        guard status.kind == .file else { return nil }
        return try file.read(into: &buffer, expected: status.size)
    }

    private static func readLink(
        _ name: [UInt8],
        in folder: borrowing Descriptor,
        into buffer: inout [UInt8]
    ) throws(SystemError) -> Int? {
        let target = try targetOfLink(name, in: folder)
        if buffer.count < target.count {
            buffer = target
        } else {
            buffer.replaceSubrange(0..<target.count, with: target)
        }
        return target.count
    }
}
