#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif
internal import SourceFiles

/// Reads many entries on all cores: in contiguous parts, each in a task with a reader of its own.
enum ParallelMap {
    /// From this many entries on, tasks and their handles cost less than they save.
    static let threshold = 256

    /// Reads `entries` through readers that `open` makes and gives what `transform` makes of each, in the same order.
    static func map<Reader: ContentReader & ~Copyable, Value: Sendable>(
        _ entries: [FileEntry],
        _ open: @escaping @Sendable () throws(SnapshotError) -> Reader,
        _ transform: @escaping @Sendable (FileEntry, borrowing Span<UInt8>) -> Value
    ) async throws(SnapshotError) -> [Value] {
        let parts = split(entries)
        typealias Answer = (part: Int, result: Result<[Value], SnapshotError>)
        let results = await withTaskGroup(of: Answer.self) { group in
            for (number, part) in parts.enumerated() {
                group.addTask {
                    let result = Result { () throws(SnapshotError) in
                        var reader = try open()
                        return try reader.read(part, transform)
                    }
                    return (number, result)
                }
            }
            var results = [Result<[Value], SnapshotError>?](repeating: nil, count: parts.count)
            for await answer in group { results[answer.part] = answer.result }
            return results
        }
        var values: [Value] = []
        values.reserveCapacity(entries.count)
        // In their order, so that of several errors it is always the same one that is told.
        for case let result? in results { values += try result.get() }
        return values
    }

    private static func split(_ entries: [FileEntry]) -> [ArraySlice<FileEntry>] {
        let cores = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        // A few parts for each core: one with large files must not keep the others waiting.
        let size = max(threshold / 2, (entries.count + 4 * cores - 1) / (4 * cores))
        return stride(from: 0, to: entries.count, by: size).map { entries[$0..<min($0 + size, entries.count)] }
    }
}
