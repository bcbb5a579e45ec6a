internal import Diagnostics
internal import SourceFiles

/// `source-layout`: the folders of the reference document exist.
enum SourceLayout: Rule {
    static let metadata = RuleMetadata(
        id: "source-layout",
        summary:
            "The folders migrations/versions/schema, products/product_blocks, products/product_types, translations and workflows exist.",
        rationale: """
            The command line of orchestrator-core reads and writes these folders of the source folder. `layout` of rules.json names them \
            where a project has them elsewhere.
            """,
        severity: .error,
        repairs: [.safe("creates the folder, with a file in it that Git keeps")],
        scope: .orchestrator,
        good: [RuleExample("all of them are there")],
        bad: [
            RuleExample("a folder is missing", [("workflows/__init__.py", nil)]),
            RuleExample("a file has the name of a folder", [("workflows/__init__.py", nil), ("workflows", "")]),
        ]
    )

    static func check(_ project: Project, _ findings: inout Findings) {
        for folder in project.layout {
            switch folder.state {
            case .kept, .empty: break
            case .missing:
                findings.report(
                    "the folder `\(folder.path)` is missing", at: Location(folder.path),
                    help: "create it with a `.gitkeep` in it, or name the right one in `layout` of rules.json",
                    fix: folder == project.layout.first && findings.isApplied(DataRoot.metadata.id)
                        ? DataRoot.fix(project) ?? folder.keeping : folder.keeping)
            case .notAFolder:
                findings.report(
                    "`\(folder.path)` is not a folder", at: Location(folder.path),
                    help:
                        "put a folder in its place, or name the right one in `layout` of rules.json; a symbolic link is not followed"
                )
            }
        }
    }
}
