internal import Alembic
internal import Diagnostics
internal import ProjectModel
internal import SourceFiles

/// `staged-complete`: every revision that a staged migration names is staged, too.
enum StagedComplete: Rule {
    static let metadata = RuleMetadata(
        id: "staged-complete",
        severity: .error,
        scope: .alembic,
        documentation: RuleDocumentation(
            summary: "Every revision that a staged migration names is staged, too.",
            rationale: """
                A commit contains what is staged. If a staged migration names a revision whose file is not staged, \
                everything works on the author's machine, and in every other clone the revision is missing and all \
                Alembic commands fail. Stage both files.
                """),
        examples: RuleExamples(
            good: [
                RuleExample(
                    "an unstaged migration that no staged one names",
                    [
                        .unstaged("a1_x.py", RuleExample.template("a1", revises: "9cbc348cc1dc"))
                    ])
            ],
            bad: [
                RuleExample(
                    "a parent that is not staged",
                    [
                        .migration(
                            "b1_x.py",
                            """
                            revision = "b1"
                            down_revision = «"a1"»

                            """),
                        .unstaged("a1_x.py", RuleExample.template("a1", revises: "9cbc348cc1dc")),
                    ])
            ])
    )

    static func check(_ project: Project, _ findings: inout Findings) {
        if project.change.unstaged.isEmpty { return }
        for migration in project.revisions.migrations {
            for name in [HeaderVariable.downRevision, .dependsOn] {
                for element in migration.header[name].value?.elements ?? [] {
                    guard let id = element.string, let path = project.change.unstaged[id],
                        project.revisions.graph.index(of: id) == nil
                    else { continue }
                    findings.report(
                        "`\(name)` names \(id), whose file is not staged",
                        at: Location(migration.path, element.range),
                        revision: migration.id,
                        help: "stage it: `git add \(ShellWord.of(path))`",
                        notes: [Note("\(path) declares \(id)")])
                }
            }
        }
    }
}
