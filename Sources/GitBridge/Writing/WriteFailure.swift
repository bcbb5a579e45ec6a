public import SourceFiles

/// An error while writing, and which files were written before it.
public struct WriteFailure: Error, Hashable, Sendable {
    /// What was tried, why it failed and what to do.
    public let error: SnapshotError
    /// The files that were written.
    public let written: [Path]
    /// The files that were not written.
    public let unwritten: [Path]

    /// Describes a failure.
    public init(_ error: SnapshotError, written: [Path], unwritten: [Path]) {
        self.error = error
        self.written = written
        self.unwritten = unwritten
    }
}
