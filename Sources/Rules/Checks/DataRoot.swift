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
                + "`branch_labels = (\"\(project.settings.branches.data)\",)`, `depends_on = \"\(head)\"`")
    }
}
