internal import SourceFiles

/// Merges one path: takes its entries in three trees, and returns the outcome.
struct FileMerge {
    /// The source of the bytes of a merged file.
    enum Content {
        case ours, theirs
        /// The merged text of both sides.
        case bytes([UInt8])
    }

    /// The result for a path.
    struct Outcome {
        /// The file; `nil` if the merge deletes it.
        var entry: FileEntry?
        /// The source of its bytes; at `source`, for a file that was renamed.
        var content = Content.ours
        /// The conflict; the file is then that of ours, or that of theirs if ours has none.
        var conflict: ConflictedFile.Kind?
        /// The bytes with conflict markers.
        var marked: [UInt8]?
        /// The path on the side that has the bytes.
        var source: Path?
    }

    let ancestor: any FileTree
    let ours: any FileTree
    let theirs: any FileTree

    /// Whether two entries are the same file.
    func isSame(_ left: FileEntry, in one: any FileTree, _ right: FileEntry, in other: any FileTree)
        throws(SnapshotError)
        -> Bool
    {
        guard left.mode == right.mode else { return false }
        if let id = left.object, let other = right.object { return id == other }
        guard left.isFile else { return false }
        return try one.contents(of: left.path) == other.contents(of: right.path)
    }

    private func isSame(
        _ left: FileEntry?, in one: any FileTree, _ right: FileEntry?, in other: any FileTree
    ) throws(SnapshotError) -> Bool {
        switch (left, right) {
        case (nil, nil): true
        case (let left?, let right?): try isSame(left, in: one, right, in: other)
        default: false
        }
    }

    /// Merges one path; the entries are files, links or submodules, and `path` is the path of the result.
    func merge(_ base: FileEntry?, _ our: FileEntry?, _ their: FileEntry?, at path: Path) throws(SnapshotError)
        -> Outcome
    {
        func take(_ entry: FileEntry?, _ content: Content, _ conflict: ConflictedFile.Kind? = nil) -> Outcome {
            Outcome(
                entry: entry.map { FileEntry(path: path, mode: $0.mode, object: $0.object) }, content: content,
                conflict: conflict, source: entry?.path)
        }
        if try isSame(our, in: ours, their, in: theirs) { return take(our, .ours) }
        if try isSame(base, in: ancestor, our, in: ours) { return take(their, .theirs) }
        if try isSame(base, in: ancestor, their, in: theirs) { return take(our, .ours) }
        guard let our else { return take(their, .theirs, .deletedByOurs) }
        guard let their else { return take(our, .ours, .deletedByTheirs) }
        guard our.isFile, their.isFile, base?.isFile ?? true else { return take(our, .ours, .distinctTypes) }
        return try mergeContents(base, our, their, at: path)
    }

    private func mergeContents(
        _ base: FileEntry?, _ our: FileEntry, _ their: FileEntry, at path: Path
    ) throws(SnapshotError) -> Outcome {
        let mode = our.mode == base?.mode ? their.mode : our.mode
        let versions = (
            try base.map { base throws(SnapshotError) in try ancestor.contents(of: base.path) ?? [] } ?? [],
            try ours.contents(of: our.path) ?? [], try theirs.contents(of: their.path) ?? []
        )
        // The content is equal, so that only the mode may differ.
        if versions.1 == versions.2 {
            return Outcome(
                entry: FileEntry(path: path, mode: mode, object: our.object), content: .ours,
                conflict: base == nil ? .addedByBoth : nil, source: our.path)
        }
        try Libgit2.start()
        let merged: TextMerge.Result
        do throws(GitError) {
            merged = try TextMerge.merge(ancestor: versions.0, ours: versions.1, theirs: versions.2)
        } catch {
            throw error.explained("cannot merge the two versions of \(path)")
        }
        switch merged {
        case .merged(let bytes) where bytes == versions.1:
            return Outcome(
                entry: FileEntry(path: path, mode: mode, object: our.object), content: .ours, source: our.path)
        case .merged(let bytes) where bytes == versions.2:
            return Outcome(
                entry: FileEntry(path: path, mode: mode, object: their.object), content: .theirs, source: their.path)
        case .merged(let bytes):
            return Outcome(entry: FileEntry(path: path, mode: mode), content: .bytes(bytes))
        case .conflict(let bytes):
            return Outcome(
                entry: FileEntry(path: path, mode: our.mode, object: our.object), content: .ours,
                conflict: base == nil ? .addedByBoth : .contents, marked: bytes, source: our.path)
        }
    }
}
