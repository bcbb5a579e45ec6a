internal import Diagnostics
internal import ProjectModel
internal import SourceFiles

/// `source-layout`: the folders that the reference document asks for exist.
enum SourceLayout: Rule {
    static let metadata = RuleMetadata(
        id: "source-layout",
        severity: .error,
        scope: .orchestrator,
        documentation: RuleDocumentation(
            summary: """
                The folders migrations/versions/schema, products/product_blocks, products/product_types, translations \
                and workflows exist.
                """,
            rationale: """
                The commands of orchestrator-core read and write these folders of the source folder. Create each of \
                them with a file that Git tracks; if a project has one elsewhere, name it in `layout` of rules.json.
                """,
            fixes: [.safe("creates the folder with a file that Git tracks")]),
        examples: RuleExamples(
            good: [
                RuleExample(
                    "every folder exists")
            ],
            bad: [
                RuleExample(
                    "a missing folder",
                    [
                        .missing("workflows/__init__.py")
                    ]),
                RuleExample(
                    "a file in the place of a folder",
                    [
                        .missing("workflows/__init__.py"),
                        .file("workflows", ""),
                    ]),
            ])
    )

    static func check(_ project: Project, _ findings: inout Findings) {
        for folder in project.layout.folders {
            switch folder.state {
            case .tracked, .empty: break
            case .missing:
                findings.report(
                    "the folder `\(folder.path)` is missing", at: Location(folder.path),
                    help: "create it with a `.gitkeep` file, or name the right folder in `layout` of rules.json",
                    fix: folder.role == .migrations && findings.isApplied(DataRoot.self)
                        ? DataRoot.fix(project) ?? folder.creation : folder.creation)
            case .notAFolder:
                findings.report(
                    "`\(folder.path)` is not a folder", at: Location(folder.path),
                    help:
                        "replace it with a folder, or name the right one in `layout` of rules.json: "
                        + "lint does not follow symbolic links"
                )
            }
        }
    }
}
