internal import Alembic
internal import Diagnostics
internal import OrchestratorCore
internal import SourceFiles

/// `depends-on-behind`: the published data branch reaches the schema head through some `depends_on`.
enum DependsOnBehind: Rule {
    static let metadata = RuleMetadata(
        id: "depends-on-behind",
        summary: "The published data branch reaches the schema head through some depends_on.",
        rationale: """
            A new release of the core brings new schema revisions, and the data branch falls behind: nothing makes the *next* data migration \
            wait for them on a fresh database. It is normal, and nothing is broken yet. The safe way to catch up is a new migration that \
            depends on the schema head, and a change that adds a migration anyway is told that this is the place; editing the `depends_on` of a published migration makes Alembic skip schema revisions in silence.
            """,
        severity: .info,
        repairs: [
            .safe("lets a new migration, where there is one, depend on the schema head"),
            .unsafe("adds an empty migration on the published data head that depends on the schema head"),
        ],
        scope: .orchestrator,
        good: [RuleExample("it reaches the head", published: [RuleExample.dataRoot])],
        bad: [
            RuleExample(
                "two revisions behind",
                [
                    (
                        RuleExample.dataRoot,
                        "revision = «\"9cbc348cc1dc\"»\ndown_revision = None\nbranch_labels = \"data\"\ndepends_on = \"a09ac125ea73\"\n"
                    )
                ],
                published: [RuleExample.dataRoot]),
            RuleExample(
                "a new migration, which could catch up",
                [
                    (
                        RuleExample.dataRoot,
                        "revision = \"9cbc348cc1dc\"\ndown_revision = None\nbranch_labels = \"data\"\ndepends_on = \"a09ac125ea73\"\n"
                    ),
                    (
                        RuleExample.folder + "a1_x.py",
                        "revision = \"a1\"\ndown_revision = \"9cbc348cc1dc\"\ndepends_on = «None»\n"
                    ),
                ],
                published: [RuleExample.dataRoot]),
        ]
    )

    static func check(_ project: Project, _ findings: inout Findings) {
        let chain = project.schemaChain
        guard let head = project.schemaHead, let headNode = project.graph.index(of: head) else { return }
        let own = project.ownNodes
        guard own.contains(where: { project.published.contains(project.graph.nodes[$0].id) }) else { return }
        let reached = project.graph.ancestors(of: own, by: .downAndDependencies)
        if reached.contains(headNode) { return }
        // A new `depends_on` that is behind is an error of its own.
        let newDependency = own.contains { node in
            !project.published.contains(project.graph.nodes[node].id) && !project.graph.nodes[node].dependencies.isEmpty
        }
        if newDependency || own.contains(where: { !project.graph.nodes[$0].isComplete }) { return }

        let behind = chain.count { id in project.graph.index(of: id).map { !reached.contains($0) } ?? true }
        let heads = own.filter { project.graph.nodes[$0].isHead }.sorted {
            project.graph.nodes[$0].id < project.graph.nodes[$1].id
        }
        // A new migration is the place to catch up; without one it is told at the head.
        let place = heads.first { !project.published.contains(project.graph.nodes[$0].id) }
        let migration = (place ?? heads.first).flatMap { project.migration(at: $0) }
        let last = chain.last { id in project.graph.index(of: id).map { reached.contains($0) } ?? false }
        let count = "\(behind) revision\(behind == 1 ? "" : "s")"
        findings.report(
            "the data branch is \(count) behind the schema head \(head)"
                + (last.map { ": it reaches \($0)" } ?? ": it depends on no schema revision"),
            at: migration.map { migration in
                let range = place.flatMap { _ in migration.header.dependsOn.range }
                return Location(migration.path, range ?? migration.header.revision.range)
            },
            revision: migration?.id,
            help: place == nil
                ? "give the next data migration `depends_on = \"\(head)\"`; leave the published ones as they are"
                : "this new migration is the place to catch up: write `depends_on = \"\(head)\"`; leave the published ones as they are",
            notes: [
                Note("the schema head is that of \(project.core.state.description(of: project.settings.core.package))")
            ],
            fix: place.flatMap { project.migration(at: $0) }.flatMap { SchemaDependency.fix($0, in: project) }
                ?? (place == nil && heads.count == 1 ? catchUp(heads[0], head, in: project) : nil))
    }

    /// A new migration on the published data head that depends on the schema head.
    private static func catchUp(_ node: Int, _ head: String, in project: Project) -> Fix? {
        guard let folder = project.migration(at: node)?.path.parent else { return nil }
        let migration = NewMigration(
            "Depend on schema head \(head)", revises: [project.graph.nodes[node].id], dependsOn: [head], in: project)
        return migration.creation(in: folder).map {
            Fix("add the migration `\(migration.id)`, which catches up", applicability: .unsafe, edits: [$0])
        }
    }
}
