internal import Dispatch
internal import SourceFiles
internal import Synchronization

/// Reads many entries on all cores, in contiguous parts, each with its own reader.
///
/// It uses threads of Dispatch, not tasks: nothing here waits, and an asynchronous `main` costs a static executable 20
/// ms (it ends the main thread by unwinding, for which a static libgcc sorts all unwind tables; measured with
/// callgrind).
enum ParallelReader {
    /// The number of entries from which on threads and their handles cost less than they save.
    private static let threshold = 256

    /// Transforms the bytes of `entries`, in their order: a few through `reader`, many through readers that `open`
    /// makes.
    static func map<Reader: ContentReader & ~Copyable, Value: Sendable>(
        _ entries: [FileEntry],
        through reader: inout Reader,
        _ open: @escaping @Sendable () throws(SnapshotError) -> Reader,
        _ transform: @escaping @Sendable (FileEntry, borrowing Span<UInt8>) -> Value
    ) throws(SnapshotError) -> [Value] {
        if entries.count < threshold { return try reader.read(entries[...], transform) }
        let parts = split(entries)
        let results = Mutex([Result<[Value], SnapshotError>?](repeating: nil, count: parts.count))
        DispatchQueue.concurrentPerform(iterations: parts.count) { number in
            let result = Result { () throws(SnapshotError) in
                var reader = try open()
                return try reader.read(parts[number], transform)
            }
            results.withLock { $0[number] = result }
        }
        var values: [Value] = []
        values.reserveCapacity(entries.count)
        // In order, so that the first of several errors is always the same.
        for case let result? in results.withLock({ $0 }) { values += try result.get() }
        return values
    }

    private static func split(_ entries: [FileEntry]) -> [ArraySlice<FileEntry>] {
        let cores = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        // Several parts for each core, so that a part with large files does not keep the other cores waiting.
        let size = max(threshold / 2, (entries.count + 4 * cores - 1) / (4 * cores))
        return stride(from: 0, to: entries.count, by: size).map { entries[$0..<min($0 + size, entries.count)] }
    }
}
