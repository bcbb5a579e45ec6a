internal import CLibgit2
internal import SourceFiles

/// What Git is told to leave alone: `.gitignore`, `info/exclude` and `core.excludesFile`, as libgit2 reads them.
struct IgnoreRules {
    /// The repository; without one nothing is ignored.
    let repository: Repository?

    /// Whether the untracked file or folder at `path` is ignored by a rule that names it.
    ///
    /// Ask from the top down: what lies in an ignored folder is ignored whatever a rule says of it, and libgit2 1.5.1 does not know that.
    func covers(_ path: Path, isFolder: Bool) throws(SnapshotError) -> Bool {
        guard let repository else { return false }
        var isIgnored: Int32 = 0
        let bytes = isFolder ? path.bytes + [UInt8(ascii: "/")] : path.bytes
        try explaining("cannot find out whether \(path) is ignored") { () throws(GitError) in
            _ = try check(
                "git_ignore_path_is_ignored",
                unsafe bytes.withCString { unsafe git_ignore_path_is_ignored(&isIgnored, repository.handle.raw, $0) }
            )
        }
        return isIgnored != 0
    }
}
