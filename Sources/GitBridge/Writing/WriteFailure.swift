public import SourceFiles

/// Why writing broke off, and how far it came.
public struct WriteFailure: Error, Hashable, Sendable {
    /// What was tried, why it failed and what helps.
    public let error: SnapshotError
    /// The files that hold their new bytes.
    public let written: [Path]
    /// The files that are as they were.
    public let unwritten: [Path]

    /// Describes a failure.
    public init(_ error: SnapshotError, written: [Path], unwritten: [Path]) {
        self.error = error
        self.written = written
        self.unwritten = unwritten
    }
}
