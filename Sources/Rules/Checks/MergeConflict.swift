internal import Diagnostics
internal import ProjectModel
internal import SourceFiles

/// `merge-conflict`: a merge into the target has no conflict in a file that the rules read.
///
/// While it reports a finding, no other rule is applied. Conflicts in other files are listed in the report, but are not
/// findings.
enum MergeConflict: Rule {
    static let metadata = RuleMetadata(
        id: "merge-conflict",
        severity: .error,
        scope: .alembic,
        documentation: RuleDocumentation(
            summary: "A merge into the target has no conflict in a migration, a configuration or a pin of the core.",
            rationale: """
                `--merge-into` computes the files that a merge would produce. If the merge leaves a migration, a \
                configuration of Alembic, `rules.json` or a pin of the core in conflict, its final content is unknown, \
                so heads, branches and everything else cannot be evaluated. Merge the target into the branch and \
                resolve the conflict there. Conflicts in other files are only listed in the report.
                """),
        examples: RuleExamples(
            good: [
                RuleExample(
                    "a conflict in a file that no rule reads",
                    conflicts: [("README.md", "both sides changed the same lines")])
            ],
            bad: [
                RuleExample(
                    "both sides changed the same migration",
                    [
                        .migration("a1_x.py", RuleExample.template("a1", revises: "9cbc348cc1dc"))
                    ], conflicts: [(RuleExample.folder + "a1_x.py", "both sides changed the same lines")])
            ]),
        whyMandatory: "while a file is in conflict, no other rule can be evaluated"
    )

    static func check(_ project: Project, _ findings: inout Findings) {
        guard let merge = project.change.merge else { return }
        for conflict in merge.conflicts {
            findings.report(
                "Git cannot merge this file automatically: \(conflict.reason)",
                at: Location(conflict.path),
                help: """
                    merge \(merge.sides.first ?? "the target") into the branch and resolve the conflict there: \
                    until then, no other rule can be evaluated
                    """)
        }
    }
}
