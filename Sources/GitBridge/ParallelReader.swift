internal import Dispatch
internal import SourceFiles
internal import Synchronization

/// Reads many entries on all cores: in contiguous parts, each with a reader of its own.
///
/// Threads of Dispatch rather than tasks: nothing here waits for anything else, and an asynchronous `main` costs a static executable 20 ms
/// (it ends the main thread by unwinding it, and a static libgcc sorts all unwind tables for that; measured with callgrind).
enum ParallelReader {
    /// From this many entries on, tasks and their handles cost less than they save.
    static let threshold = 256

    /// Reads `entries` through readers that `open` makes and gives what `transform` makes of each, in the same order.
    static func map<Reader: ContentReader & ~Copyable, Value: Sendable>(
        _ entries: [FileEntry],
        _ open: @escaping @Sendable () throws(SnapshotError) -> Reader,
        _ transform: @escaping @Sendable (FileEntry, borrowing Span<UInt8>) -> Value
    ) throws(SnapshotError) -> [Value] {
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
        // In their order, so that of several errors it is always the same one that is told.
        for case let result? in results.withLock({ $0 }) { values += try result.get() }
        return values
    }

    private static func split(_ entries: [FileEntry]) -> [ArraySlice<FileEntry>] {
        let cores = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        // A few parts for each core: one with large files must not keep the others waiting.
        let size = max(threshold / 2, (entries.count + 4 * cores - 1) / (4 * cores))
        return stride(from: 0, to: entries.count, by: size).map { entries[$0..<min($0 + size, entries.count)] }
    }
}
