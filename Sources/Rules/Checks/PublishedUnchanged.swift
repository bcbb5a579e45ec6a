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
        for environment in project.change.deletedEnvironments { report(environment, in: project, &findings) }
        if case .unknown(let reason, let help) = project.deployment.baseline {
            findings.couldNotEvaluate(
                "whether a published migration was changed: \(reason)", help: help)
            return
        }
        guard let edits = findings.edits else { return }
        for edit in edits.edges { report(edit, edits.before, project, &findings) }
        for (now, past) in edits.changed { reportCode(now, past, edits.before, project, &findings) }
        edits.squash?.report(besides: project.deployment.releases, in: project, &findings)
        reportMissing(edits, project, &findings)
    }

    private static func report(
        _ environment: DeletedFiles.Environment, in project: Project, _ findings: inout Findings
    ) {
        if environment.hasMigrationsLeft {
            if findings.isApplied(AlembicConfig.self) { return }
            findings.couldNotEvaluate(
                "whether the migrations of `\(environment.path)` were changed: `\(environment.config)` was deleted",
                help: "restore it")
            return
        }
        let count = environment.migrations
        let base = project.deployment.published.base ?? "HEAD"
        findings.report(
            "the environment `\(environment.path)` with \(count) published migration\(count == 1 ? "" : "s") was "
                + "deleted",
            at: Location(environment.config),
            help:
                "restore it, unless no database is left: `git checkout \(base) -- \(ShellWord.of(environment.config)) "
                + "\(ShellWord.of(environment.path))`",
            notes: [Note("base: `\(base)`")])
    }

    private static func note(on before: DeployedState) -> Note { Note("base: `\(before.name)`") }

    // MARK: Edges and code

    private static func report(
        _ edit: EdgeEdit, _ before: DeployedState, _ project: Project, _ findings: inout Findings
    ) {
        let (name, id) = (edit.variable, project.revisions.name(of: edit.past))
        let (old, new) = (edit.past.header[name], edit.now.header[name])
        if edit.isUnknown {
            findings.couldNotEvaluate(
                "whether `\(name)` of the published migration \(id) differs from \(before.name): it is not a literal",
                help: StaticHeader.help, at: Location(edit.now.path, new.range))
            return
        }
        findings.report(
            "`\(name)` of the published migration \(id) was changed from \(old.literal) to \(new.literal)",
            at: Location(edit.now.path, new.range ?? edit.now.header.revision.range),
            revision: id,
            help: "restore \(old.literal)\(newMigration(insteadOf: edit, in: project)): "
                + "in a database that applied \(id), Alembic treats every ancestor in today's files as applied",
            notes: [note(on: before)])
    }

    /// The new migration that does what an edit was meant to do, as a continuation.
    private static func newMigration(insteadOf edit: EdgeEdit, in project: Project) -> String {
        guard let last = edit.added.last else { return "" }
        guard edit.variable == .dependsOn else { return ", and add new migrations on top of the head" }
        // What depends on the core depends on its current head.
        let isOwn = project.revisions.graph.index(of: last).map { project.revisions.migration(at: $0) != nil } ?? false
        let target = isOwn ? last : project.core.head ?? last
        return ", and add a new migration with `depends_on = \"\(target)\"`"
    }

    private static func reportCode(
        _ now: Migration, _ past: Migration, _ before: DeployedState, _ project: Project, _ findings: inout Findings
    ) {
        // The code of an id that is declared twice is that of two migrations.
        guard let id = past.id, project.deployment.changedCode.contains(id),
            let node = project.revisions.graph.index(of: id), project.revisions.migrations(at: node).count == 1
        else { return }
        findings.report(
            "the code of the published migration \(id) was changed",
            at: Location(now.path, now.header.revision.range),
            revision: id,
            help:
                "put the change into a new migration: databases that applied \(id) do not run it again",
            notes: [note(on: before)],
            atMost: .info)
    }

    // MARK: Missing migrations

    private static func reportMissing(_ edits: PublishedEdits, _ project: Project, _ findings: inout Findings) {
        let before = edits.before
        let missing = edits.missing.filter { !isNotLoaded($0.past, in: project, findings) }
        if missing.isEmpty { return }
        // The folder is missing, or the configuration names another one: one cause, one finding.
        if missing.count > 1, missing.count == before.migrations.count {
            findings.report(
                "all \(missing.count) migrations published at \(before.name) are missing",
                at: project.revisions.scripts.map { Location($0.config.path) },
                help: "restore their folder, or name it in `version_locations`")
            return
        }
        for (past, successor) in missing.map({ ($0.past, $0.successor) }) {
            let id = project.revisions.name(of: past)
            if let successor, successor.header.revision.isUnknown {
                findings.couldNotEvaluate(
                    "whether the published migration \(id) still exists: "
                        + "`revision` of \(successor.path) is not a literal",
                    help: StaticHeader.help,
                    at: Location(successor.path, successor.header.revision.range))
            } else if let successor {
                reportChangedID(of: past, to: successor, before, &findings)
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

    /// Whether the file of a missing migration is there, and another rule reports why Alembic or a clone does not load
    /// it.
    private static func isNotLoaded(_ past: Migration, in project: Project, _ findings: Findings) -> Bool {
        guard let id = past.id else { return false }
        let ignored = project.layout.ignored
        if findings.isApplied(MigrationLocation.self),
            ignored.contains(where: { $0.revision == id })
                || project.revisions.misplaced.contains(where: { $0.id == id })
        {
            return true
        }
        return findings.isApplied(AlembicConfig.self)
            && ignored.contains { $0.revision == nil && past.path.isWithin($0.path) }
    }

    private static func reportChangedID(
        of past: Migration, to now: Migration, _ before: DeployedState, _ findings: inout Findings
    ) {
        let old = past.id ?? ""
        findings.report(
            now.id.map { "the id of the published migration \(old) was changed to \($0)" }
                ?? "the id of the published migration \(old) was removed",
            at: Location(now.path, now.header.revision.range ?? now.header.downRevision.nameRange),
            revision: now.id ?? old,
            help:
                "restore the id \"\(old)\": databases at \(old) can no longer be upgraded (`Can't locate revision`)"
                + (now.id.map { ", and no database that applied it knows \($0)" } ?? ""),
            notes: [note(on: before)])
    }
}
