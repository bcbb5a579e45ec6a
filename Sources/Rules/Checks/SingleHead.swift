internal import Alembic
internal import Diagnostics
internal import ProjectModel
internal import SourceFiles

/// `single-head`: every branch has exactly one head.
///
/// All heads of a branch are one finding. Two heads that each have a label which the other lacks are two branches. In a
/// Workflow Orchestrator project, `single-root` reports a second root without a label.
enum SingleHead: Rule {
    static let metadata = RuleMetadata(
        id: "single-head",
        severity: .error,
        scope: .alembic,
        documentation: RuleDocumentation(
            summary: "Every branch has exactly one head.",
            rationale: """
                Two people who each add a migration on top of the same one leave the branch with two heads after the \
                second merge. Then `upgrade head` and the command that adds the next migration fail with `Multiple \
                head revisions are present`. Rebase an unpublished head onto the other one; if both are published, \
                databases may have applied either, and only a merge revision joins them.
                """,
            fixes: [
                .safe(
                    "puts unpublished revisions on top of the published head, in the order of their `Create Date`"
                ),
                .unsafe("adds a merge revision on top of published heads"),
            ]),
        examples: RuleExamples(
            good: [
                RuleExample(
                    "a fork that a merge revision joins",
                    [
                        .migration("a1_x.py", RuleExample.template("a1", revises: "9cbc348cc1dc")),
                        .migration("b1_x.py", RuleExample.template("b1", revises: "9cbc348cc1dc")),
                        .migration(
                            "c1_x.py",
                            """
                            revision = "c1"
                            down_revision = ("a1", "b1")

                            """),
                    ]),
                RuleExample(
                    "two branches, each with a label",
                    [
                        .migration("a1_x.py", RuleExample.template("a1", revises: "9cbc348cc1dc", labels: "\"red\"")),
                        .migration("b1_x.py", RuleExample.template("b1", revises: "9cbc348cc1dc", labels: "\"blue\"")),
                    ]),
            ],
            bad: [
                RuleExample(
                    "two migrations with the same parent",
                    [
                        .migration(
                            "a1_x.py",
                            """
                            revision = "a1"
                            down_revision = "9cbc348cc1dc"

                            """),
                        .migration(
                            "b1_x.py",
                            """
                            revision = "b1"
                            down_revision = «"9cbc348cc1dc"»

                            """),
                    ]),
                RuleExample(
                    "an unpublished migration beside a published one",
                    [
                        .published(RuleExample.dataRoot, RuleExample.dataRootText),
                        .migration(
                            "a1_x.py",
                            """
                            revision = "a1"
                            down_revision = «"9cbc348cc1dc"»

                            """),
                        .published(
                            "b1_x.py",
                            """
                            revision = "b1"
                            down_revision = "9cbc348cc1dc"

                            """),
                    ]),
                RuleExample(
                    "two published heads",
                    [
                        .published(RuleExample.dataRoot, RuleExample.dataRootText),
                        .published(
                            "a1_x.py",
                            """
                            revision = "a1"
                            down_revision = "9cbc348cc1dc"

                            """),
                        .published(
                            "b1_x.py",
                            """
                            revision = "b1"
                            down_revision = «"9cbc348cc1dc"»

                            """),
                    ]),
            ])
    )

    static func check(_ project: Project, _ findings: inout Findings) {
        for competing in CompetingHeads.all(in: project) {
            // The heads belong to different migrations with one id, which `unique-revision` reports.
            if findings.isApplied(UniqueRevision.self), let duplicate = competing.duplicate,
                DuplicateRevisionFix(of: duplicate, in: project)?.fix == nil
            {
                continue
            }
            // `known-revision` and `staged-complete` report the parent.
            if findings.isApplied(KnownRevision.self), competing.restsOnMissingParent(in: project) { continue }
            if let hidden = competing.hidden {
                let (name, count) = (project.revisions.name(of: hidden), competing.heads.count)
                findings.couldNotEvaluate(
                    "whether \(branch(of: competing.heads, in: project)) has one head or \(count): "
                        + "the id or the parents of \(name) are not literals",
                    help: StaticHeader.help, at: Location(hidden.path))
                continue
            }
            report(competing, in: project, &findings)
        }
    }

    private static func report(_ competing: CompetingHeads, in project: Project, _ findings: inout Findings) {
        let heads = competing.heads
        let ids = heads.map { project.revisions.id(of: $0) }
        let locked = heads.filter { project.deployment.isLocked(project.revisions.id(of: $0)) }
        let movable = heads.filter { !project.deployment.isLocked(project.revisions.id(of: $0)) }
        // A head that may move is the one to move; else the last by id, so that the order of the files does not matter.
        let culprit = movable.last ?? heads[heads.count - 1]
        guard let migration = project.revisions.migration(at: culprit) else { return }
        let rebase = RebaseFix(heads, in: project)
        let root = rebase?.firstMoved ?? competing.firstAfterFork(towards: culprit) ?? culprit
        let place = project.revisions.migration(at: root) ?? migration

        var notes = heads.prefix(maximumNames).compactMap { head in
            project.revisions.migration(at: head).map { migration in
                let id = project.revisions.id(of: head)
                return Note(
                    "\(id) (\(describe(id, in: project)))",
                    at: Location(migration.path, migration.header.revision.range))
            }
        }
        if let fork = competing.fork {
            let id = project.revisions.id(of: fork)
            let location = project.revisions.migration(at: fork).map { Location($0.path, $0.header.revision.range) }
            notes.append(Note("\(id) is the last common ancestor", at: location))
        }
        notes += HistoryNotes(project: project).notes(on: competing.unpublished(in: project))
        findings.report(
            "\(count(heads.count)) heads \(scope(of: competing, in: project)): \(ids.listed(atMost: maximumNames))",
            at: Location(place.path, place.header.downRevision.range),
            revision: project.revisions.id(of: root),
            help: (isNewRoot(root, in: project)
                ? "name the parent of \(project.revisions.id(of: root)) in "
                    + "`down_revision`, or " : "")
                + help(competing, locked: locked, movable: movable, rebase, in: project),
            notes: notes,
            fix: rebase?.fix ?? (competing.areSeparate(in: project) ? nil : MergeRevisionFix.fix(heads, in: project)))
    }

    /// The number of heads that a finding lists.
    private static let maximumNames = 10

    /// Whether a head is published, and from which sides of a merge it comes.
    private static func describe(_ id: String, in project: Project) -> String {
        let isPublished = project.deployment.published.contains(id)
        let lock = isPublished ? "published" : project.deployment.isLocked(id) ? "released" : "unpublished"
        let state = "head, \(lock)"
        guard let merge = project.change.merge, let sides = merge.sidesOfHead[id], sides.count < merge.sides.count
        else {
            return state
        }
        return state + ", from " + sides.map { merge.sides[$0] }.joined(separator: " and ")
    }

    private static func help(
        _ competing: CompetingHeads, locked: [Int], movable: [Int], _ rebase: RebaseFix?, in project: Project
    ) -> String {
        if let target = project.change.merge?.sides.first {
            // The heads of the other sides are not in this branch, so nothing can name them yet.
            return "merge `\(target)` into the branch, then run `lint --fix`"
        }
        let heads = locked + movable
        let ids = heads.count > maximumNames ? ["heads"] : heads.map { project.revisions.id(of: $0) }
        let merging = "merge them: `\(project.command("merge")) \(ids.joined(separator: " "))`"
        if competing.areSeparate(in: project) {
            return
                "give the root in each folder a label, like `branch_labels = (\"name\",)`, and upgrade a database to "
                + "`name@head`; only if every database runs all of them, " + merging
        }
        guard !movable.isEmpty else {
            let arePublished = ids.allSatisfy(project.deployment.published.contains) || heads.count > maximumNames
            return merging + "; all are published\(arePublished ? "" : " or released"), so none of them can be moved"
        }
        return (rebase.map { "\($0.advice), or " } ?? "") + merging
    }

    /// Whether the finding is at an unpublished root, which may have lost its parent.
    private static func isNewRoot(_ node: Int, in project: Project) -> Bool {
        let revision = project.revisions.graph.nodes[node]
        return revision.isBase && !project.deployment.isLocked(revision.id) && project.change.merge == nil
    }

    private static func scope(of competing: CompetingHeads, in project: Project) -> String {
        competing.fork == nil ? "without a common ancestor" : "in \(branch(of: competing.heads, in: project))"
    }

    private static func branch(of heads: [Int], in project: Project) -> String {
        let shared = heads.map { Set(project.revisions.labels[$0]) }.reduce(nil as Set<String>?) {
            $0?.intersection($1) ?? $1
        }
        let labels = shared?.sorted() ?? []
        return labels.isEmpty ? "a branch without a label" : "branch \(labels.joined(separator: ", "))"
    }

    private static func count(_ count: Int) -> String {
        count == 2 ? "two" : count == 3 ? "three" : String(count)
    }
}
