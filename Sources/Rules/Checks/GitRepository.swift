internal import Diagnostics
internal import ProjectModel
internal import SourceFiles

/// `git-repository`: the source folder is in a Git work tree whose `HEAD` is a commit.
enum GitRepository: Rule {
    static let metadata = RuleMetadata(
        id: "git-repository",
        severity: .error,
        scope: .orchestrator,
        documentation: RuleDocumentation(
            summary: "The source folder is in a Git work tree whose HEAD is a commit.",
            rationale: """
                Some commands of orchestrator-core run `git rev-parse HEAD` in the source folder. Without a \
                repository, or before its first commit, they fail with `ambiguous argument 'HEAD'`, and `lint` cannot \
                find out which migrations are published. Commit the source folder to Git.
                """),
        examples: RuleExamples(
            good: [
                RuleExample(
                    "a repository with a commit")
            ],
            bad: [
                RuleExample(
                    "no repository", repository: .missing),
                RuleExample(
                    "a repository without a commit", repository: .unborn(branch: "main")),
            ])
    )

    static func check(_ project: Project, _ findings: inout Findings) {
        switch project.layout.repository {
        case .committed: break
        case .missing:
            findings.report(
                "the source folder is not in a Git repository",
                help: "run `git init`, `git add -A` and `git commit`: orchestrator-core runs `git rev-parse HEAD`")
        case .unborn(let branch):
            findings.report(
                "the repository has no commit: HEAD is the branch `\(branch)`, which does not exist yet",
                help: "run `git add -A` and `git commit`: orchestrator-core runs `git rev-parse HEAD`")
        }
    }
}
