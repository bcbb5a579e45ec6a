internal import CLibgit2
internal import SourceFiles

/// Whether a repository that was found, not named, may be trusted: whose it is, and what `safe.directory` says.
///
/// The rules are those of Git (`ensure_valid_ownership` of its setup.c, `safe.directory` of git-config(1)).
struct Ownership {
    /// The variables that Git reads.
    let environment: GitEnvironment

    /// Refuses a repository of another user that is not declared safe.
    ///
    /// `paths` are its work tree, the `.git` file and the Git directory, as far as there are; the first is the one to be declared.
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
            help: "if you trust it, say so: `git config --global --add safe.directory \(text)`"
        )
    }

    private func isOwned(_ path: [UInt8]) -> Bool {
        // What cannot be looked at belongs to somebody else.
        guard let status = try? FileStatus.of(path) else { return false }
        let user = geteuid()
        if status.owner == user { return true }
        // Root by way of sudo still trusts what the user behind it owns.
        return user == 0 && environment["SUDO_UID"].flatMap { UInt32($0) } == status.owner
    }

    /// Asks the configuration that no repository can write itself: the system's, the user's, and the environment's.
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
