internal import Alembic
internal import Diagnostics
internal import SourceFiles

/// `published-unchanged`: a published migration keeps its id and its edges, and is not deleted.
///
/// It is known by its id: a moved or renamed file is no change. Changed code is told at the severity `info`.
enum PublishedUnchanged: Rule {
    static let metadata = RuleMetadata(
        id: "published-unchanged",
        summary: "A published migration keeps its id and its edges, and is not deleted.",
        rationale: """
            What is published may have run somewhere. A database remembers the topmost revisions that have run in it, and Alembic takes everything below them, \
            *in today's files*, as already run. So an edited `down_revision` or `depends_on` changes what Alembic believes of every database: it skips \
            revisions and reports success, runs some twice, or refuses every later upgrade. A deleted migration leaves databases with a revision that \
            nobody can locate. Changed code reaches no database that has run the migration: fresh databases and deployed ones drift apart. Moving or \
            renaming the file changes nothing. What is wrong in a published migration is put right by a new one.
            """,
        severity: .error,
        scope: .alembic,
        good: [
            RuleExample(
                "the file was renamed",
                [
                    (RuleExample.dataRoot, nil),
                    (
                        RuleExample.folder + "data_root.py",
                        RuleExample.migration(
                            "9cbc348cc1dc", revises: nil, labels: #"("data",)"#, dependsOn: #""da5c9f4cce1c""#)
                    ),
                ],
                publishedBefore: [
                    (
                        RuleExample.dataRoot,
                        RuleExample.migration(
                            "9cbc348cc1dc", revises: nil, labels: #"("data",)"#, dependsOn: #""da5c9f4cce1c""#)
                    )
                ])
        ],
        bad: [
            RuleExample(
                "the depends_on of a published migration was brought up to date",
                [
                    (
                        RuleExample.dataRoot,
                        "revision = \"9cbc348cc1dc\"\ndown_revision = None\nbranch_labels = \"data\"\ndepends_on = «\"da5c9f4cce1c\"»\n"
                    )
                ],
                publishedBefore: [
                    (
                        RuleExample.dataRoot,
                        "revision = \"9cbc348cc1dc\"\ndown_revision = None\nbranch_labels = \"data\"\ndepends_on = \"a76b9185b334\"\n"
                    )
                ]),
            RuleExample(
                "a new id",
                [
                    (
                        RuleExample.folder + "a1_x.py",
                        "revision = «\"a2\"»\ndown_revision = \"9cbc348cc1dc\"\n"
                    )
                ],
                published: [RuleExample.dataRoot],
                publishedBefore: [
                    (RuleExample.folder + "a1_x.py", "revision = \"a1\"\ndown_revision = \"9cbc348cc1dc\"\n")
                ]),
        ]
    )

    static func check(_ project: Project, _ findings: inout Findings) {
        let before: DeployedState
        switch project.baseline {
        case .nothing: return
        case .unknown(let reason, let help):
            findings.cannotTell(
                "whether a published migration was changed: \(reason)", help: help)
            return
        case .known(let state):
            if state.isCurrent { return }
            before = state
        }
        var current: [String: Migration] = [:]
        for migration in project.migrations { migration.id.map { current[$0] = migration } }
        var gone: [Migration] = []
        for past in before.migrations {
            guard let id = past.id else { continue }
            guard let now = current[id] else {
                gone.append(past)
                continue
            }
            if now.entry.object != nil, now.entry.object == past.entry.object { continue }
            compare(now, past, id, before, project, &findings)
        }
        report(gone, before, project, &findings)
    }

    // MARK: Edges and code

    private static func compare(
        _ now: Migration,
        _ past: Migration,
        _ id: String,
        _ before: DeployedState,
        _ project: Project,
        _ findings: inout Findings
    ) {
        for name in [HeaderVariable.downRevision, .dependsOn] {
            let (old, new) = (past.header[name], now.header[name])
            if old.isUnknown || new.isUnknown {
                findings.cannotTell(
                    "whether `\(name)` of the published migration \(id) is what it was at \(before.name): it is not a literal",
                    help: "write it as a literal; `static-header` shows where", at: Location(now.path, new.range))
            } else if Set(old.names) != Set(new.names) {
                findings.report(
                    "`\(name)` of the published migration \(id) was edited: it was \(old.literal), and is \(new.literal)",
                    at: Location(now.path, new.range ?? now.header.revision.range),
                    revision: id,
                    help:
                        "put \(old.literal) back: a database that has run \(id) takes all that lies below it in today's files as "
                        + "already run. " + safeWay(name, to: new, in: project),
                    notes: [Note("published is \(before.name)")])
            }
        }
        if project.changedBodies.contains(id) {
            findings.report(
                "the code of the published migration \(id) was changed",
                at: Location(now.path, now.header.revision.range),
                revision: id,
                help:
                    "databases that have run it will not run it again; what they need too belongs into a new migration",
                notes: [Note("published is \(before.name)")],
                atMost: .info)
        }
    }

    private static func safeWay(_ name: HeaderVariable, to new: Identifier, in project: Project) -> String {
        if name == .dependsOn, let head = new.names.last {
            return "To wait for \(head), add a new migration with `depends_on = \"\(head)\"`"
        }
        return "What is new belongs on top, as a new head"
    }

    // MARK: What is gone

    private static func report(
        _ gone: [Migration],
        _ before: DeployedState,
        _ project: Project,
        _ findings: inout Findings
    ) {
        // The folder itself is gone, or the configuration points elsewhere: one cause, one finding.
        if gone.count > 1, gone.count == before.migrations.count {
            findings.report(
                "none of the \(gone.count) migrations that are published at \(before.name) is here any more",
                at: project.scripts.map { Location($0.config.path) },
                help: "see whether `version_locations` still names their folder, and put them back")
            return
        }
        let byPath = Dictionary(project.migrations.map { ($0.path, $0) }) { first, _ in first }
        for past in gone {
            guard let id = past.id else { continue }
            let successor = byPath[past.path]
            if let successor, successor.header.revision.isUnknown {
                findings.cannotTell(
                    "whether the published migration \(id) is still there: \(successor.path) does not say in a literal which revision it is",
                    help: "write its identifiers as literals; `static-header` shows where",
                    at: Location(successor.path, successor.header.revision.range))
            } else if let successor, let newID = successor.id, before[newID] == nil {
                findings.report(
                    "the published migration \(id) is now called \(newID)",
                    at: Location(successor.path, successor.header.revision.range),
                    revision: newID,
                    help:
                        "put \"\(id)\" back: a database that holds \(id) can no longer be upgraded (`Can't locate revision`), and one "
                        + "that has run it below others would not know \(newID)",
                    notes: [Note("published is \(before.name)")])
            } else {
                findings.report(
                    "the published migration \(id) is gone",
                    at: Location(past.path),
                    revision: id,
                    help:
                        "put it back: a database that holds \(id) can no longer be upgraded (`Can't locate revision`). To undo what it "
                        + "does, add a new migration",
                    notes: [Note("published is \(before.name)")])
            }
        }
    }
}
