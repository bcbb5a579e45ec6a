internal import Alembic
internal import Diagnostics
internal import ProjectModel
internal import SourceFiles

/// `data-root`: the project has a data root.
enum DataRoot: Rule {
    static let metadata = RuleMetadata(
        id: "data-root",
        severity: .info,
        scope: .orchestrator,
        documentation: RuleDocumentation(
            summary: "The project has a data root.",
            rationale: """
                The project's migrations descend from a first one with the label `data`, the data root. A new project \
                without migrations works: the commands of orchestrator-core that write migrations add the data root if \
                it is missing. Create it beforehand if the first migration is written by hand.
                """,
            fixes: [.safe("creates a data root that depends on the schema head")]),
        examples: RuleExamples(
            good: [.unchanged],
            bad: [
                RuleExample(
                    "a new project without a migration",
                    [
                        .missing(RuleExample.folder + RuleExample.dataRoot),
                        .migration(".gitkeep", ""),
                    ])
            ])
    )

    static func check(_ project: Project, _ findings: inout Findings) {
        guard project.revisions.migrations.isEmpty, project.revisions.scripts != nil else { return }
        // `migration-location` reports the root that is elsewhere.
        if !project.core.strays.isEmpty, findings.isApplied(MigrationLocation.self) { return }
        let head = project.core.head ?? "<schema head>"
        let folder = project.layout.migrations?.path
        let fix = fix(project)
        findings.report(
            "the data root is missing: the project has no migration of its own",
            at: folder.map { Location($0) },
            help: (fix == nil ? "" : "run `lint --fix`, or ") + "add a migration with `down_revision = None`, "
                + "`branch_labels = (\"\(project.settings.branches.data)\",)` and `depends_on = \"\(head)\"`",
            fix: fix)
    }

    /// Creates the data root in the folder of the migrations; `nil` if the project has had one.
    static func fix(_ project: Project) -> Fix? {
        // Published migrations that are missing, or migrations outside of the version folders, contain the real root.
        guard let head = project.core.head, project.revisions.migrations.isEmpty, project.revisions.misplaced.isEmpty,
            project.core.strays.isEmpty, project.change.deletedEnvironments.isEmpty,
            project.deployment.isEmpty,
            let folder = project.layout.migrations?.path,
            project.revisions.scripts?.versionFolders.contains(where: { $0.path == folder }) == true
        else { return nil }
        let root = NewMigration(
            "Create data head", revises: [], labels: [project.settings.branches.data], dependsOn: [head],
            template: FileTemplate.dataRoot, in: project)
        return root.creation(in: folder).map {
            Fix("create the data root `\(root.id)`", applicability: .safe, edits: [$0])
        }
    }
}
