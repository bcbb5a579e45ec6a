internal import Alembic
internal import Diagnostics
internal import ProjectModel
internal import SourceFiles

/// `published-unchanged`: a published migration keeps its id and its edges, and is not deleted.
///
/// Migrations are matched by their id, so moving or renaming a file is not a change. Changed code is reported with the
/// severity `info`.
enum PublishedUnchanged: Rule {
    static let metadata = RuleMetadata(
        id: "published-unchanged",
        severity: .error,
        scope: .alembic,
        documentation: RuleDocumentation(
            summary: "Every published migration still exists, with the same id and the same edges.",
            rationale: """
                Databases may have applied a published migration. They store only the topmost applied revisions, and \
                Alembic treats all ancestors of those, as *today's files* declare them, as applied. So after an edit \
                of `down_revision` or `depends_on`, an upgrade can skip revisions and report success, run revisions \
                twice, or fail from then on; after a deletion it fails with `Can't locate revision`, and changed code \
                runs on new databases only. Leave a published migration as it is (its file may be moved or renamed), \
                and correct it with a new migration.
                """),
        examples: RuleExamples(
            good: [
                RuleExample(
                    "a renamed file",
                    [
                        .published(
                            RuleExample.dataRoot,
                            as: RuleExample.template(
                                "9cbc348cc1dc", revises: nil, labels: #"("data",)"#, dependsOn: #""da5c9f4cce1c""#),
                            now: nil),
                        .migration(
                            "data_root.py",
                            RuleExample.template(
                                "9cbc348cc1dc", revises: nil, labels: #"("data",)"#, dependsOn: #""da5c9f4cce1c""#)),
                    ])
            ],
            bad: [
                RuleExample(
                    "the `depends_on` of a published migration was raised to the schema head",
                    [
                        .raisedDependency(from: "a76b9185b334")
                    ]),
                RuleExample(
                    "the id of a published migration was changed",
                    [
                        .published(RuleExample.dataRoot, RuleExample.dataRootText),
                        .published(
                            "a1_x.py",
                            as: """
                                revision = "a1"
                                down_revision = "9cbc348cc1dc"

                                """,
                            now: """
                                revision = «"a2"»
                                down_revision = "9cbc348cc1dc"

                                """),
                    ]),
            ])
    )

    static func check(_ project: Project, _ findings: inout Findings) {
        let before: DeployedState
        switch project.deployment.baseline {
        case .nothing: return
        case .unknown(let reason, let help):
            findings.couldNotEvaluate(
                "whether a published migration was changed: \(reason)", help: help)
            return
        case .known(let state):
            if state.isCurrent { return }
            before = state
        }
        var current: [String: Migration] = [:]
        for migration in project.revisions.migrations { migration.id.map { current[$0] = migration } }
        var missing: [Migration] = []
        for past in before.migrations {
            guard let id = past.id else { continue }
            guard let now = current[id] else {
                missing.append(past)
                continue
            }
            if now.entry.object != nil, now.entry.object == past.entry.object { continue }
            compare(now, past, id, before, project, &findings)
        }
        report(missing, before, project, &findings)
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
                findings.couldNotEvaluate(
                    "whether `\(name)` of the published migration \(id) differs from \(before.name): "
                        + "it is not a literal",
                    help: StaticHeader.help, at: Location(now.path, new.range))
            } else if Set(old.names) != Set(new.names) {
                findings.report(
                    "`\(name)` of the published migration \(id) was changed from \(old.literal) to \(new.literal)",
                    at: Location(now.path, new.range ?? now.header.revision.range),
                    revision: id,
                    help:
                        "restore \(old.literal), and \(newMigration(for: name, naming: new)): "
                        + "in a database that applied \(id), Alembic treats every ancestor in today's files as applied",
                    notes: [note(on: before)])
            }
        }
        if project.deployment.changedCode.contains(id) {
            findings.report(
                "the code of the published migration \(id) was changed",
                at: Location(now.path, now.header.revision.range),
                revision: id,
                help:
                    "put the change into a new migration: databases that applied \(id) do not run it again",
                notes: [note(on: before)],
                atMost: .info)
        }
    }

    /// The new migration that does what the edit of `name` was meant to do.
    private static func newMigration(for name: HeaderVariable, naming new: Identifier) -> String {
        if name == .dependsOn, let head = new.names.last {
            return "add a new migration with `depends_on = \"\(head)\"`"
        }
        return "add new migrations on top of the head"
    }

    private static func note(on before: DeployedState) -> Note { Note("base: `\(before.name)`") }

    // MARK: Missing migrations

    private static func report(
        _ missing: [Migration],
        _ before: DeployedState,
        _ project: Project,
        _ findings: inout Findings
    ) {
        // The folder is missing, or the configuration names another one: one cause, one finding.
        if missing.count > 1, missing.count == before.migrations.count {
            findings.report(
                "all \(missing.count) migrations published at \(before.name) are missing",
                at: project.revisions.scripts.map { Location($0.config.path) },
                help: "restore their folder, or name it in `version_locations`")
            return
        }
        let byPath = Dictionary(project.revisions.migrations.map { ($0.path, $0) }) { first, _ in first }
        for past in missing {
            guard let id = past.id else { continue }
            let successor = byPath[past.path]
            if let successor, successor.header.revision.isUnknown {
                findings.couldNotEvaluate(
                    "whether the published migration \(id) still exists: "
                        + "`revision` of \(successor.path) is not a literal",
                    help: StaticHeader.help,
                    at: Location(successor.path, successor.header.revision.range))
            } else if let successor, let newID = successor.id, before[newID] == nil {
                findings.report(
                    "the id of the published migration \(id) was changed to \(newID)",
                    at: Location(successor.path, successor.header.revision.range),
                    revision: newID,
                    help:
                        "restore the id \"\(id)\": databases at \(id) can no longer be upgraded "
                        + "(`Can't locate revision`), and no database that applied it knows \(newID)",
                    notes: [note(on: before)])
            } else {
                findings.report(
                    "the published migration \(id) is missing",
                    at: Location(past.path),
                    revision: id,
                    help:
                        "restore it: databases at \(id) can no longer be upgraded (`Can't locate revision`); "
                        + "to undo what it does, add a new migration",
                    notes: [note(on: before)])
            }
        }
    }
}
