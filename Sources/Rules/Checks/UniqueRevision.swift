internal import Alembic
internal import Diagnostics
internal import ProjectModel
internal import SourceFiles

/// `unique-revision`: every revision id is declared once.
enum UniqueRevision: Rule {
    static let metadata = RuleMetadata(
        id: "unique-revision",
        severity: .error,
        scope: .alembic,
        documentation: RuleDocumentation(
            summary: "Every revision id is declared once, in the project, the core and other packages together.",
            rationale: """
                Alembic only warns about a duplicate id and then loads one of the two files: the other one never runs. \
                It happens when a migration file is copied, or when ids are written by hand. Give the newer migration \
                another id.
                """,
            fixes: [.unsafe("gives the unpublished one of two migrations another id, and its file another name")]),
        examples: RuleExamples(
            good: [
                RuleExample(
                    "two migrations with different ids",
                    [
                        .migration("a1_x.py", RuleExample.template("a1", revises: "9cbc348cc1dc"))
                    ])
            ],
            bad: [
                RuleExample(
                    "a copied migration",
                    [
                        .migration(
                            "a1_x.py",
                            """
                            revision = "a1"
                            down_revision = "9cbc348cc1dc"

                            """),
                        .migration(
                            "a1_y.py",
                            """
                            revision = «"a1"»
                            down_revision = "9cbc348cc1dc"

                            """),
                    ]),
                RuleExample(
                    "a new migration with the id of a published one, which is its ancestor",
                    [
                        .published(RuleExample.dataRoot, RuleExample.dataRootText),
                        .published("a1_x.py", RuleExample.template("a1", revises: "9cbc348cc1dc")),
                        .published("b1_x.py", RuleExample.template("b1", revises: "a1")),
                        .migration(
                            "a0_y.py",
                            """
                            revision = «"a1"»
                            down_revision = "b1"

                            """),
                    ]),
                RuleExample(
                    "an id of the core",
                    [
                        .migration(
                            "x.py",
                            """
                            revision = «"165303a20fb1"»
                            down_revision = "9cbc348cc1dc"

                            """)
                    ]),
            ])
    )

    static func check(_ project: Project, _ findings: inout Findings) {
        for index in project.revisions.graph.nodes.indices
        where project.revisions.graph.nodes[index].declarations.count > 1 {
            let id = project.revisions.id(of: index)
            let declarations = DuplicateRevision(of: index, in: project)
            guard let copy = declarations.copies.first else { continue }
            let others = declarations.inOrder.filter { $0.path != copy.path }
            let isOfPackage = project.isFromPackage(id)
            findings.report(
                isOfPackage
                    ? "the id `\(id)` belongs to a revision of another package"
                    : "the id `\(id)` is declared in \(declarations.inOrder.count) files",
                at: Location(copy.path, copy.header.revision.range),
                revision: id,
                help: isOfPackage
                    ? "give this migration another id, here and wherever it is named: Alembic loads only one of them"
                    : "give \(others.count == 1 ? "the newer migration" : "all but the oldest of them") another id: "
                        + "Alembic loads only one of them",
                notes: notes(on: others, with: id),
                fix: DuplicateRevisionFix(of: index, in: project)?.fix)
        }
    }

    /// The number of other files that a finding lists.
    private static let maximumNotes = 5

    private static func notes(on others: [Migration], with id: String) -> [Note] {
        let listed = others.prefix(maximumNotes).map {
            Note("`\(id)` is also declared here", at: Location($0.path, $0.header.revision.range))
        }
        let rest = others.count - listed.count
        return rest == 0 ? listed : listed + [Note("and in \(rest) more \(rest == 1 ? "file" : "files")")]
    }
}
