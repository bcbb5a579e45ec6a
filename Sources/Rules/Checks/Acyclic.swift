internal import Alembic
internal import Diagnostics
internal import ProjectModel
internal import SourceFiles

/// `acyclic`: the graph has no cycle, neither by `down_revision` alone nor together with `depends_on`.
enum Acyclic: Rule {
    static let metadata = RuleMetadata(
        id: "acyclic",
        severity: .error,
        scope: .alembic,
        documentation: RuleDocumentation(
            summary: "No revision is its own ancestor by `down_revision` and `depends_on`.",
            rationale: """
                Alembic cannot load revisions that form a cycle: every command fails with `Cycle is detected in \
                revisions`. A cycle appears when an edited or copied `down_revision` or `depends_on` names the \
                migration itself or one of its descendants. Name only revisions that are older than the migration.
                """),
        examples: RuleExamples(
            good: [
                RuleExample(
                    "a migration that names its parent",
                    [
                        .migration("a1_x.py", RuleExample.template("a1", revises: "9cbc348cc1dc"))
                    ])
            ],
            bad: [
                RuleExample(
                    "two revisions that name each other",
                    [
                        .migration(
                            "a1_x.py",
                            """
                            revision = "a1"
                            down_revision = «"b1"»

                            """),
                        .migration(
                            "b1_x.py",
                            """
                            revision = "b1"
                            down_revision = "a1"

                            """),
                    ]),
                RuleExample(
                    "a revision that depends on its descendant",
                    [
                        .migration(
                            "a1_x.py",
                            """
                            revision = "a1"
                            down_revision = "9cbc348cc1dc"
                            depends_on = «"b1"»

                            """),
                        .migration(
                            "b1_x.py",
                            """
                            revision = "b1"
                            down_revision = "a1"

                            """),
                    ]),
                RuleExample(
                    "a revision that names itself",
                    [
                        .migration(
                            "a1_x.py",
                            """
                            revision = "a1"
                            down_revision = «"a1"»

                            """)
                    ]),
            ])
    )

    static func check(_ project: Project, _ findings: inout Findings) {
        let byDown = cycles(by: .down, in: project, findings)
        let inCycle = Set(byDown.joined())
        for cycle in byDown { report(cycle, in: project, &findings) }
        for cycle in cycles(by: .downAndDependencies, in: project, findings) where inCycle.isDisjoint(with: cycle) {
            report(cycle, in: project, &findings)
        }
    }

    /// The cycles that remain without the ids that are declared twice: `unique-revision` reports those.
    private static func cycles(
        by edges: RevisionGraph.Edges, in project: Project, _ findings: Findings
    ) -> [[Int]] {
        let graph = project.revisions.graph
        let cycles = graph.cycles(by: edges)
        guard findings.isApplied(UniqueRevision.self),
            cycles.joined().contains(where: { graph.nodes[$0].declarations.count > 1 })
        else { return cycles }
        let unique = RevisionGraph(
            graph.nodes.filter { $0.declarations.count == 1 }.map { graph.declarations[$0.declarations[0]] })
        return unique.cycles(by: edges).map { $0.compactMap { graph.index(of: unique.nodes[$0].id) } }
    }

    private static func report(_ cycle: [Int], in project: Project, _ findings: inout Findings) {
        let members = Set(cycle)
        // The report goes by id, so that the order of the files does not matter.
        let sorted = cycle.sorted { project.revisions.id(of: $0) < project.revisions.id(of: $1) }
        let edges = sorted.compactMap { index in edge(from: index, into: members, in: project) }
        guard let first = edges.first else { return }
        let ids = sorted.map { project.revisions.id(of: $0) }
        let namesItself = ids.count == 1
        findings.report(
            namesItself
                ? "revision \(ids[0]) names itself"
                : "these revisions form a cycle: \(ids.listed(atMost: maximumNames))",
            at: first.location, revision: ids[0],
            help: namesItself
                ? "name another revision, or None: no Alembic command runs on a cycle"
                : "let one of them name a revision outside of the cycle: no Alembic command runs on a cycle",
            notes: Array(edges.prefix(maximumNames).dropFirst()))
    }

    /// The number of revisions that a finding lists.
    private static let maximumNames = 10

    /// The place where a member of a cycle names another one.
    private static func edge(from index: Int, into members: Set<Int>, in project: Project) -> Note? {
        guard let migration = project.revisions.migration(at: index) else { return nil }
        for variable in [HeaderVariable.downRevision, .dependsOn] {
            for element in migration.header[variable].value?.elements ?? [] {
                guard let name = element.string, let target = project.revisions.graph.resolve(dependency: name),
                    members.contains(target)
                else { continue }
                return Note(
                    "`\(variable)` of \(project.revisions.name(of: migration)) names \(name)",
                    at: Location(migration.path, element.range))
            }
        }
        return nil
    }
}
