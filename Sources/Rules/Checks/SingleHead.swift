internal import Alembic
internal import Diagnostics
internal import SourceFiles

/// `single-head`: one head per branch.
///
/// Two heads of one history are one finding, unless each carries a label that the other lacks: then they are two branches on purpose. Heads of
/// separate histories are the matter of `single-root`.
enum SingleHead: Rule {
    static let metadata = RuleMetadata(
        id: "single-head",
        summary: "Every branch has one head.",
        rationale: """
            When two people add a migration on top of the same one and both are merged, the branch has two heads: `upgrade head` fails with \
            `Multiple head revisions are present`, and so do the commands that add the next migration. While one of the two is new, it can \
            still be put on top of the other; once both may have run somewhere, only a merge revision brings them together.
            """,
        severity: .error,
        repairs: [
            .safe(
                "puts new revisions on top of the published head, and of each other in the order of their Create Date"),
            .unsafe("adds a merge revision for heads that are published"),
        ],
        scope: .alembic,
        good: [
            RuleExample(
                "a fork that a merge revision brings together",
                [
                    (RuleExample.folder + "a1_x.py", RuleExample.migration("a1", revises: "9cbc348cc1dc")),
                    (RuleExample.folder + "b1_x.py", RuleExample.migration("b1", revises: "9cbc348cc1dc")),
                    (RuleExample.folder + "c1_x.py", "revision = \"c1\"\ndown_revision = (\"a1\", \"b1\")\n"),
                ]),
            RuleExample(
                "two branches on purpose, each with a label",
                [
                    (
                        RuleExample.folder + "a1_x.py",
                        RuleExample.migration("a1", revises: "9cbc348cc1dc", labels: "\"red\"")
                    ),
                    (
                        RuleExample.folder + "b1_x.py",
                        RuleExample.migration("b1", revises: "9cbc348cc1dc", labels: "\"blue\"")
                    ),
                ]),
        ],
        bad: [
            RuleExample(
                "two migrations on top of the same one",
                [
                    (RuleExample.folder + "a1_x.py", "revision = \"a1\"\ndown_revision = \"9cbc348cc1dc\"\n"),
                    (RuleExample.folder + "b1_x.py", "revision = \"b1\"\ndown_revision = «\"9cbc348cc1dc\"»\n"),
                ]),
            RuleExample(
                "a new migration beside a published one",
                [
                    (RuleExample.folder + "a1_x.py", "revision = \"a1\"\ndown_revision = «\"9cbc348cc1dc\"»\n"),
                    (RuleExample.folder + "b1_x.py", "revision = \"b1\"\ndown_revision = \"9cbc348cc1dc\"\n"),
                ],
                published: [RuleExample.dataRoot, RuleExample.folder + "b1_x.py"]),
            RuleExample(
                "two published heads",
                [
                    (RuleExample.folder + "a1_x.py", "revision = \"a1\"\ndown_revision = \"9cbc348cc1dc\"\n"),
                    (RuleExample.folder + "b1_x.py", "revision = \"b1\"\ndown_revision = «\"9cbc348cc1dc\"»\n"),
                ],
                published: [RuleExample.dataRoot, RuleExample.folder + "a1_x.py", RuleExample.folder + "b1_x.py"]),
        ]
    )

    static func check(_ project: Project, _ findings: inout Findings) {
        let histories = Histories(of: project)
        for heads in histories.competingHeads() {
            if let hidden = histories.hiddenReason(between: heads) {
                let name = project.name(of: hidden)
                findings.cannotTell(
                    "whether \(branch(of: heads, in: project)) has one head or \(heads.count): "
                        + "\(name) does not say in literals what it follows, or which labels it has",
                    help: "write its identifiers as literals; `static-header` shows where", at: Location(hidden.path))
                continue
            }
            report(heads, in: project, &findings)
        }
    }

    private static func report(_ heads: [Int], in project: Project, _ findings: inout Findings) {
        let ids = heads.map { project.graph.nodes[$0].id }
        let fork = Histories.fork(below: heads, in: project.graph)
        let published = heads.filter { project.published.contains(project.graph.nodes[$0].id) }
        let unpublished = heads.filter { !project.published.contains(project.graph.nodes[$0].id) }
        // The head to mend is a new one; else the last by id, so that the order of the files does not matter.
        let culprit = unpublished.last ?? heads[heads.count - 1]
        guard let migration = project.migration(at: culprit) else { return }
        let rechaining = Rechaining(heads, in: project)
        let root =
            rechaining?.firstMoved ?? fork.flatMap { Histories.firstAbove($0, towards: culprit, in: project.graph) }
            ?? culprit
        let place = project.migration(at: root) ?? migration

        var notes = heads.compactMap { head in
            project.migration(at: head).map { migration in
                let id = project.graph.nodes[head].id
                return Note(
                    "\(id) (\(describe(id, in: project)))",
                    at: Location(migration.path, migration.header.revision.range))
            }
        }
        if let fork {
            let id = project.graph.nodes[fork].id
            let location = project.migration(at: fork).map { Location($0.path, $0.header.revision.range) }
            notes.append(Note("they share \(id)", at: location))
        }
        findings.report(
            "\(count(heads.count)) heads in \(branch(of: heads, in: project)): \(ids.joined(separator: ", "))",
            at: Location(place.path, place.header.downRevision.range),
            revision: project.graph.nodes[root].id,
            help: help(published: published, unpublished: unpublished, rechaining, in: project),
            notes: notes,
            fix: rechaining?.fix ?? MergeRevision.fix(heads, in: project))
    }

    /// Where a head comes from: which side of a merge brings it, or whether it is published.
    private static func describe(_ id: String, in project: Project) -> String {
        let state = project.published.contains(id) ? "head, published" : "head, not published yet"
        guard let merge = project.merge, let bringers = merge.bringers[id], bringers.count < merge.sides.count else {
            return state
        }
        return state + ", brought by " + bringers.map { merge.sides[$0] }.joined(separator: " and ")
    }

    private static func help(
        published: [Int], unpublished: [Int], _ rechaining: Rechaining?, in project: Project
    ) -> String {
        let merge = project.profile == .orchestrator ? "python main.py db merge" : "alembic merge"
        let ids = (published + unpublished).map { project.graph.nodes[$0].id }.joined(separator: " ")
        let merging = "merge them with a new revision: `\(merge) \(ids)`"
        guard !unpublished.isEmpty else {
            return merging + "; all of them may have run somewhere, so none can be moved"
        }
        return (rechaining.map { "\($0.advice); or " } ?? "") + merging
    }

    private static func branch(of heads: [Int], in project: Project) -> String {
        let shared = heads.map { Set(project.labels[$0]) }.reduce(nil as Set<String>?) { $0?.intersection($1) ?? $1 }
        let labels = shared?.sorted() ?? []
        return labels.isEmpty ? "one history" : "branch \(labels.joined(separator: ", "))"
    }

    private static func count(_ count: Int) -> String {
        count == 2 ? "two" : count == 3 ? "three" : String(count)
    }
}
