/// A snapshot to read from: the working tree, the index, the tree of a commit, or files in memory.
///
/// What walks in: paths. What walks out: entries and bytes. Every answer is of the one snapshot; an absent path is an answer (`nil`, or no
/// entries), everything that could not be read is a ``SnapshotError``. No implementation follows a symbolic link.
public protocol FileTree: AnyObject {
    /// The entry at `path`; `nil` where the snapshot has none.
    ///
    /// A folder on disk is an entry even when Git would not keep it.
    func entry(at path: Path) throws(SnapshotError) -> FileEntry?

    /// The entries of `folder`, sorted by path; empty where there is no such folder.
    ///
    /// Ignored files are left out; a folder is listed where it holds something, in whatever depth. With `recursive`, all files below,
    /// without the folders themselves.
    func entries(in folder: Path, recursive: Bool) throws(SnapshotError) -> [FileEntry]

    /// The bytes of the file at `path`; `nil` where there is no file.
    func contents(of path: Path) throws(SnapshotError) -> [UInt8]?

    /// Whether a new file at `path` would be no part of the snapshot, since Git is told to ignore it.
    func ignoresNewFile(at path: Path) throws(SnapshotError) -> Bool

    /// Reads `entries`, on all cores where that pays, and gives what `transform` makes of each, in the same order.
    ///
    /// The bytes are lent for the duration of the call.
    func map<Value: Sendable>(
        _ entries: [FileEntry],
        _ transform: @escaping @Sendable (FileEntry, borrowing Span<UInt8>) -> Value
    ) throws(SnapshotError) -> [Value]
}

extension FileTree {
    /// Nothing is ignored but on disk.
    public func ignoresNewFile(at path: Path) -> Bool { false }
}

/// Why a snapshot could not be read, in the words that a user needs.
public struct SnapshotError: Error, Hashable, Sendable {
    /// What was tried, and on what: *cannot read the index of `/srv/project`*.
    public let attempt: String
    /// Why it failed.
    public let reason: String
    /// What to do about it.
    public let help: String?

    /// Makes an error out of what was tried, why it failed and what helps.
    public init(_ attempt: String, reason: String, help: String? = nil) {
        self.attempt = attempt
        self.reason = reason
        self.help = help
    }
}
