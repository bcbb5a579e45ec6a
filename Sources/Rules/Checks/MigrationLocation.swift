internal import Alembic
internal import Diagnostics
internal import OrchestratorCore
internal import ProjectModel
internal import SourceFiles

/// `migration-location`: every migration is in a folder that Alembic loads.
///
/// One finding for each folder: an error in a version folder, whose subfolders Alembic writes to and does not load; a
/// warning elsewhere. An archive that nothing refers to, and that refers to nothing, is not reported.
enum MigrationLocation: Rule {
    static let metadata = RuleMetadata(
        id: "migration-location",
        severity: .error,
        scope: .alembic,
        documentation: RuleDocumentation(
            summary: "Every migration is in a folder that Alembic loads.",
            rationale: """
                Alembic loads the version folders that its configuration names, and their subfolders only with \
                `recursive_version_locations = true`. A migration in any other folder never runs, and no command \
                reports that. Move it to a version folder, or add its folder to the configuration. Outside of the \
                version folders, a finding is a warning.
                """),
        examples: RuleExamples(
            good: [
                RuleExample(
                    "a helper module outside of the version folders",
                    [
                        .file(
                            "migrations/helpers.py",
                            """
                            def create():
                                pass

                            """)
                    ]),
                RuleExample(
                    "an archive that nothing refers to",
                    [
                        .file(
                            "migrations/archive/a0_x.py",
                            """
                            revision = "a0"
                            down_revision = None

                            """)
                    ]),
            ],
            bad: [
                RuleExample(
                    "a migration above the version folder, on top of one in it",
                    [
                        .file(
                            "migrations/versions/a1_x.py",
                            """
                            revision = «"a1"»
                            down_revision = "9cbc348cc1dc"

                            """)
                    ]),
                RuleExample(
                    "a migration in a subfolder of the version folder",
                    [
                        .file(
                            "migrations/versions/schema/2024/b1_y.py",
                            """
                            revision = «"b1"»
                            down_revision = "9cbc348cc1dc"
                            depends_on = None

                            """)
                    ]),
            ])
    )

    static func check(_ project: Project, _ findings: inout Findings) {
        guard let scripts = project.revisions.scripts else { return }
        if let evidence = scripts.config.pythonEvidence { report(evidence, scripts, &findings) }
        reportIgnored(project, &findings)
        for stray in project.core.strays { report(stray, project, &findings) }
        let groups = Dictionary(grouping: project.revisions.misplaced) { $0.path.parent ?? .root }
        for folder in groups.keys.sorted() {
            MisplacedFolder(folder, groups[folder] ?? [], in: project, scripts)?.report(&findings)
        }
    }

    /// Reports the migrations that Git ignores, but those that `known-revision` reports where they are named.
    private static func reportIgnored(_ project: Project, _ findings: inout Findings) {
        let missing = Set(project.revisions.graph.nodes.flatMap(\.missing))
        let ignored = project.layout.ignored.filter { file in
            guard let id = file.revision else { return false }
            return !missing.contains(id) || !findings.isApplied(KnownRevision.self)
        }
        let groups = Dictionary(grouping: ignored) { $0.path.parent ?? .root }
        for folder in groups.keys.sorted() {
            let files = groups[folder] ?? []
            let names = files.compactMap(\.revision).listed(atMost: 3)
            let reason = files[0].reason.map { ", by \($0)" } ?? ""
            findings.report(
                "\(files.count == 1 ? "revision \(names) in `\(folder)` is" : "revisions \(names) in `\(folder)` are") "
                    + "ignored by Git\(reason): no clone has \(files.count == 1 ? "it" : "them")",
                at: files[0].reason?.place ?? Location(files[0].path), revision: files[0].revision,
                help: "change that pattern, and `git add` \(files.count == 1 ? "`\(files[0].path)`" : "the files")")
        }
    }

    private static func report(_ stray: StrayMigration, _ project: Project, _ findings: inout Findings) {
        let target = project.layout.migrations.map { "`\($0.path)`" } ?? "the project's version folder"
        findings.report(
            "revision \(stray.revision) is in the installed \(project.core.package), in `\(stray.place)`: "
                + "no other installation has it",
            at: stray.path.map { Location($0) }, revision: stray.revision,
            help: "move the file to \(target), and commit it")
    }

    private static func report(
        _ evidence: EnvironmentConfig.PythonEvidence, _ scripts: ScriptDirectory, _ findings: inout Findings
    ) {
        let count = scripts.versionFolders.count
        let meaning =
            count == 1
            ? "`\(scripts.versionFolders[0].path?.description ?? "")` was taken for its version folder"
            : "\(count) folders with migrations were taken for its version folders"
        let cause =
            switch evidence {
            case .file(let file): "`\(file)` sets `version_locations`"
            case .folders: "the configuration names none of the folders with most of the migrations"
            }
        findings.report(
            "\(cause), so \(meaning)",
            at: Location(scripts.config.path),
            help: "name the folders in `version_locations` of the configuration if others are meant",
            atMost: .info)
    }
}

/// A folder with migrations that Alembic does not load.
private struct MisplacedFolder {
    let folder: Path
    let migrations: [Migration]
    let project: Project
    let scripts: ScriptDirectory
    /// The version folder that it is in; `nil` if it is elsewhere.
    let versionFolder: Path?
    /// Whether it is the folder that Alembic would take by itself, and `version_locations` leaves out all migrations.
    let isOnlyOne: Bool

    /// `nil` if nothing refers to its migrations, and they refer to nothing: an archive.
    init?(_ folder: Path, _ migrations: [Migration], in project: Project, _ scripts: ScriptDirectory) {
        self.folder = folder
        self.migrations = migrations
        self.project = project
        self.scripts = scripts
        versionFolder = scripts.versionFolders.compactMap(\.path).first(where: folder.isWithin)
        let graph = project.revisions.graph
        let ids = Set(migrations.compactMap(\.id))
        let parents = Set(
            migrations.flatMap { $0.header.downRevision.names + $0.header.dependsOn.names }
        ).subtracting(ids)
        let isNamed = graph.nodes.contains { !ids.isDisjoint(with: $0.missing) }
        let isWrittenTo = versionFolder != nil && scripts.config.fileTemplate?.contains("/") == true
        isOnlyOne =
            folder == scripts.folder?.appending("versions") && project.revisions.migrations.isEmpty
            && scripts.config.pythonEvidence == nil && scripts.versionFolders.allSatisfy { $0.state == .present }
        guard isNamed || isWrittenTo || isOnlyOne || parents.contains(where: { graph.index(of: $0) != nil }) else {
            return nil
        }
    }

    func report(_ findings: inout Findings) {
        let first = migrations[0]
        let names = migrations.map(project.revisions.name(of:)).listed(atMost: 3)
        let verb = migrations.count == 1 ? "revision \(names) never runs" : "revisions \(names) never run"
        findings.report(
            "Alembic does not load the files in `\(folder)`, so \(verb)",
            at: Location(first.path, first.header.revision.range),
            revision: first.id,
            help: help,
            notes: migrations.dropFirst().prefix(3).map {
                Note("\(project.revisions.name(of: $0)) is not loaded either", at: Location($0.path))
            },
            atMost: versionFolder == nil && !isOnlyOne ? .warning : .error)
    }

    private var help: String {
        let own = migrations.count == 1 ? "it" : "them"
        // A copy of a loaded revision would be a duplicate in a version folder.
        if migrations.contains(where: { $0.id.map { project.revisions.graph.index(of: $0) != nil } ?? false }) {
            return "delete \(own) if this is an old copy: an id of these is declared in a version folder, too"
        }
        if let versionFolder {
            let move = "move \(own) to `\(versionFolder)`"
            return isRecursionSafe
                ? "set `recursive_version_locations = true` in `\(scripts.config.path)`, or \(move)" : move
        }
        let target = scripts.versionFolders.compactMap(\.path).first.map { "`\($0)`" } ?? "a version folder"
        return "move \(own) to \(target), or add the folder to `version_locations`"
    }

    /// Whether Alembic could load all subfolders of the version folders: no id in them is declared twice.
    private var isRecursionSafe: Bool {
        var seen: Set<String> = []
        let below = project.revisions.misplaced.filter { migration in
            scripts.versionFolders.compactMap(\.path).contains { migration.path.isWithin($0) }
        }
        return below.compactMap(\.id).allSatisfy {
            project.revisions.graph.index(of: $0) == nil && seen.insert($0).inserted
        }
    }
}
