internal import Diagnostics
internal import SourceFiles

/// `tracked-layout`: each folder of the layout holds a file that Git keeps.
enum TrackedLayout: Rule {
    static let metadata = RuleMetadata(
        id: "tracked-layout",
        summary: "Each folder of the layout holds a file that Git keeps.",
        rationale: """
            Git keeps files, not folders: one that is empty, or whose files are all ignored, is there on this machine and missing in every \
            clone, in CI and in the image that is deployed.
            """,
        severity: .warning,
        repairs: [.safe("puts an empty file into the folder")],
        scope: .orchestrator,
        good: [
            RuleExample("a `.gitkeep` keeps the folder", [("workflows/__init__.py", nil), ("workflows/.gitkeep", "")])
        ],
        bad: [RuleExample("an empty folder", [("workflows/__init__.py", nil)], emptyFolders: ["workflows"])]
    )

    static func check(_ project: Project, _ findings: inout Findings) {
        for folder in project.layout where folder.state == .empty {
            findings.report(
                "`\(folder.path)` holds no file that Git keeps: a clone would not have it", at: Location(folder.path),
                help: folder.keeper == nil
                    ? "Git is told to ignore what is put there: see `git check-ignore -v`"
                    : "add a file to it, an empty `.gitkeep` if there is nothing else",
                fix: folder.keeping)
        }
    }
}
