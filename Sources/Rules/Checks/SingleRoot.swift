internal import Alembic
internal import Diagnostics
internal import SourceFiles

/// `single-root`: one root per branch, and no second history without a label.
enum SingleRoot: Rule {
    static let metadata = RuleMetadata(
        id: "single-root",
        summary: "Every branch has one root, and there is no second history without a label.",
        rationale: """
            A migration with `down_revision = None` begins a new history. Without a label of its own that is a mistake as a rule: a lost \
            `down_revision`, or a file copied from another project. Nothing orders the two histories, and `upgrade head` finds two heads.
            """,
        severity: .error,
        scope: .alembic,
        good: [
            RuleExample(
                "a second history with a label",
                [(RuleExample.folder + "a1_x.py", RuleExample.migration("a1", revises: nil, labels: "\"red\""))])
        ],
        bad: [
            RuleExample(
                "a lost `down_revision`",
                [(RuleExample.folder + "a1_x.py", "revision = \"a1\"\ndown_revision = «None»\n")])
        ]
    )

    static func check(_ project: Project, _ findings: inout Findings) {
        let histories = Histories(of: project)
        let roots = histories.roots()
        guard roots.count > 1, let main = histories.mainRoot(), let mainMigration = project.migration(at: main) else {
            return
        }
        let mainID = project.graph.nodes[main].id
        let mainLabels = Set(project.labels[main])
        for root in roots where root != main {
            // A label that only Python knows may be the one that makes it a branch.
            guard let migration = project.migration(at: root), !migration.header.branchLabels.isUnknown else {
                continue
            }
            let labels = Set(project.labels[root])
            // A label declared twice is the matter of `unique-label`.
            if !labels.isEmpty, !labels.isSubset(of: mainLabels) || declaresLabel(root, in: project) { continue }
            findings.report(
                "\(project.graph.nodes[root].id) begins a second history: it has no `down_revision` and no label",
                at: Location(migration.path, migration.header.downRevision.range),
                revision: project.graph.nodes[root].id,
                help: project.isPublished(migration)
                    ? "give it a label of its own in `branch_labels`, or bring the two together with a merge revision; "
                        + "leave its `down_revision` as it is, it may have run"
                    : "name the revision that it follows in `down_revision`; if it is a branch of its own, give it a label in `branch_labels`",
                notes: [
                    Note(
                        "\(mainID) begins the first one",
                        at: Location(mainMigration.path, mainMigration.header.revision.range))
                ])
        }
    }

    private static func declaresLabel(_ node: Int, in project: Project) -> Bool {
        project.graph.nodes[node].declarations.contains { !project.graph.declarations[$0].labels.isEmpty }
    }
}
