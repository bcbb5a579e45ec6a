internal import Alembic
internal import Diagnostics
internal import SourceFiles

/// `static-header`: the identifiers of a migration are literals.
enum StaticHeader: Rule {
    static let metadata = RuleMetadata(
        id: "static-header",
        summary: "The identifiers of a migration are literals.",
        rationale: """
            `revision`, `down_revision`, `branch_labels` and `depends_on` are what the graph is made of. Where they are computed, assigned \
            inside of `if` or `try`, or made of an f-string, only running the file tells them, and no other rule draws a conclusion from it.
            """,
        severity: .warning,
        scope: .alembic,
        good: [
            RuleExample(
                "a name that holds a literal",
                [
                    (
                        RuleExample.folder + "a1_x.py",
                        "parent = \"9cbc348cc1dc\"\nrevision = \"a1\"\ndown_revision = parent\n"
                    )
                ])
        ],
        bad: [
            RuleExample(
                "a call",
                [
                    (
                        RuleExample.folder + "a1_x.py",
                        "revision = \"a1\"\n«down_revision = parent()»\nbranch_labels = None\n"
                    )
                ]),
            RuleExample(
                "inside of an `if`",
                [
                    (
                        RuleExample.folder + "a1_x.py",
                        "revision = \"a1\"\nif True:\n    «down_revision = \"9cbc348cc1dc\"»\n"
                    )
                ]),
        ]
    )

    static func check(_ project: Project, _ findings: inout Findings) {
        for migration in project.migrations {
            let header = migration.header
            if !migration.entry.isFile {
                findings.report(
                    "this migration is a symbolic link, which is not followed: what it declares is not known",
                    at: Location(migration.path), help: "put the file itself in its place")
                continue
            }
            if header.defect != nil { continue }
            for name in HeaderVariable.allCases {
                guard case .unknown(_, let statement) = header[name] else { continue }
                findings.report(
                    "`\(name)` is not a literal: only running the file tells its value",
                    at: Location(migration.path, statement.isEmpty ? nil : statement),
                    revision: migration.id,
                    help: "write the id itself, like `\(name) = \"…\"`; until then no rule draws a conclusion from it")
            }
        }
    }
}
