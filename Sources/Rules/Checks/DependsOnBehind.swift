internal import Alembic
internal import Diagnostics
internal import OrchestratorCore
internal import ProjectModel
internal import SourceFiles

/// `depends-on-behind`: the published data branch depends on the current schema head.
enum DependsOnBehind: Rule {
    static let metadata = RuleMetadata(
        id: "depends-on-behind",
        severity: .info,
        scope: .orchestrator,
        documentation: RuleDocumentation(
            summary: "The published data branch depends on the current schema head.",
            rationale: """
                A new release of orchestrator-core adds schema revisions on which no data migration depends yet. \
                Nothing is broken, but on a fresh database the *next* data migration can run before the schema that it \
                needs. Let a new migration depend on the schema head, and leave the published ones as they are: after \
                an edit of their `depends_on`, Alembic skips schema revisions without an error.
                """,
            fixes: [
                .safe("sets `depends_on` of an unpublished migration, if there is one, to the schema head"),
                .unsafe("adds an empty migration that depends on the schema head on top of the published data head"),
            ]),
        examples: RuleExamples(
            good: [
                RuleExample(
                    "a published migration that depends on the schema head",
                    [
                        .published(RuleExample.dataRoot, RuleExample.dataRootText)
                    ])
            ],
            bad: [
                RuleExample(
                    "a data branch that is two revisions behind",
                    [
                        .published(
                            RuleExample.dataRoot,
                            """
                            revision = «"9cbc348cc1dc"»
                            down_revision = None
                            branch_labels = "data"
                            depends_on = "a09ac125ea73"

                            """)
                    ]),
                RuleExample(
                    "a new migration that could depend on the schema head",
                    [
                        .published(
                            RuleExample.dataRoot,
                            """
                            revision = "9cbc348cc1dc"
                            down_revision = None
                            branch_labels = "data"
                            depends_on = "a09ac125ea73"

                            """),
                        .migration(
                            "a1_x.py",
                            """
                            revision = "a1"
                            down_revision = "9cbc348cc1dc"
                            depends_on = «None»

                            """),
                    ]),
            ])
    )

    static func check(_ project: Project, _ findings: inout Findings) {
        let chain = project.core.chain
        guard let head = project.core.head, let headNode = project.revisions.graph.index(of: head) else { return }
        let own = project.revisions.ownNodes
        guard own.contains(where: { project.deployment.published.contains(project.revisions.id(of: $0)) }) else {
            return
        }
        let reached = project.revisions.graph.ancestors(of: own, by: .downAndDependencies)
        if reached.contains(headNode) { return }
        // `depends-on-current` reports an unpublished `depends_on` that is behind.
        let newDependency = own.contains { node in
            !project.deployment.published.contains(project.revisions.id(of: node))
                && !project.revisions.graph.nodes[node].dependencies.isEmpty
        }
        if newDependency || own.contains(where: { !project.revisions.graph.nodes[$0].isComplete }) { return }

        let behind = chain.count { id in project.revisions.graph.index(of: id).map { !reached.contains($0) } ?? true }
        let heads = own.filter { project.revisions.graph.nodes[$0].isHead }.sorted {
            project.revisions.id(of: $0) < project.revisions.id(of: $1)
        }
        // The place to catch up is an unpublished head; without one, the finding is at the published head.
        let place = heads.first { !project.deployment.published.contains(project.revisions.id(of: $0)) }
        let migration = (place ?? heads.first).flatMap { project.revisions.migration(at: $0) }
        let last = chain.last { id in project.revisions.graph.index(of: id).map { reached.contains($0) } ?? false }
        let count = "\(behind) revision\(behind == 1 ? "" : "s")"
        let loweredFrom = loweredHead(in: project)
        findings.report(
            "the data branch is \(count) behind the schema head \(head)"
                + (last.map { ": it depends on \($0)" } ?? ": it depends on no schema revision"),
            at: migration.map { migration in
                let range = place.flatMap { _ in migration.header.dependsOn.range }
                return Location(migration.path, range ?? migration.header.revision.range)
            },
            revision: migration?.id,
            help: loweredFrom.map {
                "restore the pin of \(project.core.package): databases contain its schema revision \($0)"
            } ?? "set `depends_on = \"\(head)\"` in "
                + (place == nil ? "the next data migration" : "this new migration")
                + ", and leave the published ones as they are: after an edit, Alembic would skip schema revisions",
            notes: [DependsOnCurrent.note(on: project.core)],
            fix: loweredFrom != nil
                ? nil
                : place.flatMap { project.revisions.migration(at: $0) }
                    .flatMap { SchemaDependencyFix.fix($0, in: project) }
                    ?? (place == nil && heads.count == 1 ? catchUp(heads[0], head, in: project) : nil))
    }

    /// The schema head at the baseline, if the core was replaced by a release that does not contain it.
    private static func loweredHead(in project: Project) -> String? {
        guard case .known(let before) = project.deployment.baseline, let head = before.core.head,
            let now = project.core.head, now != head, before.core.chain.contains(now)
        else { return nil }
        return head
    }

    /// Adds an empty migration that depends on the schema head on top of the published data head.
    private static func catchUp(_ node: Int, _ head: String, in project: Project) -> Fix? {
        guard let folder = project.revisions.migration(at: node)?.path.parent else { return nil }
        let migration = NewMigration(
            "Depend on schema head \(head)", revises: [project.revisions.id(of: node)], dependsOn: [head], in: project)
        return migration.creation(in: folder).map {
            Fix("add the migration `\(migration.id)`, which depends on \(head)", applicability: .unsafe, edits: [$0])
        }
    }
}
