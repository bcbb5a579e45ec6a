internal import GitBridge
internal import SourceFiles

/// Finds the base: the revision that the change is going to be added to.
///
/// In this order: `--base`, the target branch that CI names in its environment, `base` of rules.json, the main branch
/// of a remote called `upstream` (that of which a fork was made), `origin/HEAD`, `origin/main`, `origin/master`, the
/// first target of a merge, the local `main` or `master` if another branch is checked out, `HEAD`. A base that somebody
/// named must exist: another one in its place would be a guess.
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
        guard case .commit(let head, let branch) = try repository.head() else { return nil }
        if let option { return Base(id: try repository.resolve(revision: option), name: option) }
        if let target = Target(variables) { return try base(target) }
        if let settings { return Base(id: try repository.resolve(revision: settings), name: settings) }
        for remote in ["upstream", "origin"] {
            if let found = try base(among: ["HEAD", "main", "master"].map { "refs/remotes/\(remote)/\($0)" }) {
                return found
            }
        }
        // Without a remote, the target of a merge is nearer to a deployment than the branch at hand.
        if let mergeTarget { return Base(id: try repository.resolve(revision: mergeTarget), name: mergeTarget) }
        let mainBranches = ["main", "master"]
        if !mainBranches.contains(branch ?? ""), let found = try base(among: mainBranches.map { "refs/heads/" + $0 }) {
            return found
        }
        return Base(id: head, name: "HEAD")
    }

    /// The first of these references that exists.
    private func base(among references: [String]) throws(SnapshotError) -> Base? {
        for reference in references {
            if let found = try repository.commit(ofReference: reference) {
                return Base(id: found.id, name: Self.short(found.reference))
            }
        }
        return nil
    }

    private func base(_ target: Target) throws(SnapshotError) -> Base {
        if let found = try base(among: ["refs/remotes/origin/", "refs/heads/"].map { $0 + target.branch }) {
            return found
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

        /// The variables for pull requests that GitHub, GitLab, Bitbucket, Azure, Jenkins, Drone, Woodpecker and
        /// Buildkite document.
        private static let names = [
            "GITHUB_BASE_REF", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "BITBUCKET_PR_DESTINATION_BRANCH",
            "SYSTEM_PULLREQUEST_TARGETBRANCH", "CHANGE_TARGET", "DRONE_TARGET_BRANCH", "CI_COMMIT_TARGET_BRANCH",
            "BUILDKITE_PULL_REQUEST_BASE_BRANCH",
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
