internal import GitBridge
internal import SourceFiles

/// Finds the base: the revision that the change is going to be added to.
///
/// In this order: `--base`, `base` of rules.json, the target branch that CI names in its environment, `origin/HEAD`,
/// `origin/main`, `origin/master`, the first target of a merge, `HEAD`. A base that somebody named must exist: another
/// one in its place would be a guess.
struct BaseFinder {
    /// A commit, and the name of the base.
    struct Base {
        let id: ObjectID
        let name: String
    }

    let repository: Repository
    let variables: [String: String]

    /// The base; `nil` before the first commit.
    func base(option: String?, settings: String?, mergeTarget: String?) throws(SnapshotError) -> Base? {
        guard case .commit(let head, _) = try repository.head() else { return nil }
        if let name = option ?? settings { return Base(id: try repository.resolve(revision: name), name: name) }
        if let target = Target(variables) { return try base(target) }
        for name in ["HEAD", "main", "master"] {
            if let found = try repository.commit(ofReference: "refs/remotes/origin/" + name) {
                return Base(id: found.id, name: Self.short(found.reference))
            }
        }
        // Without a remote, the target of a merge is nearer to a deployment than the branch at hand.
        if let mergeTarget { return Base(id: try repository.resolve(revision: mergeTarget), name: mergeTarget) }
        return Base(id: head, name: "HEAD")
    }

    private func base(_ target: Target) throws(SnapshotError) -> Base {
        for reference in ["refs/remotes/origin/" + target.branch, "refs/heads/" + target.branch] {
            if let found = try repository.commit(ofReference: reference) {
                return Base(id: found.id, name: Self.short(reference))
            }
        }
        let fetch = "git fetch origin +refs/heads/\(target.branch):refs/remotes/origin/\(target.branch)"
        throw SnapshotError(
            "cannot find the base",
            reason: "the branch `\(target.branch)`, which \(target.variable) names, is not in this clone",
            help: "fetch it: `\(fetch)`"
                + (repository.isShallow ? " (and `git fetch --unshallow`: this clone is shallow)" : "")
                + "; or name the base with --base")
    }

    private static func short(_ reference: String) -> String {
        for prefix in ["refs/remotes/", "refs/heads/"] where reference.hasPrefix(prefix) {
            return String(reference.dropFirst(prefix.count))
        }
        return reference
    }

    /// The branch that a CI job is going to merge into.
    private struct Target {
        /// The name, without `refs/heads/`.
        let branch: String
        /// The variable that names it.
        let variable: String

        /// The variables for pull requests that GitHub, GitLab, Bitbucket, Azure and Jenkins document.
        private static let names = [
            "GITHUB_BASE_REF", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "BITBUCKET_PR_DESTINATION_BRANCH",
            "SYSTEM_PULLREQUEST_TARGETBRANCH", "CHANGE_TARGET",
        ]

        init?(_ variables: [String: String]) {
            for name in Self.names {
                guard let value = variables[name], !value.isEmpty else { continue }
                let prefix = "refs/heads/"
                variable = name
                branch = value.hasPrefix(prefix) ? String(value.dropFirst(prefix.count)) : value
                return
            }
            return nil
        }
    }
}
