internal import Alembic
internal import Diagnostics
internal import SourceFiles

/// `file-name`: the file name holds the id where `file_template` does.
enum FileName: Rule {
    static let metadata = RuleMetadata(
        id: "file-name",
        summary: "The file name holds the revision id where file_template does.",
        rationale: """
            Alembic goes by the variable, people go by the file name: a migration that was copied or whose id was edited is easily taken for \
            another one.
            """,
        severity: .info,
        repairs: [.unsafe("renames the file of a new migration")],
        scope: .alembic,
        good: [
            RuleExample(
                "the id is in the name",
                [
                    (
                        RuleExample.folder + "2024-01-01_a1_add_port.py",
                        RuleExample.migration("a1", revises: "9cbc348cc1dc")
                    )
                ])
        ],
        bad: [
            RuleExample(
                "the name holds another id",
                [
                    (
                        RuleExample.folder + "2024-01-01_b1_add_port.py",
                        "revision = «\"a1\"»\ndown_revision = \"9cbc348cc1dc\"\n"
                    )
                ])
        ]
    )

    private static func fix(_ migration: Migration, _ id: String, in project: Project) -> Fix? {
        guard project.mayEdit(migration), let path = MigrationFileName.path(of: migration, naming: id, in: project)
        else { return nil }
        return Fix(
            "rename it to `\(path.nameText)`", applicability: .unsafe, edits: [Edit(migration.path, .move(to: path))])
    }

    static func check(_ project: Project, _ findings: inout Findings) {
        let template = project.scripts?.config.fileTemplate ?? "%(rev)s_%(slug)s"
        guard template.contains("%(rev)s") else { return }
        for migration in project.migrations {
            guard let id = migration.id, !id.isEmpty, !migration.path.name.contains(text: id) else {
                continue
            }
            findings.report(
                "the file name `\(migration.path.nameText)` does not hold the revision id `\(id)`",
                at: Location(migration.path, migration.header.revision.range), revision: id,
                help: "rename the file: Alembic goes by the id, so nothing else changes",
                fix: fix(migration, id, in: project))
        }
    }
}
