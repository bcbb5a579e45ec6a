internal import Alembic
internal import Diagnostics
internal import SourceFiles

/// `unique-revision`: no id is there twice, the core's and other packages' included.
enum UniqueRevision: Rule {
    static let metadata = RuleMetadata(
        id: "unique-revision",
        summary: "No revision id is there twice, the core's and other packages' included.",
        rationale: """
            Alembic only warns of a duplicate id, and then one of the two files silently wins: the other never runs. It happens when a \
            migration is copied, and with ids made up by hand.
            """,
        severity: .error,
        repairs: [.unsafe("gives the new one of two migrations another id, and its file another name")],
        scope: .alembic,
        good: [
            RuleExample(
                "two ids", [(RuleExample.folder + "a1_x.py", RuleExample.migration("a1", revises: "9cbc348cc1dc"))])
        ],
        bad: [
            RuleExample(
                "a copied migration",
                [
                    (RuleExample.folder + "a1_x.py", "revision = «\"a1\"»\ndown_revision = \"9cbc348cc1dc\"\n"),
                    (RuleExample.folder + "a1_y.py", "revision = «\"a1\"»\ndown_revision = \"9cbc348cc1dc\"\n"),
                ]),
            RuleExample(
                "an id of the core",
                [(RuleExample.folder + "x.py", "revision = «\"165303a20fb1\"»\ndown_revision = \"9cbc348cc1dc\"\n")]),
        ]
    )

    static func check(_ project: Project, _ findings: inout Findings) {
        for index in project.graph.nodes.indices where project.graph.nodes[index].declarations.count > 1 {
            let id = project.graph.nodes[index].id
            let migrations = project.migrations(at: index)
            let isOfPackage = project.isFromPackage(id)
            let fix = SecondDeclaration(of: index, in: project)?.fix
            for migration in migrations {
                let others = migrations.filter { $0.path != migration.path }
                let notes = others.map {
                    Note("`\(id)` is declared here, too", at: Location($0.path, $0.header.revision.range))
                }
                findings.report(
                    isOfPackage
                        ? "the id `\(id)` belongs to a revision of another package"
                        : "the id `\(id)` is declared in \(migrations.count) files",
                    at: Location(migration.path, migration.header.revision.range),
                    revision: id,
                    help:
                        "give the newer one another id, here and wherever it is named: Alembic lets one file silently win",
                    notes: notes,
                    fix: fix)
            }
        }
    }
}
