internal import Diagnostics
internal import SourceFiles

/// `merge-conflict`: the would-be merge has no conflict in what a verdict rests on.
///
/// The other rules are silent until it is settled; conflicts elsewhere in the repository are told beside the report and stop nothing.
enum MergeConflict: Rule {
    static let metadata = RuleMetadata(
        id: "merge-conflict",
        summary: "The would-be merge has no conflict in a migration, a configuration or a pin.",
        rationale: """
            `--merge-into` computes the tree that a merge would give. Where Git would leave a migration, Alembic's configuration, `rules.json` or a pin \
            of the core in conflict, nobody knows yet what the file will say, and so nothing can be said of heads and branches: settle the conflict first, \
            by merging the target into the branch. A conflict in any other file is named beside the report and does not stop the verdict.
            """,
        severity: .error,
        scope: .alembic,
        good: [
            RuleExample("a conflict elsewhere", conflicts: [("README.md", "both sides changed the same lines")])
        ],
        bad: [
            RuleExample(
                "both sides edited one migration",
                [
                    (
                        RuleExample.folder + "a1_x.py",
                        RuleExample.migration("a1", revises: "9cbc348cc1dc")
                    )
                ],
                conflicts: [(RuleExample.folder + "a1_x.py", "both sides changed the same lines")])
        ]
    )

    static func check(_ project: Project, _ findings: inout Findings) {
        guard let merge = project.merge else { return }
        for conflict in merge.conflicts {
            findings.report(
                "Git cannot merge this file by itself: \(conflict.reason)",
                at: Location(conflict.path),
                help: "merge \(merge.sides.first ?? "the target") into the branch and settle it there, then lint again"
            )
        }
    }
}
