internal import CLibgit2
internal import SourceFiles

/// Initialises libgit2 once; it is never shut down.
enum Libgit2 {
    /// The extensions of the repository format that libgit2 accepts here and ``RepositoryFormat`` checks afterwards.
    ///
    /// libgit2 1.5.1 refuses each of them by its name, even `objectFormat = sha1`, with a message that does not say
    /// what to do.
    private static let declaredExtensions: [StaticString] = [
        "compatobjectformat", "objectformat", "partialclone", "preciousobjects", "refstorage", "relativeworktrees",
        "worktreeconfig",
    ]

    /// Initialises the library on the first call.
    static func start() throws(SnapshotError) {
        if case .failure(let error) = started { throw error.explained("cannot start libgit2") }
    }

    /// Strict hash verification is off: an object is not hashed again when it is read.
    ///
    /// Reading 20,000 migrations of 55 lines (95 MB) through one handle took 460 ms loose and 285 ms packed without it,
    /// 800 ms and 600 ms with it (git grep: 830 and 650 ms on two cores). Git does not hash what it reads either. The
    /// checksum of zlib still finds damaged bytes; `git fsck` finds an object that was replaced by a valid other one.
    private static let verifiesHashes = false

    private static let started: Result<Void, GitError> = Result { () throws(GitError) in
        try check("git_libgit2_init", git_libgit2_init())
        try check("git_libgit2_opts", lint_git_set_strict_hash_verification(verifiesHashes ? 1 : 0))
        // `Ownership` checks the owner: libgit2 1.5.1 does not support `safe.directory = *`, and checks other paths
        // than Git.
        try check("git_libgit2_opts", lint_git_set_owner_validation(0))
        var names = unsafe declaredExtensions.map { name -> UnsafePointer<CChar>? in
            unsafe UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self)
        }
        try check("git_libgit2_opts", unsafe lint_git_set_extensions(&names, names.count))
    }
}
