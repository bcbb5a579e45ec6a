internal import Alembic
internal import Diagnostics
internal import SourceFiles

/// `acyclic`: the graph has no cycle, by either edge.
enum Acyclic: Rule {
    static let metadata = RuleMetadata(
        id: "acyclic",
        summary: "There is no cycle by down_revision and depends_on, and no revision that names itself.",
        rationale:
            "Alembic refuses to load a graph that has a cycle: every command stops with `Cycle is detected in revisions`.",
        severity: .error,
        scope: .alembic,
        good: [
            RuleExample(
                "a line", [(RuleExample.folder + "a1_x.py", RuleExample.migration("a1", revises: "9cbc348cc1dc"))])
        ],
        bad: [
            RuleExample(
                "two that name each other",
                [
                    (RuleExample.folder + "a1_x.py", "revision = \"a1\"\ndown_revision = «\"b1\"»\n"),
                    (RuleExample.folder + "b1_x.py", "revision = \"b1\"\ndown_revision = \"a1\"\n"),
                ]),
            RuleExample(
                "one that names itself",
                [(RuleExample.folder + "a1_x.py", "revision = \"a1\"\ndown_revision = «\"a1\"»\n")]),
            RuleExample(
                "one that depends on what is above it",
                [
                    (
                        RuleExample.folder + "a1_x.py",
                        "revision = \"a1\"\ndown_revision = \"9cbc348cc1dc\"\ndepends_on = «\"b1\"»\n"
                    ),
                    (RuleExample.folder + "b1_x.py", "revision = \"b1\"\ndown_revision = \"a1\"\n"),
                ]),
        ]
    )

    static func check(_ project: Project, _ findings: inout Findings) {
        let byDown = project.graph.cycles(by: .down)
        let inCycle = Set(byDown.joined())
        for cycle in byDown { report(cycle, in: project, &findings) }
        for cycle in project.graph.cycles(by: .downAndDependencies) where inCycle.isDisjoint(with: cycle) {
            report(cycle, in: project, &findings)
        }
    }

    private static func report(_ cycle: [Int], in project: Project, _ findings: inout Findings) {
        let members = Set(cycle)
        // Told by id, so that the order of the files does not matter.
        let sorted = cycle.sorted { project.graph.nodes[$0].id < project.graph.nodes[$1].id }
        let steps = sorted.compactMap { index in edge(from: index, into: members, in: project) }
        guard let first = steps.first else { return }
        let ids = sorted.map { project.graph.nodes[$0].id }
        let message =
            ids.count == 1
            ? "revision \(ids[0]) names itself"
            : "these revisions form a cycle: " + ids.prefix(10).joined(separator: ", ") + (ids.count > 10 ? ", …" : "")
        findings.report(
            message, at: first.location, revision: ids[0],
            help: "every Alembic command stops at it: point one of them at a revision outside of the cycle",
            notes: steps.dropFirst().prefix(9).map { Note($0.text, at: $0.location) })
    }

    /// The edge by which a member of a cycle names another one.
    private static func edge(from index: Int, into members: Set<Int>, in project: Project) -> (
        text: String, location: Location
    )? {
        guard let migration = project.migration(at: index) else { return nil }
        for identifier in [migration.header.downRevision, migration.header.dependsOn] {
            for element in identifier.value?.elements ?? [] {
                guard let name = element.string, let target = project.graph.resolve(dependency: name),
                    members.contains(target)
                else {
                    continue
                }
                return ("\(project.name(of: migration)) names \(name) here", Location(migration.path, element.range))
            }
        }
        return nil
    }
}
