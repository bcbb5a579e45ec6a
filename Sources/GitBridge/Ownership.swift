internal import CLibgit2
internal import SourceFiles

/// Checks whether a repository that was found by search may be trusted, by its owner and `safe.directory`.
///
/// Source: `ensure_valid_ownership` in Git's setup.c, and `safe.directory` in git-config(1).
struct Ownership {
    /// The variables that Git reads.
    let environment: GitEnvironment

    /// Refuses a repository of another user that is not declared safe.
    ///
    /// `paths` are its work tree, the `.git` file and the Git directory, those that exist; the first is the one to
    /// declare.
    func check(_ paths: [[UInt8]], for repository: borrowing GitHandle<HandleKinds.Repository>) throws(SnapshotError) {
        guard let declared = paths.first, let foreign = paths.first(where: { !isOwned($0) }) else { return }
        let text = declared.text
        do throws(GitError) {
            if try isSafe(declared, repository) { return }
        } catch {
            throw error.explained("cannot read Git's configuration")
        }
        throw SnapshotError(
            "cannot trust the repository \(text)", reason: "\(foreign.text) is owned by another user",
            help: "declare it safe if you trust it: `git config --global --add safe.directory \(text)`"
        )
    }

    private func isOwned(_ path: [UInt8]) -> Bool {
        // A path that cannot be read belongs to another user.
        guard let status = try? FileStatus.of(path) else { return false }
        let user = geteuid()
        if status.owner == user { return true }
        // Root through sudo also trusts what the original user owns.
        return user == 0 && environment["SUDO_UID"].flatMap { UInt32($0) } == status.owner
    }

    /// Reads the configuration that a repository cannot write: the system's, the user's, and the environment's.
    private func isSafe(
        _ path: [UInt8],
        _ repository: borrowing GitHandle<HandleKinds.Repository>
    ) throws(GitError) -> Bool {
        let configuration = try Configuration.empty()
        try environment.addProtectedFiles(to: configuration, for: repository)
        let values = try configuration.values(of: "safe.directory").map(\.text)
        var isSafe = false
        for value in values + environment.configuredValues(of: "safe.directory") {
            if value.isEmpty {
                isSafe = false
            } else if covers(value, path.withoutTrailingSlash) {
                isSafe = true
            }
        }
        return isSafe
    }

    private func covers(_ value: String, _ path: [UInt8]) -> Bool {
        if value == "*" { return true }
        var value = value
        if value.hasPrefix("~/"), let home = environment["HOME"] { value = home + value.dropFirst() }
        if value.hasSuffix("/*") { return path.starts(with: value.dropLast().utf8) }
        return Array(value.utf8).withoutTrailingSlash == path
    }
}
