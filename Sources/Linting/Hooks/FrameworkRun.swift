/// What `lint hooks run` does in a hook of the pre-commit framework, by the variables that the framework sets.
///
/// At a commit and a merge commit it sets only `PRE_COMMIT`, and has removed what is not staged from the disk. At a
/// push it names the remote, the branch and the commits of *one* branch, the first that is pushed. With `pre-commit run
/// --from-ref A --to-ref B`, as in CI, there are two commits and no remote. Source: `commands/run.py` of pre-commit 3.2
/// to 4.7.
enum FrameworkRun {
    /// One of Git's hooks.
    case hook(HookRun)
    /// A commit and its base.
    case change(commit: String, base: String)

    /// The run that the variables ask for; `nil` if the framework did not call.
    init?(_ environment: [String: String]) {
        guard environment["PRE_COMMIT"] == "1" else { return nil }
        let variable = { (name: String) in environment["PRE_COMMIT_" + name].flatMap { $0.isEmpty ? nil : $0 } }
        let (from, to) = (variable("FROM_REF"), variable("TO_REF"))
        if let remote = variable("REMOTE_NAME"), let branch = variable("REMOTE_BRANCH"),
            let local = variable("LOCAL_BRANCH")
        {
            // Where the very first commit is pushed, the framework names no commits.
            let none = String(repeating: "0", count: 40)
            self = .hook(
                HookRun(
                    hook: .prePush, arguments: [remote, variable("REMOTE_URL") ?? remote],
                    input: "\(local) \(to ?? local) \(branch) \(from ?? none)\n"))
        } else if let from, let to {
            self = .change(commit: to, base: from)
        } else {
            self = .hook(HookRun(hook: .preCommit))
        }
    }
}
