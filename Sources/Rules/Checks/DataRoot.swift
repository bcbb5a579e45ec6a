internal import Alembic
internal import Diagnostics
internal import SourceFiles

/// `data-root`: there is a data root at all.
enum DataRoot: Rule {
    static let metadata = RuleMetadata(
        id: "data-root",
        summary: "There is a data root at all.",
        rationale: """
            The project's own migrations hang below a root with the label `data`. The commands of orchestrator-core that write migrations add \
            one when it is missing, so a new project without migrations is not wrong yet.
            """,
        severity: .info,
        repairs: [.safe("creates it, on the schema head, from the template of the reference document")],
        scope: .orchestrator,
        good: [RuleExample("the template of the reference document")],
        bad: [RuleExample("a new project", [(RuleExample.dataRoot, nil), (RuleExample.folder + ".gitkeep", "")])]
    )

    static func check(_ project: Project, _ findings: inout Findings) {
        guard project.migrations.isEmpty, project.scripts != nil else { return }
        let head = project.schemaHead ?? "<schema head>"
        let folder = project.layout.first?.path
        findings.report(
            "there is no data root yet: the project has no migration of its own",
            at: folder.map { Location($0) },
            help: "`python main.py db migrate-domain-models` adds one; by hand: `down_revision = None`, "
                + "`branch_labels = (\"\(project.settings.branches.data)\",)`, `depends_on = \"\(head)\"`",
            fix: fix(project))
    }

    /// Creates the data root in the folder of the migrations.
    static func fix(_ project: Project) -> Fix? {
        // Where migrations are published that are not here, or lie where Alembic does not look, the project only lost them.
        guard let head = project.schemaHead, project.migrations.isEmpty, project.misplaced.isEmpty,
            project.hasNothingDeployed,
            let folder = project.layout.first?.path,
            project.scripts?.versionFolders.contains(where: { $0.path == folder }) == true
        else { return nil }
        let root = NewMigration(
            "Create data head", revises: [], labels: [project.settings.branches.data], dependsOn: [head],
            template: FileTemplate.dataRoot, in: project)
        return root.creation(in: folder).map {
            Fix("create the data root `\(root.id)`", applicability: .safe, edits: [$0])
        }
    }
}
