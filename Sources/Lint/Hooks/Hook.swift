/// One of the hooks that lint has a script for.
enum Hook: String, CaseIterable {
    case preCommit = "pre-commit"
    case preMergeCommit = "pre-merge-commit"
    case prePush = "pre-push"

    /// The name of the file, which is Git's name of the hook.
    var name: String { rawValue }

    /// The text of the file in `hooks/`.
    var script: String {
        switch self {
        case .preCommit: HookScripts.preCommit
        case .preMergeCommit: HookScripts.preMergeCommit
        case .prePush: HookScripts.prePush
        }
    }

    /// What somebody with a hook of their own adds to it, to the same end.
    var line: String {
        switch self {
        case .preCommit, .preMergeCommit: "lint --staged --quiet || exit"
        case .prePush: "lint --commit HEAD --quiet --merge-into origin/main </dev/null || exit"
        }
    }
}
