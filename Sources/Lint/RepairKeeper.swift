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
    func reason(toLeave path: Path) throws(SnapshotError) -> String? {
        guard isWriting else { return nil }
        switch session.snapshot.kind {
        case .index:
            return try repository.isBehindCleanFilter(path)
                ? "Git runs a filter over \(path); repair the file on disk with `lint --fix`, then `git add` it" : nil
        case .worktree:
            if try session.tree.entry(at: path) == nil { return nil }
            if try repository.isOnDisk(path) { return nil }
            return
                "a sparse checkout leaves \(path) out of the work tree; check it out first, or repair the index with `lint --fix --staged`"
        case .commit, .merge: return nil
        }
    }
}
