internal import Alembic
internal import Diagnostics
internal import SourceFiles

/// `data-branch`: the local root carries the label `data`.
enum DataBranch: Rule {
    static let metadata = RuleMetadata(
        id: "data-branch",
        summary: "The root of the project's own branch carries the label data.",
        rationale: """
            orchestrator-core finds the project's own branch by its label: `db upgrade data@head`, and the commands that add the next \
            migration. Without it they fail, or add a second data root. `branch_labels = "None"` declares a label called None.
            """,
        severity: .error,
        repairs: [.safe("gives the root the label")],
        scope: .orchestrator,
        good: [RuleExample("the template of the reference document")],
        bad: [
            RuleExample(
                "no label",
                [
                    (
                        RuleExample.dataRoot,
                        "revision = \"9cbc348cc1dc\"\ndown_revision = None\nbranch_labels = «None»\ndepends_on = \"da5c9f4cce1c\"\n"
                    )
                ]),
            RuleExample(
                "another label",
                [
                    (
                        RuleExample.dataRoot,
                        "revision = \"9cbc348cc1dc\"\ndown_revision = None\nbranch_labels = «\"None\"»\ndepends_on = \"da5c9f4cce1c\"\n"
                    )
                ]),
        ]
    )

    static func check(_ project: Project, _ findings: inout Findings) {
        let label = project.settings.branches.data
        guard let root = Histories(of: project).mainRoot(), let migration = project.migration(at: root) else { return }
        if project.labels.has(label, at: root) || migration.header.branchLabels.isUnknown { return }
        let others = project.labels[root]
        findings.report(
            others.isEmpty
                ? "the root of the project's branch carries no label"
                : "the root of the project's branch carries the label \(others.joined(separator: ", ")), not \(label)",
            at: Location(migration.path, migration.header.branchLabels.range ?? migration.header.revision.range),
            revision: project.graph.nodes[root].id,
            help: (!project.isPublished(migration)
                ? "write" : "`lint --fix` edits nothing that may have run: write, by hand,")
                + " `branch_labels = (\"\(label)\",)`; a label is no edge, so that databases which hold this revision are not affected",
            fix: fix(migration, label, in: project)
        )
    }

    /// Adds the label to those that mean something; `None` in quotes and the label of the core's branch are mistakes.
    private static func fix(_ migration: Migration, _ label: String, in project: Project) -> Fix? {
        guard var edits = HeaderEdits(migration, in: project) else { return nil }
        let kept = migration.header.branchLabels.value?.elements.compactMap(\.string).filter {
            !["None", "", project.settings.branches.schema].contains($0)
        }
        edits.set(.branchLabels, to: .tuple((kept ?? []) + [label]))
        return edits.edits.map { Fix("add the label `\(label)`", applicability: .safe, edits: $0) }
    }
}
