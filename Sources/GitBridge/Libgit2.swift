internal import CLibgit2
internal import SourceFiles

/// The library as a whole: initialised once, never shut down.
enum Libgit2 {
    /// The extensions of the repository format that are let through here and then looked at by ``RepositoryFormat``.
    ///
    /// libgit2 1.5.1 refuses any of them by name, even `objectFormat = sha1`, and its words do not say what to do.
    private static let declaredExtensions: [StaticString] = [
        "compatobjectformat", "objectformat", "partialclone", "preciousobjects", "refstorage", "relativeworktrees",
        "worktreeconfig",
    ]

    /// Makes the library ready, the first time that it is called.
    static func start() throws(SnapshotError) {
        if case .failure(let error) = started { throw error.explained("cannot start libgit2") }
    }

    /// Strict hash verification is off: no object is hashed again when it is read.
    ///
    /// Reading 20,000 migrations of 55 lines (95 MB) through one handle took 460 ms loose and 285 ms packed without it, 800 ms and 600 ms
    /// with it (git grep: 830 and 650 ms on two cores). Git itself does not hash what it reads either; zlib's checksum still finds damaged bytes, and finding
    /// an object that was replaced by a well-formed other one is the work of `git fsck`.
    private static let verifiesHashes = false

    private static let started: Result<Void, GitError> = Result { () throws(GitError) in
        try check("git_libgit2_init", git_libgit2_init())
        try check("git_libgit2_opts", lint_git_set_strict_hash_verification(verifiesHashes ? 1 : 0))
        // Ownership is judged in `Ownership`: libgit2 1.5.1 knows no `safe.directory = *`, and looks where Git does not.
        try check("git_libgit2_opts", lint_git_set_owner_validation(0))
        var names = unsafe declaredExtensions.map { name -> UnsafePointer<CChar>? in
            unsafe UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self)
        }
        try check("git_libgit2_opts", unsafe lint_git_set_extensions(&names, names.count))
    }
}
