internal import Alembic
internal import Diagnostics
internal import OrchestratorCore
internal import ProjectModel
internal import SourceFiles

/// `depends-on-current`: an unpublished `depends_on` names the current schema head.
///
/// A published one is never reported: see the rationale, and ``DependsOnBehind``.
enum DependsOnCurrent: Rule {
    static let metadata = RuleMetadata(
        id: "depends-on-current",
        severity: .error,
        scope: .orchestrator,
        documentation: RuleDocumentation(
            summary:
                "The `depends_on` of an unpublished migration names the schema head; an unpublished data root has one.",
            rationale: """
                On a fresh database only `depends_on` makes a data migration run after the schema revision that it \
                needs, and the migration helpers of orchestrator-core write to the columns of the *current* schema. So \
                a new migration must depend on the current schema head. An old `depends_on` in a *published* migration \
                is correct and must stay: a database records only its topmost revisions, so after an edit that names a \
                newer schema revision, Alembic treats that revision as applied and *never* runs it. Catch up with a \
                new migration.
                """,
            fixes: [.safe("sets `depends_on` to the schema head, and adds the line if it is missing")]),
        examples: RuleExamples(
            good: [
                .unchanged,
                RuleExample(
                    "a published migration that depends on an old schema revision",
                    [
                        .published(
                            RuleExample.dataRoot,
                            RuleExample.template(
                                "9cbc348cc1dc", revises: nil, labels: #"("data",)"#, dependsOn: #""a76b9185b334""#))
                    ]),
            ],
            bad: [
                RuleExample(
                    "a new data root that depends on an old schema revision",
                    [
                        .migration(
                            RuleExample.dataRoot,
                            """
                            revision = "9cbc348cc1dc"
                            down_revision = None
                            branch_labels = "data"
                            depends_on = «"165303a20fb1"»

                            """)
                    ]),
                RuleExample(
                    "a new data root without `depends_on`",
                    [
                        .migration(
                            RuleExample.dataRoot,
                            """
                            revision = «"9cbc348cc1dc"»
                            down_revision = None
                            branch_labels = "data"

                            """)
                    ]),
                RuleExample(
                    "a new migration that depends on an old schema revision",
                    [
                        .migration(
                            "a1_x.py",
                            """
                            revision = "a1"
                            down_revision = "9cbc348cc1dc"
                            depends_on = (
                                «"a09ac125ea73"»,
                            )

                            """),
                        .published(RuleExample.dataRoot, RuleExample.dataRootText),
                    ]),
            ])
    )

    static func check(_ project: Project, _ findings: inout Findings) {
        let root = BranchRoots(of: project).main
        for node in project.revisions.ownNodes {
            // What was released keeps its edges, like what is published.
            if !project.deployment.sightings(of: project.revisions.id(of: node)).isEmpty { continue }
            // Of many copies of an id, one is enough; of two, each is fixed on its own.
            let all = project.revisions.migrations(at: node)
            for migration in all.count > 2 ? [DuplicateRevision(of: node, in: project).inOrder[0]] : all {
                let dependencies = newSchemaDependencies(of: migration, in: project)
                let isNewRoot = node == root && project.deployment.published[project.revisions.id(of: node)] == nil
                guard let head = project.core.head else {
                    if !dependencies.isEmpty || isNewRoot { couldNotEvaluate(migration, in: project, &findings) }
                    continue
                }
                // One at the head is enough: its ancestors run before it.
                if !dependencies.contains(where: { $0.string == head }), !isEdited(migration, in: project, findings) {
                    // One fix replaces all of them.
                    let fix = dependencies.isEmpty ? nil : SchemaDependencyFix.fix(migration, in: project)
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

    /// Whether `published-unchanged` reports the edit of a published migration, with the head in its help.
    private static func isEdited(_ migration: Migration, in project: Project, _ findings: Findings) -> Bool {
        project.deployment.isPublished(migration) && findings.reportsEdit(of: migration)
    }

    /// The revisions of the core that `depends_on` names here, but not in the published version of the migration.
    private static func newSchemaDependencies(of migration: Migration, in project: Project) -> [StaticValue] {
        let published = migration.id.flatMap { project.deployment.published[$0] }
        let known = Set(published?.header.dependsOn.value?.elements.compactMap(\.string) ?? [])
        return migration.header.dependsOn.value?.elements.filter { element in
            guard let id = element.string, !known.contains(id) else { return false }
            return project.core.chain.contains(id)
                || (project.core.head == nil && canBeInCore(id, in: project))
        } ?? []
    }

    /// Whether an id can belong to the core although the schema chain is unknown.
    private static func canBeInCore(_ id: String, in project: Project) -> Bool {
        Catalogue.isKnownRevision(id)
            || (project.revisions.graph.index(of: id) == nil && !project.settings.external.revisions.contains(id)
                && project.revisions.graph.index(declaringLabel: id) == nil)
    }

    private static func couldNotEvaluate(
        _ migration: Migration, in project: Project, _ findings: inout Findings
    ) {
        let name = project.revisions.name(of: migration)
        findings.couldNotEvaluate(
            (project.deployment.isPublished(migration)
                ? "whether the edited `depends_on` of \(name) names the current schema head: "
                : "whether the unpublished \(name) depends on the current schema head: ")
                + (project.core.state.reason ?? "the release of the core is unknown"),
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
        guard let id = element.string, let position = project.core.chain.firstIndex(of: id) else { return }
        let behind = project.core.chain.count - 1 - position
        findings.report(
            "`depends_on` names \(id), \(behind) revision\(behind == 1 ? "" : "s") behind the schema head \(head)",
            at: Location(migration.path, element.range),
            revision: migration.id,
            help: project.deployment.isPublished(migration)
                ? "restore the published value, and set `depends_on = \"\(head)\"` in a new migration: "
                    + "in databases that applied this one, Alembic would skip schema revisions"
                : "replace it with \"\(head)\": the migration is unpublished, so no deployed database is affected",
            notes: [note(on: project.core)],
            fix: fix)
    }

    private static func reportMissing(
        _ head: String, in migration: Migration, of project: Project, _ findings: inout Findings
    ) {
        // Other rules report a `depends_on` that names no revision of the core.
        if let value = migration.header.dependsOn.value, !value.elements.isEmpty { return }
        findings.report(
            "the data root depends on no schema revision",
            at: Location(migration.path, migration.header.dependsOn.range ?? migration.header.revision.range),
            revision: migration.id,
            help: "set `depends_on = \"\(head)\"`, the schema head: nothing else makes the core's migrations run first",
            fix: SchemaDependencyFix.fix(migration, in: project)
        )
    }

    /// States which schema head is meant, and how it is known.
    static func note(on core: Core) -> Note {
        Note("the schema head is that of \(core.state.description(of: core.package))")
    }
}
