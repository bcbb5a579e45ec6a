internal import Alembic
internal import Diagnostics
internal import SourceFiles

/// `alembic-config`: Alembic's configuration exists, and so does what it points at.
enum AlembicConfig: Rule {
    static let metadata = RuleMetadata(
        id: "alembic-config",
        summary: "alembic.ini, or [tool.alembic] in pyproject.toml, exists, and so does what it points at.",
        rationale: """
            Without a configuration no Alembic command runs. A version folder that does not exist is worse: Alembic passes over it in \
            silence, and its migrations never run.
            """,
        severity: .error,
        scope: .alembic,
        good: [
            RuleExample("the folders are there"),
            RuleExample(
                "in pyproject.toml",
                [
                    ("alembic.ini", nil),
                    (
                        "pyproject.toml",
                        "[tool.alembic]\nscript_location = \"%(here)s/migrations\"\nversion_locations = [\"%(here)s/migrations/versions/schema\"]\n"
                    ),
                ]),
        ],
        bad: [
            RuleExample("no configuration", [("alembic.ini", nil)]),
            RuleExample(
                "no `script_location`",
                [("alembic.ini", "«[alembic]»\nversion_locations = migrations/versions/schema\n")]),
            RuleExample(
                "a version folder that is not there",
                [
                    (
                        "alembic.ini",
                        "[alembic]\nscript_location = migrations\nversion_locations = «migrations/versions/shcema»\n"
                    )
                ]),
            RuleExample(
                "outside of the repository",
                [
                    (
                        "alembic.ini",
                        "[alembic]\nscript_location = «../migrations»\nversion_locations = migrations/versions/schema\n"
                    )
                ]),
            RuleExample(
                "in pyproject.toml, a folder that is not there",
                [
                    ("alembic.ini", nil),
                    ("pyproject.toml", "[tool.alembic]\nscript_location = \"«migrate»\"\n"),
                ]),
            RuleExample(
                "a value that Python's configparser refuses",
                [
                    (
                        "alembic.ini",
                        "[alembic]\nscript_location = migrations\nversion_locations = migrations/versions/schema\nfile_template = «%(rev)s_%(slug)s»\n"
                    )
                ]),
        ]
    )

    static func check(_ project: Project, _ findings: inout Findings) {
        guard let scripts = project.scripts else {
            findings.report(
                "there is no `alembic.ini`, and no `[tool.alembic]` in a `pyproject.toml`",
                help: "run `python main.py db init`, or name the file in `configs` of rules.json")
            return
        }
        let path = scripts.config.path
        for problem in scripts.config.problems {
            findings.report(
                problem.message, at: Location(path, problem.range), help: "Alembic stops at it: mend `\(path)`")
        }
        if let location = scripts.config.scriptLocation {
            report(location, scripts.folderState, scripts.folder, option: "script_location", in: path, &findings)
        }
        for folder in scripts.versionFolders {
            guard let location = folder.location else {
                guard folder.state != .present, let missing = folder.path, scripts.folderState == .present else {
                    continue
                }
                findings.report(
                    "the version folder `\(missing)` does not exist", at: Location(path),
                    help:
                        "create it, or name the right one in `version_locations`: Alembic passes over a missing folder in silence"
                )
                continue
            }
            // The layout's own rule tells of that folder already.
            if folder.state == .missing, project.layout.contains(where: { $0.path == folder.path }) { continue }
            if folder.state == .outside, isOfTheCore(location) { continue }
            report(location, folder.state, folder.path, option: "version_locations", in: path, &findings)
        }
    }

    private static func report(
        _ location: EnvironmentConfig.Location,
        _ state: ScriptDirectory.VersionFolder.State,
        _ folder: Path?,
        option: String,
        in config: Path,
        _ findings: inout Findings
    ) {
        let place = Location(config, location.range)
        switch state {
        case .present: break
        case .missing:
            findings.report(
                "`\(option)` names `\(location.text)`, which does not exist", at: place,
                help: "create the folder or mend the option: Alembic passes over a missing version folder in silence")
        case .notAFolder:
            findings.report(
                "`\(option)` names `\(location.text)`, which is not a folder", at: place,
                help: "name a folder; a symbolic link is not followed")
        case .outside:
            findings.report(
                "`\(option)` names `\(location.text)`, which is not in this repository", at: place,
                help:
                    "name a folder of the repository, best with `%(here)s`; revisions of other packages belong into `external` of rules.json"
            )
        }
    }

    /// Whether a location is the folder of an installed orchestrator-core, whose revisions are known by its release.
    private static func isOfTheCore(_ location: EnvironmentConfig.Location) -> Bool {
        [
            "orchestrator/migrations/versions/schema", "orchestrator/core/migrations/versions/schema",
            "orchestrator:migrations/versions/schema",
        ]
        .contains { location.text.hasSuffix($0) }
    }
}
