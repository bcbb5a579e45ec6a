internal import Alembic
internal import Diagnostics
internal import ProjectModel
internal import SourceFiles

/// `alembic-config`: Alembic's configuration exists, can be parsed, and names folders that exist.
enum AlembicConfig: Rule {
    static let metadata = RuleMetadata(
        id: "alembic-config",
        severity: .error,
        scope: .alembic,
        documentation: RuleDocumentation(
            summary: "`alembic.ini`, or `[tool.alembic]` in `pyproject.toml`, exists and names folders that exist.",
            rationale: """
                No Alembic command runs without a valid configuration. A wrong version folder is worse, because \
                nothing fails: Alembic ignores a folder that does not exist, and the migrations in the right one never \
                run. After a folder was moved, correct `script_location` and `version_locations`.
                """),
        examples: RuleExamples(
            good: [
                .unchanged,
                RuleExample(
                    "a configuration in pyproject.toml",
                    [
                        .missing("alembic.ini"),
                        .file(
                            "pyproject.toml",
                            """
                            [tool.alembic]
                            script_location = "%(here)s/migrations"
                            version_locations = ["%(here)s/migrations/versions/schema"]

                            """),
                    ]),
            ],
            bad: [
                RuleExample(
                    "no configuration",
                    [
                        .missing("alembic.ini")
                    ]),
                RuleExample(
                    "no `script_location`",
                    [
                        .file(
                            "alembic.ini",
                            """
                            «[alembic]»
                            version_locations = migrations/versions/schema

                            """)
                    ]),
                RuleExample(
                    "a version folder that does not exist",
                    [
                        .file(
                            "alembic.ini",
                            """
                            [alembic]
                            script_location = migrations
                            version_locations = «migrations/versions/shcema»

                            """)
                    ]),
                RuleExample(
                    "a folder outside of the repository",
                    [
                        .file(
                            "alembic.ini",
                            """
                            [alembic]
                            script_location = «../migrations»
                            version_locations = migrations/versions/schema

                            """)
                    ]),
                RuleExample(
                    "a folder in pyproject.toml that does not exist",
                    [
                        .missing("alembic.ini"),
                        .file(
                            "pyproject.toml",
                            """
                            [tool.alembic]
                            script_location = "«migrate»"

                            """),
                    ]),
                RuleExample(
                    "a value that Python's configparser rejects",
                    [
                        .file(
                            "alembic.ini",
                            """
                            [alembic]
                            script_location = migrations
                            version_locations = migrations/versions/schema
                            file_template = «%(rev)s_%(slug)s»

                            """)
                    ]),
            ])
    )

    static func check(_ project: Project, _ findings: inout Findings) {
        for environment in project.change.deletedEnvironments where environment.hasMigrationsLeft {
            report(deleted: environment.config, in: project, &findings)
        }
        guard let scripts = project.revisions.scripts else {
            // `published-unchanged` reports an environment that was deleted.
            if !project.change.deletedEnvironments.isEmpty { return }
            findings.report(
                "`alembic.ini` is missing, and no `pyproject.toml` contains `[tool.alembic]`",
                help: "run `\(project.command("init"))`, or name the configuration in `configs` of rules.json")
            return
        }
        let path = scripts.config.path
        if let deleted = project.change.deletedConfiguration,
            !project.layout.ignored.contains(where: { $0.path == deleted })
        {
            report(deleted: deleted, in: project, &findings)
        }
        for problem in scripts.config.problems {
            findings.report(
                problem.message, at: Location(problem.file ?? path, problem.range),
                help: (problem.help ?? "fix `\(problem.file ?? path)`") + ": no Alembic command runs until then")
        }
        let ignored = project.layout.ignored.filter { $0.revision == nil }
        let isFolderIgnored = ignored.contains { $0.role == .scriptDirectory }
        if let location = scripts.config.scriptLocation, !isFolderIgnored {
            report(location, scripts.folderState, scripts.folder, option: "script_location", in: path, &findings)
        }
        for file in ignored { report(file, &findings) }
        let isScriptIgnored = isFolderIgnored || ignored.contains { $0.role == .environmentScript }
        if scripts.lacksEnvironmentScript, !isScriptIgnored, let folder = scripts.folder {
            findings.report(
                "`\(folder.appending("env.py"))` is missing", at: Location(path),
                help: "create it: every Alembic command that runs migrations loads it")
        }
        for repository in scripts.repositories {
            findings.couldNotEvaluate(
                "the migrations in `\(repository)`, a repository of its own in a version folder",
                help: "lint it there: `lint -C \(ShellWord.of(repository))`", at: Location(path))
        }
        for folder in scripts.versionFolders {
            guard let location = folder.location else {
                guard folder.state != .present, let missing = folder.path, scripts.folderState == .present else {
                    continue
                }
                let hasPublished = project.deployment.hasPublished
                findings.report(
                    "the version folder `\(missing)` does not exist", at: Location(path),
                    help: hasPublished
                        ? "restore it: Alembic skips a missing folder without an error"
                        : "create the first migration, and add it to Git: a folder without a file is in no clone",
                    atMost: hasPublished ? .error : .warning)
                continue
            }
            // `source-layout` reports a missing folder of the layout.
            if folder.state == .missing, project.layout.folders.contains(where: { $0.path == folder.path }) { continue }
            if folder.state == .outside, isInCore(location) { continue }
            report(location, folder.state, folder.path, option: "version_locations", in: path, &findings)
        }
    }

    private static func report(deleted config: Path, in project: Project, _ findings: inout Findings) {
        findings.report(
            "`\(config)` was deleted, and no Alembic command runs without it", at: Location(config),
            help: "restore it: `git checkout \(project.deployment.published.base ?? "HEAD") -- \(ShellWord.of(config))`"
        )
    }

    private static func report(_ file: IgnoredFile, _ findings: inout Findings) {
        let consequence =
            switch file.role {
            case .environmentScript: "in every clone, Alembic fails with `Can't find Python file`"
            case .configuration: "in every clone, no Alembic command runs without it"
            case .scriptDirectory: "no clone has the environment"
            case .versionFolder, .migration: "no clone has its migrations"
            }
        findings.report(
            "`\(file.path)` is ignored by Git\(file.reason.map { ", by \($0)" } ?? ""): \(consequence)",
            at: file.reason?.place ?? Location(file.path),
            help: file.role == .versionFolder || file.role == .scriptDirectory
                ? "remove that pattern, and `git add \(ShellWord.of(file.path))`"
                : "run `git add --force \(ShellWord.of(file.path))`: Git does not ignore a tracked file")
    }

    private static func report(
        _ location: EnvironmentConfig.Location,
        _ state: ScriptDirectory.VersionFolder.State,
        _ folder: Path?,
        option: String,
        in config: Path,
        _ findings: inout Findings
    ) {
        let place = Location(location.file ?? config, location.range)
        switch state {
        case .present: break
        case .missing:
            if let splitting = location.splitting { return report(location, splitting, option, at: place, &findings) }
            if option == "script_location" {
                let home = place.path.parent ?? .root
                let name = folder?.relative(to: home).map { String(decoding: $0, as: UTF8.self) } ?? location.text
                return findings.report(
                    "`script_location` names `\(location.text)`, which does not exist: "
                        + "Alembic fails with `Path doesn't exist`", at: place,
                    help: "correct the path, or create the folder with `alembic init \(ShellWord.of(name))`")
            }
            findings.report(
                "`\(option)` names `\(location.text)`, which does not exist", at: place,
                help: "create the folder, or correct the path: Alembic skips a missing version folder without an error")
        case .inRepository(let repository):
            findings.couldNotEvaluate(
                "the migrations in `\(location.text)`, which `\(option)` names: `\(repository)` is a repository of its "
                    + "own",
                help: "lint it there: `lint -C \(ShellWord.of(repository))`", at: place)
        case .notAFolder:
            findings.report(
                "`\(option)` names `\(location.text)`, which is not a folder", at: place,
                help: "name a folder in the repository: a symbolic link that leads out of it is not followed")
        case .outside:
            findings.report(
                "`\(option)` names `\(location.text)`, which is not in this repository", at: place,
                help: "name a folder in the repository, relative to `%(here)s`; "
                    + "name the revisions of other packages in `external` of rules.json")
        }
    }

    private static func report(
        _ location: EnvironmentConfig.Location, _ splitting: LocationSplitting, _ option: String, at place: Location,
        _ findings: inout Findings
    ) {
        let (cause, help) =
            switch splitting {
            case .keepsBlank(let separator):
                (
                    "the path separator `\(separator)` does not split at blanks",
                    "set `path_separator = space`, or write `\(separator)` between the folders"
                )
            case .splitsAtBlank:
                (
                    "without `path_separator`, blanks and commas split the value",
                    "set `path_separator = os` if the name of the folder contains a blank; else correct the path"
                )
            }
        findings.report("`\(option)` names `\(location.text)`, which does not exist: \(cause)", at: place, help: help)
    }

    /// Whether a location is the folder of an installed orchestrator-core, whose revisions its release determines.
    private static func isInCore(_ location: EnvironmentConfig.Location) -> Bool {
        [
            "orchestrator/migrations/versions/schema", "orchestrator/core/migrations/versions/schema",
            "orchestrator:migrations/versions/schema",
        ]
        .contains { location.text.hasSuffix($0) }
    }
}
