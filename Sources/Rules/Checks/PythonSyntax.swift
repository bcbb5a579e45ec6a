internal import Alembic
internal import Diagnostics
internal import ProjectModel
internal import SourceFiles

/// `python-syntax`: every migration can be read as Python.
enum PythonSyntax: Rule {
    static let metadata = RuleMetadata(
        id: "python-syntax",
        severity: .error,
        scope: .alembic,
        documentation: RuleDocumentation(
            summary: "The strings, brackets, indentation and encoding of every migration are valid Python.",
            rationale: """
                Every Alembic command imports all files of the version folders, so one file that Python cannot read \
                stops all commands. The rule reads strings, brackets, indentation and encoding as Python does; it does \
                not check the grammar, so import the file once before you commit it.
                """),
        examples: RuleExamples(
            good: [
                RuleExample(
                    "brackets in a string",
                    [
                        .migration(
                            "a1_x.py",
                            """
                            revision = "a1"
                            down_revision = "9cbc348cc1dc"
                            x = ")("

                            """)
                    ])
            ],
            bad: [
                RuleExample(
                    "an unterminated string",
                    [
                        .migration(
                            "a1_x.py",
                            """
                            revision = "a1"
                            down_revision = "9cbc348cc1dc"
                            x = «"abc»

                            """)
                    ]),
                RuleExample(
                    "an unresolved conflict",
                    [
                        .migration(
                            "a1_x.py",
                            """
                            revision = "a1"
                            «<<<<<<<» HEAD
                            down_revision = "9cbc348cc1dc"
                            =======

                            """)
                    ]),
                RuleExample(
                    "an unclosed bracket",
                    [
                        .migration(
                            "a1_x.py",
                            """
                            revision = "a1"
                            down_revision = "9cbc348cc1dc"
                            x = «(»1,

                            """)
                    ]),
            ])
    )

    static func check(_ project: Project, _ findings: inout Findings) {
        for migration in project.revisions.migrations {
            guard let defect = migration.header.defect else { continue }
            findings.report(
                defect.message, at: Location(migration.path, defect.range), revision: migration.id, help: defect.help)
        }
    }
}
