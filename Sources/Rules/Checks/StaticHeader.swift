internal import Alembic
internal import Diagnostics
internal import ProjectModel
internal import SourceFiles

/// `static-header`: the four variables of every header are literals.
enum StaticHeader: Rule {
    /// What to do about a check that could not be evaluated because of such a value.
    static let help = "write ids and labels as literals: `\(metadata.id)` reports where they are not"

    static let metadata = RuleMetadata(
        id: "static-header",
        severity: .warning,
        scope: .alembic,
        documentation: RuleDocumentation(
            summary: "`revision`, `down_revision`, `branch_labels` and `depends_on` are literals.",
            rationale: """
                These four variables define the revision graph. If one of them is computed, assigned inside `if` or \
                `try`, or built with an f-string, its value is known only when Python runs the file. lint runs no \
                Python, so no other rule uses such a value: write literals.
                """),
        examples: RuleExamples(
            good: [
                RuleExample(
                    "a name that is bound to a literal",
                    [
                        .migration(
                            "a1_x.py",
                            """
                            parent = "9cbc348cc1dc"
                            revision = "a1"
                            down_revision = parent

                            """)
                    ])
            ],
            bad: [
                RuleExample(
                    "a call",
                    [
                        .migration(
                            "a1_x.py",
                            """
                            revision = "a1"
                            «down_revision = parent()»
                            branch_labels = None

                            """)
                    ]),
                RuleExample(
                    "an assignment inside an `if`",
                    [
                        .migration(
                            "a1_x.py",
                            """
                            revision = "a1"
                            if True:
                                «down_revision = "9cbc348cc1dc"»

                            """)
                    ]),
            ])
    )

    static func check(_ project: Project, _ findings: inout Findings) {
        for migration in project.revisions.migrations {
            let header = migration.header
            if !migration.entry.isFile {
                findings.couldNotEvaluate(
                    "the header of `\(migration.path)`: it is a symbolic link that does not lead to a file of the "
                        + "repository",
                    help: "replace the link with the file", at: Location(migration.path))
                continue
            }
            if header.defect != nil { continue }
            for name in HeaderVariable.allCases {
                guard case .unknown(_, let statement) = header[name] else { continue }
                let isPublished = project.deployment.isPublished(migration)
                findings.report(
                    "`\(name)` is not a literal: its value is known only when Python runs the file",
                    at: Location(migration.path, statement.isEmpty ? nil : statement),
                    revision: migration.id,
                    help: isPublished
                        ? "keep it: the migration is published; no rule uses the value"
                        : "write the value itself, like `\(name) = \"…\"`: until then no rule uses it",
                    atMost: isPublished ? .info : .error)
            }
        }
    }
}
