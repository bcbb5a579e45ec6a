internal import GitBridge
internal import SourceFiles

/// The tree that two histories have in common: that of their merge base or, if there are several, the result of merging
/// them.
struct CommonAncestor {
    let repository: Repository

    /// The tree of the merge bases; `nil` if there are none.
    ///
    /// As in Git's recursive strategy, the bases are merged one after another, over what *they* have in common.
    func tree(of bases: [ObjectID]) throws(SnapshotError) -> (any FileTree)? {
        guard let first = bases.first else { return nil }
        var merged: any FileTree = try repository.tree(of: first)
        for (position, base) in bases.enumerated().dropFirst() {
            let below = try repository.mergeBases(of: [base], and: Array(bases[..<position]))
            let ancestor = try tree(of: below) ?? MemoryTree([:])
            merged = MergedTree(
                ancestor: ancestor, ours: merged, theirs: try repository.tree(of: base), marksConflicts: true)
        }
        return merged
    }
}

/// Why two histories cannot be compared, and what helps.
struct MissingMergeBase {
    let repository: Repository

    /// Whether there is no merge base, and not just none in a clone without the whole history.
    var isCertain: Bool { !repository.isShallow }

    /// The reason, without a full stop.
    var reason: String {
        repository.isShallow
            ? "this clone is shallow and does not contain the merge base"
            : "the two histories have no commit in common"
    }

    /// What helps, in the imperative.
    var help: String {
        repository.isShallow
            ? "fetch the rest: `git fetch --unshallow` (in CI, check out with the whole history)"
            : "name another revision; `git log --graph --all` shows the histories"
    }

    func error(_ attempt: String) -> SnapshotError {
        SnapshotError(attempt, reason: reason, help: help)
    }
}
