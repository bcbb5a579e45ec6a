/// A snapshot to read from: the working tree, the index, the tree of a commit, or files in memory.
///
/// Takes paths; returns entries and bytes. A missing path is `nil`, or has no entries; everything that could not be
/// read is a ``SnapshotError``. No implementation follows a symbolic link: ``following(_:)`` does, within the snapshot.
public protocol FileTree: AnyObject {
    /// The entry at `path`; `nil` if the snapshot has none.
    ///
    /// A folder on disk is an entry even if Git would not track it.
    func entry(at path: Path) throws(SnapshotError) -> FileEntry?

    /// The entries of `folder`, sorted by path; empty if there is no such folder.
    ///
    /// Ignored files are left out; a folder is listed if it contains a file at any depth. With `recursive`, these are
    /// all files below, without the folders.
    func entries(in folder: Path, recursive: Bool) throws(SnapshotError) -> [FileEntry]

    /// The tracked files, links and submodules whose path `isWanted` accepts, sorted by path.
    ///
    /// The names are those of the index or of the commit's trees; the disk is not read, so that a file of the working
    /// tree may be missing there.
    func trackedEntries(where isWanted: (ArraySlice<UInt8>) -> Bool) throws(SnapshotError) -> [FileEntry]

    /// The tracked files as above, without those in folders whose tree `isSkipped` accepts, where a tree has ids.
    func trackedEntries(
        where isWanted: (ArraySlice<UInt8>) -> Bool,
        skipping isSkipped: (Path, ObjectID) throws(SnapshotError) -> Bool
    ) throws(SnapshotError) -> [FileEntry]

    /// The tree with the tracked files of `folder`; `nil` where it is not known without a look at each of them.
    func trackedTree(at folder: Path) throws(SnapshotError) -> ObjectID?

    /// The untracked files whose path `isWanted` accepts, at most `depth` levels below `folder`; Git does not know
    /// their names, so that folders are listed.
    ///
    /// A folder is not listed if `isSkipped` accepts its path. At most `limit` folders are listed, the uppermost first.
    func untrackedEntries(
        below folder: Path, depth: Int, limit: Int, skipping isSkipped: (Path) -> Bool,
        where isWanted: (ArraySlice<UInt8>) -> Bool
    ) throws(SnapshotError) -> [FileEntry]

    /// The bytes of the file at `path`; `nil` if there is no file.
    func contents(of path: Path) throws(SnapshotError) -> [UInt8]?

    /// Whether Git ignores a new file at `path`, so that it would not be part of the snapshot.
    func ignoresNewFile(at path: Path) throws(SnapshotError) -> Bool

    /// The line of an ignore file that makes Git ignore `path`, which is on disk; `nil` if it is not ignored, or the
    /// line is not found.
    func ignoreReason(of path: Path) throws(SnapshotError) -> IgnoreReason?

    /// The files and folders on disk directly in `folder` that Git ignores, sorted by path.
    ///
    /// Everything in an ignored folder is ignored. A folder with a tracked file in it is left out.
    func ignoredEntries(in folder: Path) throws(SnapshotError) -> [FileEntry]

    /// Transforms the bytes of `entries`, on all cores if there are enough of them, and returns the results in the same
    /// order.
    ///
    /// The bytes are lent for the duration of the call.
    func map<Value: Sendable>(
        _ entries: [FileEntry],
        _ transform: @escaping @Sendable (FileEntry, borrowing Span<UInt8>) -> Value
    ) throws(SnapshotError) -> [Value]
}

extension FileTree {
    /// By default nothing is ignored.
    public func ignoresNewFile(at path: Path) -> Bool { false }

    /// By default all files are tracked.
    public func trackedEntries(
        where isWanted: (ArraySlice<UInt8>) -> Bool
    ) throws(SnapshotError) -> [FileEntry] {
        try entries(in: .root, recursive: true).filter { isWanted($0.path.bytes[...]) }
    }

    /// By default no folder is skipped.
    public func trackedEntries(
        where isWanted: (ArraySlice<UInt8>) -> Bool,
        skipping isSkipped: (Path, ObjectID) throws(SnapshotError) -> Bool
    ) throws(SnapshotError) -> [FileEntry] {
        try trackedEntries(where: isWanted)
    }

    /// By default no tree is known.
    public func trackedTree(at folder: Path) -> ObjectID? { nil }

    /// By default no file is untracked.
    public func untrackedEntries(
        below folder: Path, depth: Int, limit: Int, skipping isSkipped: (Path) -> Bool,
        where isWanted: (ArraySlice<UInt8>) -> Bool
    ) throws(SnapshotError) -> [FileEntry] { [] }

    /// By default nothing is ignored.
    public func ignoreReason(of path: Path) -> IgnoreReason? { nil }

    /// By default nothing is ignored.
    public func ignoredEntries(in folder: Path) -> [FileEntry] { [] }
}

/// The error of a snapshot that could not be read, with the parts of its message.
public struct SnapshotError: Error, Hashable, Sendable {
    /// What was tried, and on what: *cannot read the index of `/srv/project`*.
    public let attempt: String
    /// Why it failed.
    public let reason: String
    /// What to do about it, in the imperative; `nil` if there is nothing to say.
    public let help: String?

    /// Makes an error of its parts.
    public init(_ attempt: String, reason: String, help: String? = nil) {
        self.attempt = attempt
        self.reason = reason
        self.help = help
    }
}
