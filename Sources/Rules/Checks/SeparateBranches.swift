internal import Alembic
internal import Diagnostics
internal import OrchestratorCore
internal import ProjectModel
internal import SourceFiles

/// `separate-branches`: no migration of the project follows a core revision by `down_revision`.
enum SeparateBranches: Rule {
    static let metadata = RuleMetadata(
        id: "separate-branches",
        severity: .error,
        scope: .orchestrator,
        documentation: RuleDocumentation(
            summary: "No migration of the project follows a core revision by `down_revision`.",
            rationale: """
                A frequent mistake is a data root with `down_revision = "<schema head>"`. The project's migrations \
                then continue the core's chain: both labels apply to them, and the next release of the core adds a \
                second head. Give the project's branch a root of its own (`down_revision = None`), and name the schema \
                revision that it needs in `depends_on`. A published migration cannot be moved any more and is reported \
                as `info`.
                """,
            fixes: [
                .unsafe(
                    "rebases an unpublished migration onto the project's head; if there is none, makes it the root")
            ]),
        examples: RuleExamples(
            good: [
                RuleExample(
                    "a root that depends on the schema head")
            ],
            bad: [
                RuleExample(
                    "a root that follows the core",
                    [
                        .migration(
                            RuleExample.dataRoot,
                            """
                            revision = "9cbc348cc1dc"
                            down_revision = «"da5c9f4cce1c"»
                            branch_labels = ("data",)

                            """)
                    ])
            ])
    )

    static func check(_ project: Project, _ findings: inout Findings) {
        for migration in project.revisions.migrations {
            for element in migration.header.downRevision.value?.elements ?? [] {
                guard let id = element.string, isCoreRevision(id, in: project) else { continue }
                let isPublished = project.deployment.isPublished(migration)
                findings.report(
                    "\(project.revisions.name(of: migration)) follows the core revision \(id) by `down_revision`",
                    at: Location(migration.path, element.range),
                    revision: migration.id,
                    help: isPublished
                        ? "keep it: databases applied it in this place; after each new release of the core, join the "
                            + "two heads with a merge revision"
                        : "set `down_revision = None` and `depends_on = \"\(project.core.head ?? id)\"`",
                    atMost: isPublished ? .info : .error,
                    fix: DataBranchFix.fix(migration, in: project))
            }
        }
    }

    private static func isCoreRevision(_ id: String, in project: Project) -> Bool {
        if let node = project.revisions.graph.index(of: id) {
            return project.revisions.migration(at: node) == nil && project.core.chain.contains(id)
        }
        return Catalogue.isKnownRevision(id)
    }
}
