internal import Alembic
internal import Diagnostics
internal import ProjectModel
internal import SourceFiles

/// `unique-revision`: every revision id is declared once.
enum UniqueRevision: Rule {
    static let metadata = RuleMetadata(
        id: "unique-revision",
        severity: .error,
        scope: .alembic,
        documentation: RuleDocumentation(
            summary: "Every revision id is declared once, in the project, the core and other packages together.",
            rationale: """
                Alembic only warns about a duplicate id and then loads one of the two files: the other one never runs. \
                It happens when a migration file is copied, or when ids are written by hand. Give the newer migration \
                another id.
                """,
            fixes: [.unsafe("gives the unpublished one of two migrations another id, and its file another name")]),
        examples: RuleExamples(
            good: [
                RuleExample(
                    "two migrations with different ids",
                    [
                        .migration("a1_x.py", RuleExample.template("a1", revises: "9cbc348cc1dc"))
                    ])
            ],
            bad: [
                RuleExample(
                    "a copied migration",
                    [
                        .migration(
                            "a1_x.py",
                            """
                            revision = «"a1"»
                            down_revision = "9cbc348cc1dc"

                            """),
                        .migration(
                            "a1_y.py",
                            """
                            revision = «"a1"»
                            down_revision = "9cbc348cc1dc"

                            """),
                    ]),
                RuleExample(
                    "an id of the core",
                    [
                        .migration(
                            "x.py",
                            """
                            revision = «"165303a20fb1"»
                            down_revision = "9cbc348cc1dc"

                            """)
                    ]),
            ])
    )

    static func check(_ project: Project, _ findings: inout Findings) {
        for index in project.revisions.graph.nodes.indices
        where project.revisions.graph.nodes[index].declarations.count > 1 {
            let id = project.revisions.id(of: index)
            let migrations = project.revisions.migrations(at: index)
            let isOfPackage = project.isFromPackage(id)
            let fix = DuplicateRevisionFix(of: index, in: project)?.fix
            for migration in migrations {
                let others = migrations.filter { $0.path != migration.path }
                let notes = others.map {
                    Note("`\(id)` is also declared here", at: Location($0.path, $0.header.revision.range))
                }
                findings.report(
                    isOfPackage
                        ? "the id `\(id)` belongs to a revision of another package"
                        : "the id `\(id)` is declared in \(migrations.count) files",
                    at: Location(migration.path, migration.header.revision.range),
                    revision: id,
                    help: (isOfPackage ? "give this migration another id" : "give the newer migration another id")
                        + ", here and wherever it is named: Alembic loads only one of them",
                    notes: notes,
                    fix: fix)
            }
        }
    }
}
