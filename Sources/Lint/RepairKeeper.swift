internal import Diagnostics
internal import GitBridge
internal import SourceFiles

/// Knows the files that a repair cannot be written to.
struct RepairKeeper {
    private let repository: Repository
    private let session: Session
    private let isWriting: Bool

    /// Looks at the files of a session; where nothing is going to be written, every file will do.
    init(_ repository: Repository, _ session: Session, isWriting: Bool) {
        self.repository = repository
        self.session = session
        self.isWriting = isWriting
    }

    /// Why a file has to be left as it is, and what helps; `nil` where it has not.
    func reason(toLeave path: Path) throws(SnapshotError) -> WriteRefusal? {
        guard isWriting else { return nil }
        switch session.snapshot.kind {
        case .index:
            return try repository.isBehindCleanFilter(path) ? .cleanFilter(path) : nil
        case .worktree:
            if try session.tree.entry(at: path) == nil { return nil }
            return try repository.isOnDisk(path) ? nil : .sparseCheckout(path)
        case .commit, .merge: return nil
        }
    }
}
