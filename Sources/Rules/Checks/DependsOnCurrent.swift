internal import Alembic
internal import Diagnostics
internal import OrchestratorCore
internal import SourceFiles

/// `depends-on-current`: a `depends_on` that is not yet published names the current schema head.
///
/// A published one is left alone, however old: see the rationale, and `depends-on-behind`.
enum DependsOnCurrent: Rule {
    static let metadata = RuleMetadata(
        id: "depends-on-current",
        summary:
            "A depends_on that is not yet published names the current schema head, and an unpublished data root has one.",
        rationale: """
            On a fresh database nothing but `depends_on` makes a data migration wait for the schema revision that it needs, and the core's \
            migration helpers write to the columns of the *current* schema. So a new migration depends on the current head. \
            \
            A published `depends_on` is another matter: it may have run. A deployed database remembers only its topmost revisions; where it \
            holds the data head alone, an edit that lets `depends_on` name a newer schema revision makes Alembic believe that this revision \
            has run, and it *never* runs. So an old `depends_on` in a published migration is normal and is never touched: a new migration that \
            depends on the current head catches up.
            """,
        severity: .error,
        repairs: [.safe("sets `depends_on` to the schema head, or adds the line where it is missing")],
        scope: .orchestrator,
        good: [
            RuleExample("the template of the reference document"),
            RuleExample(
                "an old one that is published",
                [
                    (
                        RuleExample.dataRoot,
                        RuleExample.migration(
                            "9cbc348cc1dc", revises: nil, labels: #"("data",)"#, dependsOn: #""a76b9185b334""#)
                    )
                ],
                published: [RuleExample.dataRoot]),
        ],
        bad: [
            RuleExample(
                "an old revision",
                [
                    (
                        RuleExample.dataRoot,
                        "revision = \"9cbc348cc1dc\"\ndown_revision = None\nbranch_labels = \"data\"\ndepends_on = «\"165303a20fb1\"»\n"
                    )
                ]),
            RuleExample(
                "a data root without one",
                [
                    (
                        RuleExample.dataRoot,
                        "revision = «\"9cbc348cc1dc\"»\ndown_revision = None\nbranch_labels = \"data\"\n"
                    )
                ]),
            RuleExample(
                "a new migration",
                [
                    (
                        RuleExample.folder + "a1_x.py",
                        "revision = \"a1\"\ndown_revision = \"9cbc348cc1dc\"\ndepends_on = (\n    «\"a09ac125ea73\"»,\n)\n"
                    )
                ],
                published: [RuleExample.dataRoot]),
        ]
    )

    static func check(_ project: Project, _ findings: inout Findings) {
        let root = Histories(of: project).mainRoot()
        for node in project.ownNodes {
            for migration in project.migrations(at: node) {
                let dependencies = newSchemaDependencies(of: migration, in: project)
                let isNewRoot = node == root && project.published[project.graph.nodes[node].id] == nil
                guard let head = project.schemaHead else {
                    if !dependencies.isEmpty || isNewRoot { leaveOpen(migration, in: project, &findings) }
                    continue
                }
                // One of them at the head is enough: the others have run before it.
                if !dependencies.contains(where: { $0.string == head }) {
                    // One repair for all of them.
                    let fix = dependencies.isEmpty ? nil : SchemaDependency.fix(migration, in: project)
                    for element in dependencies {
                        reportOld(element, head: head, of: migration, in: project, fix, &findings)
                    }
                }
                if isNewRoot, dependencies.isEmpty, !migration.header.dependsOn.isUnknown {
                    reportMissing(head, in: migration, of: project, &findings)
                }
            }
        }
    }

    /// What `depends_on` names of the core's revisions, where it is not published in just this form.
    private static func newSchemaDependencies(of migration: Migration, in project: Project) -> [StaticValue] {
        let published = migration.id.flatMap { project.published[$0] }
        let known = Set(published?.header.dependsOn.value?.elements.compactMap(\.string) ?? [])
        return migration.header.dependsOn.value?.elements.filter { element in
            guard let id = element.string, !known.contains(id) else { return false }
            return project.schemaChain.contains(id)
                || (project.schemaHead == nil && isPerhapsOfTheCore(id, in: project))
        } ?? []
    }

    private static func isPerhapsOfTheCore(_ id: String, in project: Project) -> Bool {
        Catalogue.isKnownRevision(id)
            || (project.graph.index(of: id) == nil && !project.settings.external.revisions.contains(id)
                && project.graph.index(declaringLabel: id) == nil)
    }

    private static func leaveOpen(_ migration: Migration, in project: Project, _ findings: inout Findings) {
        let name = project.name(of: migration)
        findings.cannotTell(
            (project.isPublished(migration)
                ? "whether the edited `depends_on` of \(name) names the current schema head: "
                : "whether \(name), which is not published yet, depends on the current schema head: ")
                + (project.core.state.reason ?? "the release of the core is not known"),
            help: project.core.state.help ?? "pin the core exactly",
            at: Location(migration.path, migration.header.dependsOn.range ?? migration.header.revision.range))
    }

    private static func reportOld(
        _ element: StaticValue,
        head: String,
        of migration: Migration,
        in project: Project,
        _ fix: Fix?,
        _ findings: inout Findings
    ) {
        guard let id = element.string, let position = project.schemaChain.firstIndex(of: id) else { return }
        let behind = project.schemaChain.count - 1 - position
        findings.report(
            "`depends_on` names \(id), which is \(behind) revision\(behind == 1 ? "" : "s") behind the schema head \(head)",
            at: Location(migration.path, element.range),
            revision: migration.id,
            help: project.isPublished(migration)
                ? "put the published value back: this migration may have run, and Alembic would skip schema revisions in silence; "
                    + "give a new migration `depends_on = \"\(head)\"`"
                : "write \"\(head)\": the migration is not published yet, so no database is affected",
            notes: [
                Note("the schema head is that of \(project.core.state.description(of: project.settings.core.package))")
            ],
            fix: fix)
    }

    private static func reportMissing(
        _ head: String, in migration: Migration, of project: Project, _ findings: inout Findings
    ) {
        // Something stands there that is no revision of the core: the other rules tell of it.
        if let value = migration.header.dependsOn.value, !value.elements.isEmpty { return }
        findings.report(
            "the data root depends on no schema revision",
            at: Location(migration.path, migration.header.dependsOn.range ?? migration.header.revision.range),
            revision: migration.id,
            help:
                "write `depends_on = \"\(head)\"`, the schema head: without it nothing makes the core's migrations run first",
            fix: SchemaDependency.fix(migration, in: project)
        )
    }
}
