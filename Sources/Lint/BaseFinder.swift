internal import GitBridge
internal import SourceFiles

/// Finds out what counts as published: the commit that a change is going to be added to.
///
/// In this order: `--base`, `base` of rules.json, the target branch that CI names in its environment, `origin/HEAD`, `origin/main`, `origin/master`, the
/// first target of a merge, `HEAD`. What somebody named has to be there: to fall back to something else would judge by a guess.
struct BaseFinder {
    /// The commit, and how it is named.
    struct Base {
        let id: ObjectID
        let name: String
    }

    let repository: Repository
    let environment: [String: String]

    /// The base; `nil` before the first commit.
    func base(option: String?, settings: String?, mergeTarget: String?) throws(SnapshotError) -> Base? {
        guard case .commit(let head, _) = try repository.head() else { return nil }
        if let name = option ?? settings { return Base(id: try repository.resolve(revision: name), name: name) }
        if let target = Target(environment) { return try base(target) }
        for name in ["HEAD", "main", "master"] {
            if let found = try repository.commit(ofReference: "refs/remotes/origin/" + name) {
                return Base(id: found.id, name: Self.short(found.reference))
            }
        }
        // Nothing was pushed anywhere: what is merged into comes nearer to being deployed than the branch at hand.
        if let mergeTarget { return Base(id: try repository.resolve(revision: mergeTarget), name: mergeTarget) }
        return Base(id: head, name: "HEAD")
    }

    private func base(_ target: Target) throws(SnapshotError) -> Base {
        for reference in ["refs/remotes/origin/" + target.branch, "refs/heads/" + target.branch] {
            if let found = try repository.commit(ofReference: reference) {
                return Base(id: found.id, name: Self.short(reference))
            }
        }
        throw SnapshotError(
            "cannot tell what is published",
            reason: "the branch `\(target.branch)`, which \(target.variable) names, is not in this clone",
            help: "fetch it first: `git fetch origin +refs/heads/\(target.branch):refs/remotes/origin/\(target.branch)`"
                + (repository.isShallow ? " (and `git fetch --unshallow`: this clone is shallow)" : "")
                + "; or name what is published with --base")
    }

    private static func short(_ reference: String) -> String {
        for prefix in ["refs/remotes/", "refs/heads/"] where reference.hasPrefix(prefix) {
            return String(reference.dropFirst(prefix.count))
        }
        return reference
    }

    /// The branch that a CI job is going to merge into.
    private struct Target {
        /// Without `refs/heads/`.
        let branch: String
        /// The variable that says so.
        let variable: String

        /// GitHub, GitLab, Bitbucket, Azure and Jenkins, by the variables that their documentation names for pull requests.
        private static let variables = [
            "GITHUB_BASE_REF", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "BITBUCKET_PR_DESTINATION_BRANCH",
            "SYSTEM_PULLREQUEST_TARGETBRANCH", "CHANGE_TARGET",
        ]

        init?(_ environment: [String: String]) {
            for variable in Self.variables {
                guard let value = environment[variable], !value.isEmpty else { continue }
                let prefix = "refs/heads/"
                self.variable = variable
                branch = value.hasPrefix(prefix) ? String(value.dropFirst(prefix.count)) : value
                return
            }
            return nil
        }
    }
}
