internal import Alembic
internal import Diagnostics
internal import ProjectModel
internal import SourceFiles

/// `revision-declared`: every file that Alembic loads declares `revision` and `down_revision`.
enum RevisionDeclared: Rule {
    static let metadata = RuleMetadata(
        id: "revision-declared",
        severity: .error,
        scope: .alembic,
        documentation: RuleDocumentation(
            summary: "Every file that Alembic loads declares `revision` and `down_revision`.",
            rationale: """
                Alembic loads every `.py` file of a version folder except `__init__.py` and names that begin with \
                `.#`. A file without `revision` stops every command: `Could not determine revision id from filename`. \
                Put helper modules into another folder.
                """),
        examples: RuleExamples(
            good: [
                RuleExample(
                    "`__init__.py`, which Alembic does not load",
                    [
                        .migration("__init__.py", "")
                    ])
            ],
            bad: [
                RuleExample(
                    "a helper module in the version folder",
                    [
                        .migration(
                            "helpers.py",
                            """
                            def create(): pass

                            """)
                    ]),
                RuleExample(
                    "a missing `down_revision`",
                    [
                        .migration(
                            "a1_x.py",
                            """
                            «revision» = "a1"

                            """)
                    ]),
            ])
    )

    static func check(_ project: Project, _ findings: inout Findings) {
        for migration in project.revisions.migrations {
            let header = migration.header
            let missing = [HeaderVariable.revision, .downRevision].filter { header[$0].isAbsent }
            guard !missing.isEmpty, !findings.reportsEdit(of: migration) else { continue }
            let present = header.revision.nameRange ?? header.downRevision.nameRange
            let message =
                missing.count == 2
                ? "Alembic loads this file, which declares neither `revision` nor `down_revision`"
                : "`\(missing[0])` is not assigned"
            findings.report(
                message, at: Location(migration.path, present), revision: migration.id,
                help: missing.count == 2
                    ? "move it out of the version folder: every Alembic command fails on it"
                    : "assign `\(missing[0])`\(missing[0] == .downRevision ? ", `None` in a root" : ""): "
                        + "every Alembic command fails on this file",
                // Without a configuration, the folder is only taken for one of migrations.
                atMost: project.revisions.scripts?.config.evidence == .versionFolder ? .info : .error)
        }
    }
}
