internal import CLibgit2
internal import SourceFiles

/// The failure to read an object that a snapshot needs.
struct ObjectReadFailure {
    /// Its id.
    let id: ObjectID
    /// The name of the object in a message: a path, or *the root tree of …*.
    let name: String
    /// The repository.
    let location: RepositoryLocation
    /// The error of libgit2.
    let error: GitError

    /// The error for people: the cause, and the command that helps.
    var explained: SnapshotError {
        let attempt = "cannot read \(name) (object \(id))"
        guard error.isCode(GIT_ENOTFOUND) else {
            return SnapshotError(
                attempt, reason: "the object is damaged: \(error.message)",
                help: "run `git fsck` to list the damage, then clone the repository again"
            )
        }
        if let remote = promisorRemote {
            return SnapshotError(
                attempt,
                reason: "the repository is a partial clone without the object; \(remote) has it",
                help: "fetch all objects: `git fetch --refetch --no-filter \(remote)`"
            )
        }
        if location.isShallow {
            return SnapshotError(
                attempt, reason: "the repository is a shallow clone, and the object is beyond its boundary",
                help: "fetch the whole history: `git fetch --unshallow`"
            )
        }
        return SnapshotError(
            attempt, reason: "the object is missing",
            help: "run `git fsck` to list the missing objects, then clone the repository again"
        )
    }

    /// The remote that promised the missing objects; `nil` for a complete clone.
    private var promisorRemote: String? {
        // An unreadable configuration was reported when the repository was opened.
        guard let configuration = try? Configuration(file: location.commonDirectory.joined("config")) else {
            return nil
        }
        return configuration.promisorRemote
    }
}

extension RepositoryLocation {
    /// Whether the history is incomplete: the file `shallow` lists its boundary.
    var isShallow: Bool {
        // A file that cannot be read counts as empty.
        guard let status = try? FileStatus.of(commonDirectory.joined("shallow")) else { return false }
        return status.size > 0
    }
}
