/// A Git hook that lint has a script for; the raw value is Git's name of it.
public enum Hook: String, CaseIterable, Sendable {
    case preCommit = "pre-commit"
    case preMergeCommit = "pre-merge-commit"
    case prePush = "pre-push"

    /// The name of the file.
    public var name: String { rawValue }

    /// The text of the file in `hooks/`.
    public var script: String {
        switch self {
        case .preCommit: HookScripts.preCommit
        case .preMergeCommit: HookScripts.preMergeCommit
        case .prePush: HookScripts.prePush
        }
    }

    /// The line that does the same in somebody's own hook.
    public var line: String {
        switch self {
        case .preCommit, .preMergeCommit: "lint --staged --quiet || exit"
        case .prePush: "lint --commit HEAD --quiet --merge-into origin/main </dev/null || exit"
        }
    }
}
