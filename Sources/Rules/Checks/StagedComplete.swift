internal import Alembic
internal import Diagnostics
internal import SourceFiles

/// `staged-complete`: what the staged migrations name is staged too, not just lying on disk.
enum StagedComplete: Rule {
    static let metadata = RuleMetadata(
        id: "staged-complete",
        summary: "What the staged migrations name is staged too, not just lying on disk.",
        rationale: """
            A commit holds what is staged. Where a staged migration follows one that only lies on disk, everything works on the author's machine, and every \
            other clone gets a graph with a hole in it: no command of Alembic runs there.
            """,
        severity: .error,
        scope: .alembic,
        good: [
            RuleExample(
                "a file on disk that nothing staged names",
                unstaged: [(RuleExample.folder + "a1_x.py", RuleExample.migration("a1", revises: "9cbc348cc1dc"))])
        ],
        bad: [
            RuleExample(
                "the migration below is not staged",
                [(RuleExample.folder + "b1_x.py", "revision = \"b1\"\ndown_revision = «\"a1\"»\n")],
                unstaged: [(RuleExample.folder + "a1_x.py", RuleExample.migration("a1", revises: "9cbc348cc1dc"))])
        ]
    )

    static func check(_ project: Project, _ findings: inout Findings) {
        if project.unstaged.isEmpty { return }
        for migration in project.migrations {
            for name in [HeaderVariable.downRevision, .dependsOn] {
                for element in migration.header[name].value?.elements ?? [] {
                    guard let id = element.string, let path = project.unstaged[id],
                        project.graph.index(of: id) == nil
                    else { continue }
                    findings.report(
                        "`\(name)` names \(id), which lies on disk but is not staged",
                        at: Location(migration.path, element.range),
                        revision: migration.id,
                        help: "stage it, too: `git add \(ShellWord.quoted(path))`",
                        notes: [Note("\(id) is declared in \(path)")])
                }
            }
        }
    }
}
