internal import CLibgit2
internal import SourceFiles

/// An object that a snapshot needs and that could not be read.
struct ObjectReadFailure {
    /// Its id.
    let id: ObjectID
    /// What it would have been, as a message names it: a path, or *the root tree of …*.
    let name: String
    /// Where it was looked for.
    let location: RepositoryLocation
    /// What libgit2 said.
    let error: GitError

    /// The error as a user reads it: the cause, and the command that helps.
    var explained: SnapshotError {
        let attempt = "cannot read \(name) (object \(id))"
        guard error.isCode(GIT_ENOTFOUND) else {
            return SnapshotError(
                attempt, reason: "the object is damaged: \(error.message)",
                help: "find out what is damaged with `git fsck`, and fetch the repository anew"
            )
        }
        if let remote = promisorRemote {
            return SnapshotError(
                attempt,
                reason: "the repository is a partial clone, and the object has not been fetched from \(remote)",
                help: "fetch all objects once with `git fetch --refetch --no-filter \(remote)`"
            )
        }
        if location.isShallow {
            return SnapshotError(
                attempt, reason: "the repository is a shallow clone, and the object lies beyond its boundary",
                help: "fetch the whole history with `git fetch --unshallow`"
            )
        }
        return SnapshotError(
            attempt, reason: "the object is missing",
            help: "see what else is missing with `git fsck`, and fetch the repository anew"
        )
    }

    /// The remote that promised the objects that are not here; `nil` for a complete clone.
    private var promisorRemote: String? {
        // An unreadable configuration has been told of when the repository was opened.
        guard let configuration = try? Configuration(file: location.commonDirectory.joined("config")) else {
            return nil
        }
        return configuration.promisorRemote
    }
}

extension RepositoryLocation {
    /// Whether the history ends before its beginning: the file `shallow` lists where.
    var isShallow: Bool {
        // A file that cannot be looked at lists nothing.
        guard let status = try? FileStatus.of(commonDirectory.joined("shallow")) else { return false }
        return status.size > 0
    }
}
