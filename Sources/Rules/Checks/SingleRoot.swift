internal import Alembic
internal import Diagnostics
internal import ProjectModel
internal import SourceFiles

/// `single-root`: every root but the first has a branch label.
enum SingleRoot: Rule {
    static let metadata = RuleMetadata(
        id: "single-root",
        severity: .error,
        scope: .alembic,
        documentation: RuleDocumentation(
            summary: "Every branch has one root or joins its roots, and every other root has a branch label.",
            rationale: """
                A migration with `down_revision = None` is the root of a new branch. Without a label that is usually a \
                mistake: a lost `down_revision`, or a file copied from another project. Alembic does not order the two \
                branches, and `upgrade head` fails on their two heads. Name the parent, or give the branch a label. \
                Roots that a merge revision joins are one valid history.
                """),
        examples: RuleExamples(
            good: [
                RuleExample(
                    "a second root with a label",
                    [
                        .migration("a1_x.py", RuleExample.template("a1", revises: nil, labels: "\"red\""))
                    ]),
                RuleExample(
                    "two roots that a merge revision joins",
                    [
                        .migration("a1_x.py", RuleExample.template("a1", revises: nil)),
                        .migration(
                            "c1_x.py",
                            """
                            revision = "c1"
                            down_revision = ("9cbc348cc1dc", "a1")

                            """),
                    ]),
            ],
            bad: [
                RuleExample(
                    "a lost `down_revision`",
                    [
                        .migration(
                            "a1_x.py",
                            """
                            revision = "a1"
                            down_revision = «None»

                            """)
                    ])
            ])
    )

    static func check(_ project: Project, _ findings: inout Findings) {
        let roots = BranchRoots(of: project)
        guard roots.all.count > 1, let main = roots.main,
            let mainMigration = project.revisions.migration(at: main)
        else {
            return
        }
        let mainID = project.revisions.id(of: main)
        let mainLabels = Set(project.revisions.labels[main])
        let graph = project.revisions.graph
        let mainHeads = heads(above: main, in: graph)
        let competing = findings.isApplied(SingleHead.self) ? CompetingHeads.all(in: project) : []
        for root in roots.all where root != main {
            // A label that is not a literal may be the one that it needs.
            guard let migration = project.revisions.migration(at: root), !migration.header.branchLabels.isUnknown else {
                continue
            }
            let labels = Set(project.revisions.labels[root])
            // A label that is declared twice is reported by `unique-label`.
            if !labels.isEmpty, !labels.isSubset(of: mainLabels) || declaresLabel(root, in: project) { continue }
            let ownHeads = heads(above: root, in: graph)
            guard ownHeads.isDisjoint(with: mainHeads), !findings.reportsEdit(of: migration),
                // `single-head` reports the heads of both roots together.
                !competing.contains(where: {
                    !ownHeads.isDisjoint(with: $0.heads) && !ownHeads.isSuperset(of: $0.heads)
                })
            else { continue }
            findings.report(
                "\(project.revisions.id(of: root)) is a second root: it has no `down_revision` and no branch label",
                at: Location(migration.path, migration.header.downRevision.range),
                revision: project.revisions.id(of: root),
                help: project.deployment.isPublished(migration)
                    ? "give it a label in `branch_labels`, or join the two branches with a merge revision; "
                        + "do not edit its `down_revision`: databases may have applied it"
                    : "name its parent in `down_revision`, or give it a label in `branch_labels` if it starts a branch",
                notes: [
                    Note(
                        "\(mainID) is the first root",
                        at: Location(mainMigration.path, mainMigration.header.revision.range))
                ])
        }
    }

    /// The heads that descend from a root; a shared one means that a merge revision joins two roots.
    private static func heads(above root: Int, in graph: RevisionGraph) -> Set<Int> {
        graph.descendants(of: [root], by: .down).filter { graph.nodes[$0].isHead }
    }

    private static func declaresLabel(_ node: Int, in project: Project) -> Bool {
        project.revisions.graph.nodes[node].declarations.contains {
            !project.revisions.graph.declarations[$0].labels.isEmpty
        }
    }
}
