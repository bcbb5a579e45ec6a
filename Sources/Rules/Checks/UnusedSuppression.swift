internal import Diagnostics
internal import SourceFiles

/// `unused-suppression`: every comment `# lint: ignore[…]` silences something.
///
/// The engine itself finds these, once all the other rules have run: see ``SuppressionFilter``.
enum UnusedSuppression: Rule {
    static let metadata = RuleMetadata(
        id: "unused-suppression",
        summary: "Every comment # lint: ignore[rule-id] silences something.",
        rationale: """
            A comment that silences nothing hides the next finding that comes along. It is left behind when the defect is mended, or the id of \
            the rule is mistyped and it never worked.
            """,
        severity: .warning,
        scope: .alembic,
        good: [
            RuleExample(
                "it silences a finding",
                [
                    (
                        RuleExample.folder + "2024-01-01_add_port.py",
                        "revision = \"a1\"  # lint: ignore[file-name] named by date\ndown_revision = \"9cbc348cc1dc\"\n"
                    )
                ])
        ],
        bad: [
            RuleExample(
                "nothing to silence",
                [
                    (
                        RuleExample.folder + "a1_x.py",
                        "revision = \"a1\"  # lint: ignore[«file-name»] named by date\ndown_revision = \"9cbc348cc1dc\"\n"
                    )
                ]),
            RuleExample(
                "no such rule",
                [
                    (
                        RuleExample.folder + "a1_x.py",
                        "revision = \"a1\"  # lint: ignore[«filename»]\ndown_revision = \"9cbc348cc1dc\"\n"
                    )
                ]),
        ]
    )

    static func check(_ project: Project, _ findings: inout Findings) {}
}
