internal import Alembic
internal import Diagnostics
internal import ProjectModel
internal import SourceFiles

/// `file-name`: the file name of a migration contains its id, if `file_template` does.
enum FileName: Rule {
    static let metadata = RuleMetadata(
        id: "file-name",
        severity: .info,
        scope: .alembic,
        documentation: RuleDocumentation(
            summary: "The file name of a migration contains its revision id, if `file_template` does.",
            rationale: """
                Alembic reads the id of a migration from the variable `revision`, but people recognize a migration by \
                its file name. A file that was copied, or whose id was edited, is then easily mistaken for another \
                migration. Rename the file to contain its id: Alembic does not read file names, so nothing else changes.
                """,
            fixes: [.unsafe("renames the file of an unpublished migration")]),
        examples: RuleExamples(
            good: [
                RuleExample(
                    "a file name that contains the id",
                    [
                        .migration("2024-01-01_a1_add_port.py", RuleExample.template("a1", revises: "9cbc348cc1dc"))
                    ])
            ],
            bad: [
                RuleExample(
                    "a file name that contains another id",
                    [
                        .migration(
                            "2024-01-01_b1_add_port.py",
                            """
                            revision = «"a1"»
                            down_revision = "9cbc348cc1dc"

                            """)
                    ])
            ])
    )

    private static func fix(_ migration: Migration, _ id: String, in project: Project) -> Fix? {
        guard project.deployment.mayEdit(migration),
            let path = MigrationFileName.path(of: migration, naming: id, in: project)
        else { return nil }
        return Fix(
            "rename the file to `\(path.nameText)`", applicability: .unsafe,
            edits: [Edit(migration.path, .move(to: path))])
    }

    static func check(_ project: Project, _ findings: inout Findings) {
        let template = project.revisions.scripts?.config.fileTemplate ?? "%(rev)s_%(slug)s"
        guard template.contains(text: "%(rev)s") else { return }
        var published: [Migration] = []
        for migration in project.revisions.migrations {
            guard let id = migration.id, !id.isEmpty, !migration.path.name.contains(text: id),
                !findings.reportsEdit(of: migration)
            else { continue }
            if project.deployment.isPublished(migration) {
                published.append(migration)
                continue
            }
            findings.report(
                "the file name `\(migration.path.nameText)` does not contain the revision id `\(id)`",
                at: Location(migration.path, migration.header.revision.range), revision: id,
                help: "rename the file to contain the id: Alembic does not read file names, so nothing else changes",
                fix: fix(migration, id, in: project))
        }
        report(published: published, &findings)
    }

    /// Reports the published files as one: a project that names them otherwise does so by habit.
    private static func report(published: [Migration], _ findings: inout Findings) {
        guard let first = published.first else { return }
        findings.report(
            published.count == 1
                ? "the file name `\(first.path.nameText)` does not contain the revision id `\(first.id ?? "")`"
                : "the names of \(published.count) published files do not contain their revision ids",
            at: Location(first.path, first.header.revision.range), revision: first.id,
            help:
                "set `file_template` to the pattern that is used, or rename the file: Alembic does not read file names",
            notes: published.dropFirst().prefix(3).map { Note("nor does this one", at: Location($0.path)) })
    }
}
