internal import Diagnostics
internal import SourceFiles

/// `git-repository`: the source folder is in a Git work tree whose `HEAD` is a commit.
enum GitRepository: Rule {
    static let metadata = RuleMetadata(
        id: "git-repository",
        summary: "The source folder is in a Git work tree whose HEAD is a commit.",
        rationale: """
            Some of orchestrator-core's commands run `git rev-parse HEAD` in the source folder; without a repository, or before its first \
            commit, they fail with `ambiguous argument 'HEAD'`. Nothing can be known as published there either.
            """,
        severity: .error,
        scope: .orchestrator,
        good: [RuleExample("a repository with a commit")],
        bad: [
            RuleExample("no repository", repository: .missing),
            RuleExample("a repository without a commit", repository: .unborn(branch: "main")),
        ]
    )

    static func check(_ project: Project, _ findings: inout Findings) {
        switch project.repository {
        case .committed: break
        case .missing:
            findings.report(
                "the source folder is not in a Git repository",
                help: "run `git init`, then `git add -A` and `git commit`: orchestrator-core asks Git for HEAD")
        case .unborn(let branch):
            findings.report(
                "the repository has no commit yet: HEAD is the branch `\(branch)`, which does not exist",
                help: "run `git add -A` and `git commit`: orchestrator-core asks Git for HEAD")
        }
    }
}
