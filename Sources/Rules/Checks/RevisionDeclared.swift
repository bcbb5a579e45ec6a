internal import Alembic
internal import Diagnostics
internal import SourceFiles

/// `revision-declared`: every file that Alembic would load declares `revision` and `down_revision`.
enum RevisionDeclared: Rule {
    static let metadata = RuleMetadata(
        id: "revision-declared",
        summary: "Every file in a version folder that Alembic would load declares revision and down_revision.",
        rationale: """
            Alembic loads every `.py` file of a version folder, but for `__init__.py` and names that begin with `.#`. One that declares no \
            `revision` stops every command: `Could not determine revision id from filename`. Helpers belong elsewhere.
            """,
        severity: .error,
        scope: .alembic,
        good: [RuleExample("`__init__.py` is not loaded", [(RuleExample.folder + "__init__.py", "")])],
        bad: [
            RuleExample(
                "a helper in the version folder", [(RuleExample.folder + "helpers.py", "def create(): pass\n")]),
            RuleExample("no `down_revision`", [(RuleExample.folder + "a1_x.py", "«revision» = \"a1\"\n")]),
        ]
    )

    static func check(_ project: Project, _ findings: inout Findings) {
        for migration in project.migrations {
            let header = migration.header
            let missing = [HeaderVariable.revision, .downRevision].filter { header[$0].isAbsent }
            guard !missing.isEmpty else { continue }
            let present = header.revision.nameRange ?? header.downRevision.nameRange
            let message =
                missing.count == 2
                ? "this file declares neither `revision` nor `down_revision`, and Alembic would load it"
                : "`\(missing[0])` is never assigned"
            findings.report(
                message, at: Location(migration.path, present), revision: migration.id,
                help: missing.count == 2
                    ? "every Alembic command stops at it: move it out of the version folder"
                    : "every Alembic command stops at it: declare `\(missing[0])`, as None for the first revision of a branch"
            )
        }
    }
}
