internal import CLibgit2
internal import SourceFiles

/// The files that Git ignores by `.gitignore`, `info/exclude` and `core.excludesFile`, as libgit2 reads them.
struct IgnoreRules {
    /// The repository; without one, nothing is ignored.
    let repository: Repository?

    /// Whether a rule ignores the untracked file or folder at `path`.
    ///
    /// The caller checks its folders first, from the top down: everything in an ignored folder is ignored, which
    /// libgit2 1.5.1 does not consider.
    func covers(_ path: Path, isFolder: Bool) throws(SnapshotError) -> Bool {
        guard let repository else { return false }
        var isIgnored: Int32 = 0
        let bytes = isFolder ? path.bytes + [UInt8(ascii: "/")] : path.bytes
        try explaining("cannot check whether \(path) is ignored") { () throws(GitError) in
            _ = try check(
                "git_ignore_path_is_ignored",
                unsafe bytes.withCString { unsafe git_ignore_path_is_ignored(&isIgnored, repository.handle.raw, $0) }
            )
        }
        return isIgnored != 0
    }
}
