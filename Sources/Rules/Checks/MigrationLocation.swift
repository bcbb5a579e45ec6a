internal import Alembic
internal import Diagnostics
internal import ProjectModel
internal import SourceFiles

/// `migration-location`: every migration is in a folder that Alembic loads.
enum MigrationLocation: Rule {
    static let metadata = RuleMetadata(
        id: "migration-location",
        severity: .warning,
        scope: .alembic,
        documentation: RuleDocumentation(
            summary: "Every migration is in a folder that Alembic loads.",
            rationale: """
                Alembic loads the version folders that its configuration names, and their subfolders only with \
                `recursive_version_locations = true`. A migration in any other folder never runs, and no command \
                reports that. Move it to a version folder, or add its folder to the configuration.
                """),
        examples: RuleExamples(
            good: [
                RuleExample(
                    "a helper module outside of the version folders",
                    [
                        .file(
                            "migrations/helpers.py",
                            """
                            def create():
                                pass

                            """)
                    ])
            ],
            bad: [
                RuleExample(
                    "a migration above the version folder",
                    [
                        .file(
                            "migrations/versions/a1_x.py",
                            """
                            revision = «"a1"»
                            down_revision = "9cbc348cc1dc"

                            """)
                    ]),
                RuleExample(
                    "a migration in a subfolder of the version folder",
                    [
                        .file(
                            "migrations/versions/schema/2024/b1_y.py",
                            """
                            revision = «"b1"»
                            down_revision = "9cbc348cc1dc"
                            depends_on = None

                            """)
                    ]),
            ])
    )

    static func check(_ project: Project, _ findings: inout Findings) {
        let folders = project.revisions.scripts?.versionFolders.compactMap(\.path) ?? []
        for migration in project.revisions.misplaced {
            let folder = migration.path.parent ?? .root
            let remedy: String
            if let above = folders.first(where: { folder.isWithin($0) }) {
                remedy = "move it to `\(above)`, or set `recursive_version_locations = true`"
            } else {
                let target = folders.first.map { "`\($0)`" } ?? "a version folder"
                remedy = "move it to \(target), or add its folder to `version_locations`"
            }
            findings.report(
                "Alembic does not load the files in `\(folder)`, so revision \(project.revisions.name(of: migration)) "
                    + "never runs",
                at: Location(migration.path, migration.header.revision.range),
                revision: migration.id,
                help: remedy)
        }
    }
}
