internal import GitBridge
internal import SourceFiles

/// The tree that two histories have in common: that of their merge base, or, where they crossed, what merging their merge bases gives.
struct CommonAncestor {
    let repository: Repository

    /// The tree of the merge bases; `nil` where there are none.
    ///
    /// As Git's recursive strategy does it: the bases are merged one after another, over what *they* have in common.
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
