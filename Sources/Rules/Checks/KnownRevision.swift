internal import Alembic
internal import Diagnostics
internal import OrchestratorCore
internal import ProjectModel
internal import SourceFiles

/// `known-revision`: `down_revision` and `depends_on` name revisions that exist.
enum KnownRevision: Rule {
    static let metadata = RuleMetadata(
        id: "known-revision",
        severity: .error,
        scope: .alembic,
        documentation: RuleDocumentation(
            summary: "`down_revision` and `depends_on` name revisions that exist.",
            rationale: """
                All migrations are loaded together, so a single unknown revision makes every Alembic command fail \
                with a `KeyError`. It happens when the named migration was deleted or never committed, when it \
                belongs to another release of the core, and when an id is shortened: Alembic expects whole ids here, \
                and no form like `schema@head`. Name a revision that exists; if another package contains it, list \
                its folder or its id under `external` of rules.json.
                """,
            fixes: [
                .safe(
                    """
                    replaces a revision of another core release in `depends_on` with the schema head, and completes a \
                    shortened id
                    """)
            ]),
        examples: RuleExamples(
            good: [
                RuleExample(
                    "a dependency on a revision of the core")
            ],
            bad: [
                RuleExample(
                    "a parent that does not exist",
                    [
                        .migration(
                            "a1_x.py",
                            """
                            revision = "a1"
                            down_revision = «"0123456789ab"»

                            """)
                    ]),
                RuleExample(
                    "a revision of a later core release",
                    [
                        .migration(
                            "a1_x.py",
                            """
                            revision = "a1"
                            down_revision = "9cbc348cc1dc"
                            depends_on = «"bac6be6f2b4f"»

                            """)
                    ]),
                RuleExample(
                    "an empty string as the parent",
                    [
                        .migration(
                            "a1_x.py",
                            """
                            revision = "a1"
                            down_revision = «""»

                            """)
                    ]),
                RuleExample(
                    "a shortened id",
                    [
                        .migration(
                            "a1_x.py",
                            """
                            revision = "a1"
                            down_revision = «"9cbc348c"»

                            """)
                    ]),
            ])
    )

    static func check(_ project: Project, _ findings: inout Findings) {
        let isPlugin = project.revisions.scripts?.config.evidence == .versionFolder
        var outer = OuterRevisions()
        for migration in project.revisions.migrations {
            guard migration.id != nil else { continue }
            let mayBeElsewhere =
                isPlugin || (project.revisions.packageLoader != nil && project.deployment.isPublished(migration))
            for name in [HeaderVariable.downRevision, .dependsOn] {
                for element in migration.header[name].value?.elements ?? [] {
                    guard let id = element.string, !isKnown(id, by: name, in: project) else { continue }
                    if mayBeElsewhere {
                        outer.add(id, at: Location(migration.path, element.range))
                        continue
                    }
                    // Its file exists but is not staged: `staged-complete` reports it with the file to add.
                    if project.change.unstaged[id] != nil, findings.isApplied(StagedComplete.self) { continue }
                    let (message, help) = texts(for: id, in: name, of: migration, in: project)
                    findings.report(
                        message, at: Location(migration.path, element.range), revision: migration.id, help: help,
                        // A package that is installed may declare it.
                        atMost: project.revisions.packageLoader == nil ? .error : .warning,
                        fix: name == .dependsOn ? fix(element, id, of: migration, in: project) : nil)
                }
            }
        }
        report(outer, in: project, &findings)
    }

    /// Revisions that another project or package may declare, and the first place that names one.
    private struct OuterRevisions {
        private(set) var ids: Set<String> = []
        private(set) var first: Location?

        mutating func add(_ id: String, at place: Location) {
            ids.insert(id)
            first = first ?? place
        }
    }

    /// Reports once what the host of a plugin, or an installed package, may declare.
    private static func report(_ outer: OuterRevisions, in project: Project, _ findings: inout Findings) {
        if outer.ids.isEmpty { return }
        let names = outer.ids.sorted().listed(atMost: 3)
        let them = outer.ids.count == 1 ? "it" : "them"
        if project.revisions.scripts?.config.evidence != .versionFolder, let loader = project.revisions.packageLoader {
            findings.report(
                "published migrations name \(names), which no migration of this repository declares: `\(loader)` adds "
                    + "the version folders of installed packages",
                at: outer.first,
                help: "list \(them) in `external.revisions` of rules.json if these packages declare \(them)",
                atMost: .info)
        } else {
            findings.report(
                "migrations without a configuration name \(names), which none of them declares", at: outer.first,
                help:
                    "list \(them) in `external.revisions` of rules.json if the project that loads this folder declares "
                    + them,
                atMost: .info)
        }
    }

    private static func isKnown(_ id: String, by name: HeaderVariable, in project: Project) -> Bool {
        // `depends-on-form` reports these forms.
        if name == .dependsOn, id.isEmpty || id == "None" || id.contains("@") { return true }
        if project.revisions.graph.index(of: id) != nil || project.settings.external.revisions.contains(id) {
            return true
        }
        if name == .dependsOn, project.revisions.graph.index(declaringLabel: id) != nil { return true }
        guard project.profile == .orchestrator else { return false }
        if name == .dependsOn, id == project.settings.branches.schema { return true }
        // `separate-branches` reports a parent in the core, of whichever release.
        if name == .downRevision, Catalogue.isKnownRevision(id) { return true }
        // If the core is unknown, it may be a release newer than the catalogue.
        return name == .dependsOn && project.core.state.head == nil
    }

    /// The message and the help for an unknown id in one of the variables of a migration.
    private static func texts(
        for id: String, in name: HeaderVariable, of migration: Migration, in project: Project
    ) -> (message: String, help: String) {
        if id.isEmpty {
            return (
                "`\(name)` is an empty string, not a revision id",
                "write None if the migration is the root of a branch, otherwise the id of its parent"
            )
        }
        if project.profile == .orchestrator, Catalogue.isKnownRevision(id) {
            let release = project.core.state.release.map { " \($0)" } ?? ""
            let first = Catalogue.firstRelease(having: id).map { " (\($0.version) is the first)" } ?? ""
            let pin = "pin a core release that contains it\(first)"
            return (
                "`\(name)` names `\(id)`, which \(project.core.package)\(release) does not contain",
                project.deployment.isPublished(migration)
                    ? "\(pin), and leave this migration as it is: databases may have applied it"
                    : "name the schema head `\(project.core.head ?? "")`, or \(pin)"
            )
        }
        if let ignored = project.layout.ignored.first(where: { $0.revision == id }) {
            return (
                "`\(name)` names `\(id)`, whose file Git ignores\(ignored.reason.map { ", by \($0)" } ?? "")",
                "change that pattern, and `git add` `\(ignored.path)`: no clone has it"
            )
        }
        if let full = completion(of: id, in: project) {
            return (
                "`\(name)` names `\(id)`, a shortened form of `\(full)`",
                "write the whole id: Alembic does not accept a shortened one here"
            )
        }
        if project.deployment.published.contains(id) {
            return (
                "`\(name)` names `\(id)`, which no migration declares",
                "restore the migration `\(id)`: it is published, so databases may have applied it"
            )
        }
        // A published migration must not get another parent, and no migration can be its own.
        let candidates =
            project.deployment.isPublished(migration) ? [] : project.revisions.graph.nodes.map(\.id)
        let nearest = NearestName.of(id, among: candidates.filter { $0 != migration.id })
        let remedy = nearest.map { "did you mean `\($0)`? Otherwise" } ?? "correct the id, or"
        let package =
            project.revisions.packageLoader.map { "one of the packages that `\($0)` adds" } ?? "another package"
        return (
            "`\(name)` names `\(id)`, which no migration declares",
            "\(remedy) list it under `external` of rules.json if \(package) contains it"
        )
    }

    /// Makes `depends_on` name a revision that exists; `nil` if it is unknown which one was meant.
    private static func fix(
        _ element: StaticValue, _ id: String, of migration: Migration, in project: Project
    ) -> Fix? {
        let full = completion(of: id, in: project)
        if project.profile == .orchestrator,
            Catalogue.isKnownRevision(id) || full.map(project.core.chain.contains) ?? false
        {
            return SchemaDependencyFix.fix(migration, in: project)
        }
        guard let full, var edits = HeaderEdits(migration, in: project) else { return nil }
        edits.replace(element, of: .dependsOn, by: full)
        return edits.edits.map { Fix("complete the id to `\(full)`", applicability: .safe, edits: $0) }
    }

    /// The one revision whose id starts with `id`; `nil` for fewer than four characters, which any id may start with.
    private static func completion(of id: String, in project: Project) -> String? {
        guard id.utf8.count >= 4 else { return nil }
        let matches = project.revisions.graph.nodes.filter { $0.id.hasPrefix(id) }
        return matches.count == 1 ? matches[0].id : nil
    }
}
