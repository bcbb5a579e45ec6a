internal import Alembic
internal import Diagnostics
internal import SourceFiles

/// `python-syntax`: the file can be read as Python to its end.
enum PythonSyntax: Rule {
    static let metadata = RuleMetadata(
        id: "python-syntax",
        summary: "Every migration can be read as Python to its end.",
        rationale: """
            Alembic imports every file of its version folders for every command: one that Python cannot read stops them all. The rule reads \
            strings, brackets, indentation and encoding as Python does; it does not check the grammar.
            """,
        severity: .error,
        scope: .alembic,
        good: [
            RuleExample(
                "brackets inside of strings",
                [(RuleExample.folder + "a1_x.py", "revision = \"a1\"\ndown_revision = \"9cbc348cc1dc\"\nx = \")(\"\n")])
        ],
        bad: [
            RuleExample(
                "a string that is not closed",
                [(RuleExample.folder + "a1_x.py", "revision = \"a1\"\ndown_revision = \"9cbc348cc1dc\"\nx = «\"abc»\n")]
            ),
            RuleExample(
                "a conflict that was never resolved",
                [
                    (
                        RuleExample.folder + "a1_x.py",
                        "revision = \"a1\"\n«<<<<<<<» HEAD\ndown_revision = \"9cbc348cc1dc\"\n=======\n"
                    )
                ]),
            RuleExample(
                "a bracket that is not closed",
                [(RuleExample.folder + "a1_x.py", "revision = \"a1\"\ndown_revision = \"9cbc348cc1dc\"\nx = «(»1,\n")]),
        ]
    )

    static func check(_ project: Project, _ findings: inout Findings) {
        for migration in project.migrations {
            guard let defect = migration.header.defect else { continue }
            findings.report(
                defect.message, at: Location(migration.path, defect.range), revision: migration.id, help: defect.help)
        }
    }
}
