internal import Alembic
internal import Diagnostics
internal import ProjectModel
internal import SourceFiles

/// `data-branch`: the root of the project's branch has the label `data`.
enum DataBranch: Rule {
    static let metadata = RuleMetadata(
        id: "data-branch",
        severity: .error,
        scope: .orchestrator,
        documentation: RuleDocumentation(
            summary: "The root of the project's branch has the label `data`.",
            rationale: """
                orchestrator-core finds the project's migrations by the label `data` of their root: `db upgrade \
                data@head` uses it, and so do the commands that add the next migration. Without the label they fail, \
                or add a second data root. Set `branch_labels = ("data",)` in the root; `branch_labels = "None"` \
                declares a label called None.
                """,
            fixes: [.safe("adds the label to the root")]),
        examples: RuleExamples(
            good: [.unchanged],
            bad: [
                RuleExample(
                    "a root without a label",
                    [
                        .migration(
                            RuleExample.dataRoot,
                            """
                            revision = "9cbc348cc1dc"
                            down_revision = None
                            branch_labels = «None»
                            depends_on = "da5c9f4cce1c"

                            """)
                    ]),
                RuleExample(
                    "a root with another label",
                    [
                        .migration(
                            RuleExample.dataRoot,
                            """
                            revision = "9cbc348cc1dc"
                            down_revision = None
                            branch_labels = «"None"»
                            depends_on = "da5c9f4cce1c"

                            """)
                    ]),
            ])
    )

    static func check(_ project: Project, _ findings: inout Findings) {
        let label = project.settings.branches.data
        guard let root = BranchRoots(of: project).main, let migration = project.revisions.migration(at: root) else {
            return
        }
        if project.revisions.labels.has(label, at: root) || migration.header.branchLabels.isUnknown { return }
        let others = project.revisions.labels[root]
        findings.report(
            others.isEmpty
                ? "the root of the project's branch has no label"
                : "the root of the project's branch is labelled \(others.joined(separator: ", ")), not \(label)",
            at: Location(migration.path, migration.header.branchLabels.range ?? migration.header.revision.range),
            revision: project.revisions.id(of: root),
            help: "set `branch_labels = (\"\(label)\",)`"
                + (project.deployment.isPublished(migration) ? " by hand" : "")
                + ": a label is not an edge, so databases that applied this revision are not affected"
                + (project.deployment.isPublished(migration) ? "; `lint --fix` edits no published migration" : ""),
            fix: fix(migration, label, in: project)
        )
    }

    /// Adds the label, and removes those that are mistakes: `"None"`, `""` and the label of the core's branch.
    private static func fix(_ migration: Migration, _ label: String, in project: Project) -> Fix? {
        guard var edits = HeaderEdits(migration, in: project) else { return nil }
        let kept = migration.header.branchLabels.value?.elements.compactMap(\.string).filter {
            !["None", "", project.settings.branches.schema].contains($0)
        }
        edits.set(.branchLabels, to: .tuple((kept ?? []) + [label]))
        return edits.edits.map { Fix("add the label `\(label)`", applicability: .safe, edits: $0) }
    }
}
