internal import Alembic
internal import Diagnostics
internal import SourceFiles

/// `migration-location`: no migration lies where Alembic will not look.
enum MigrationLocation: Rule {
    static let metadata = RuleMetadata(
        id: "migration-location",
        summary: "No migration lies where Alembic will not look.",
        rationale: """
            Alembic loads the version folders that its configuration names, and their sub-folders only with \
            `recursive_version_locations = true`. A migration beside them never runs, and nothing says so.
            """,
        severity: .warning,
        scope: .alembic,
        good: [RuleExample("helpers beside the version folders", [("migrations/helpers.py", "def create(): pass\n")])],
        bad: [
            RuleExample(
                "one folder too high",
                [("migrations/versions/a1_x.py", "revision = «\"a1\"»\ndown_revision = \"9cbc348cc1dc\"\n")]),
            RuleExample(
                "one folder too low",
                [("migrations/versions/schema/2024/a1_x.py", "revision = «\"a1\"»\ndown_revision = \"9cbc348cc1dc\"\n")]
            ),
        ]
    )

    static func check(_ project: Project, _ findings: inout Findings) {
        let folders = project.scripts?.versionFolders.compactMap(\.path) ?? []
        for misplaced in project.misplaced {
            let migration = misplaced.migration
            let folder = migration.path.parent ?? .root
            let isBelow = folders.contains { folder.isWithin($0) }
            findings.report(
                "Alembic does not look in `\(folder)`, so revision \(project.name(of: migration)) never runs",
                at: Location(migration.path, migration.header.revision.range),
                revision: migration.id,
                help: isBelow
                    ? "move it up, or set `recursive_version_locations = true`"
                    : "move it to \(folders.first.map { "`\($0)`" } ?? "a version folder"), or add its folder to `version_locations`"
            )
        }
    }
}
