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
        let missing = project.layout.folders.filter { $0.state == .missing }
        // One missing project is one finding, and not one for each of its folders.
        let isAbsent = missing.count == project.layout.folders.count && missing.count > 1
        if isAbsent { reportAbsent(missing, in: project, &findings) }
        for folder in project.layout.folders {
            switch folder.state {
            case .tracked, .empty: break
            case .missing where isAbsent: break
            case .missing:
                findings.report(
                    "the folder `\(folder.path)` is missing", at: Location(folder.path),
                    help: "create it with a `.gitkeep` file, or name the right folder in `layout` of rules.json",
                    fix: creation(of: folder, in: project, findings))
            case .notAFolder:
                findings.report(
                    "`\(folder.path)` is not a folder", at: Location(folder.path),
                    help:
                        "replace it with a folder, or name the right one in `layout` of rules.json")
            }
        }
    }

    private static func reportAbsent(_ folders: [Layout.Folder], in project: Project, _ findings: inout Findings) {
        let fixes = folders.compactMap { creation(of: $0, in: project, findings) }
        let names = folders.map { "`\($0.path)`" }.listed(atMost: folders.count)
        findings.report(
            "none of the folders of a source folder exists: \(names)", at: Location(project.layout.sourceFolder),
            help: "run `python main.py db init` and create the others, "
                + "or name the right folders in `layout` of rules.json",
            fix: fixes.count == folders.count
                ? Fix("create the folders", applicability: .safe, edits: fixes.flatMap(\.edits)) : nil)
    }

    /// The fix that creates a folder; that of the migrations with the data root, if there can be one.
    private static func creation(of folder: Layout.Folder, in project: Project, _ findings: Findings) -> Fix? {
        folder.role == .migrations && findings.isApplied(DataRoot.self)
            ? DataRoot.fix(project) ?? folder.creation : folder.creation
    }
}
