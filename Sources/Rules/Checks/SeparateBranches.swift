internal import Alembic
internal import Diagnostics
internal import OrchestratorCore
internal import SourceFiles

/// `separate-branches`: a local migration does not hang below a core revision by `down_revision`.
enum SeparateBranches: Rule {
    static let metadata = RuleMetadata(
        id: "separate-branches",
        summary: "The project's migrations do not follow a core revision by down_revision.",
        rationale: """
            A frequent mistake: the data root is hung below the core with `down_revision = "<schema head>"`. Then both labels spread over one \
            chain, and the next release of the core makes a branch point and a second head of it. The project's branch has a root of its own, \
            and says with `depends_on` which schema revision it needs.
            """,
        severity: .error,
        repairs: [
            .unsafe("makes a new migration the root of the project's branch: no parent, the label, the dependency")
        ],
        scope: .orchestrator,
        good: [RuleExample("a root that depends on the schema head")],
        bad: [
            RuleExample(
                "the root hangs below the core",
                [
                    (
                        RuleExample.dataRoot,
                        "revision = \"9cbc348cc1dc\"\ndown_revision = «\"da5c9f4cce1c\"»\nbranch_labels = (\"data\",)\n"
                    )
                ])
        ]
    )

    static func check(_ project: Project, _ findings: inout Findings) {
        for migration in project.migrations {
            for element in migration.header.downRevision.value?.elements ?? [] {
                guard let id = element.string, isOfTheCore(id, in: project) else { continue }
                findings.report(
                    "\(project.name(of: migration)) follows the core's revision \(id) by `down_revision`",
                    at: Location(migration.path, element.range),
                    revision: migration.id,
                    help: project.isPublished(migration)
                        ? "it may have run somewhere, so do not edit it before you know what its databases hold: "
                            + "they are right with `down_revision = None` and `depends_on = \"\(id)\"` only if they hold this revision or a later one"
                        : "write `down_revision = None` and `depends_on = \"\(project.schemaHead ?? id)\"`",
                    fix: OwnBranch.fix(migration, in: project))
            }
        }
    }

    private static func isOfTheCore(_ id: String, in project: Project) -> Bool {
        if let node = project.graph.index(of: id) {
            return project.migration(at: node) == nil && project.schemaChain.contains(id)
        }
        return Catalogue.isKnownRevision(id)
    }
}
