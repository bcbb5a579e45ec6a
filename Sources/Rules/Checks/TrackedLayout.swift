internal import Diagnostics
internal import ProjectModel
internal import SourceFiles

/// `tracked-layout`: every folder of the layout contains a file that Git tracks.
enum TrackedLayout: Rule {
    static let metadata = RuleMetadata(
        id: "tracked-layout",
        severity: .warning,
        scope: .orchestrator,
        documentation: RuleDocumentation(
            summary: "Every folder of the layout contains a file that Git tracks.",
            rationale: """
                Git tracks files, not folders. A folder that is empty, or whose files are all ignored, exists on this \
                machine and is missing in every clone, in CI and in the deployed image. Add a file to it, for example \
                an empty `.gitkeep`.
                """,
            fixes: [.safe("adds an empty file to the folder")]),
        examples: RuleExamples(
            good: [
                RuleExample(
                    "a folder with a `.gitkeep`",
                    [
                        .missing("workflows/__init__.py"),
                        .file("workflows/.gitkeep", ""),
                    ])
            ],
            bad: [
                RuleExample(
                    "an empty folder",
                    [
                        .missing("workflows/__init__.py")
                    ], emptyFolders: ["workflows"])
            ])
    )

    static func check(_ project: Project, _ findings: inout Findings) {
        for folder in project.layout.folders where folder.state == .empty {
            findings.report(
                "`\(folder.path)` contains no tracked file; a fresh clone will not have it", at: Location(folder.path),
                help: folder.placeholder == nil
                    ? "change the pattern that ignores its files: `git check-ignore -v` names it"
                    : "add a file to it, an empty `.gitkeep` if there is nothing else",
                fix: folder.creation)
        }
    }
}
