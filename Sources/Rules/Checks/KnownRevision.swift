internal import Alembic
internal import Diagnostics
internal import OrchestratorCore
internal import SourceFiles

/// `known-revision`: `down_revision` and `depends_on` name revisions that exist.
enum KnownRevision: Rule {
    static let metadata = RuleMetadata(
        id: "known-revision",
        summary: "down_revision and depends_on name revisions that exist.",
        rationale: """
            An unknown revision stops every Alembic command with a `KeyError`. Alembic takes whole ids here, no shortened ones and nothing \
            like `schema@head`. Revisions that another package brings are named in `external` of rules.json, as folders or ids.
            """,
        severity: .error,
        repairs: [
            .safe(
                "lets a `depends_on` that names a revision of another release of the core name the schema head, and completes a shortened id"
            )
        ],
        scope: .alembic,
        good: [RuleExample("the core's revisions are known by its release")],
        bad: [
            RuleExample(
                "a parent that is not there",
                [(RuleExample.folder + "a1_x.py", "revision = \"a1\"\ndown_revision = «\"0123456789ab\"»\n")]),
            RuleExample(
                "a revision of a later core",
                [
                    (
                        RuleExample.folder + "a1_x.py",
                        "revision = \"a1\"\ndown_revision = \"9cbc348cc1dc\"\ndepends_on = «\"bac6be6f2b4f\"»\n"
                    )
                ]),
            RuleExample(
                "an empty string",
                [(RuleExample.folder + "a1_x.py", "revision = \"a1\"\ndown_revision = «\"\"»\n")]),
            RuleExample(
                "a shortened id",
                [(RuleExample.folder + "a1_x.py", "revision = \"a1\"\ndown_revision = «\"9cbc348c\"»\n")]),
        ]
    )

    static func check(_ project: Project, _ findings: inout Findings) {
        for migration in project.migrations {
            guard migration.id != nil else { continue }
            for name in [HeaderVariable.downRevision, .dependsOn] {
                for element in migration.header[name].value?.elements ?? [] {
                    guard let id = element.string, !isKnown(id, by: name, in: project) else { continue }
                    // It is only not staged, which is told with the file to add.
                    if project.unstaged[id] != nil, findings.isApplied(StagedComplete.metadata.id) { continue }
                    report(
                        id, named: name, at: Location(migration.path, element.range), of: migration, in: project,
                        name == .dependsOn ? fix(element, id, of: migration, in: project) : nil, &findings)
                }
            }
        }
    }

    private static func isKnown(_ id: String, by name: HeaderVariable, in project: Project) -> Bool {
        // These forms are what `depends-on-form` is about.
        if name == .dependsOn, id.isEmpty || id == "None" || id.contains("@") { return true }
        if project.graph.index(of: id) != nil || project.settings.external.revisions.contains(id) { return true }
        if name == .dependsOn, project.graph.index(declaringLabel: id) != nil { return true }
        guard project.profile == .orchestrator else { return false }
        if name == .dependsOn, id == project.settings.branches.schema { return true }
        // Hanging below the core is the other rule's matter, whichever release it is.
        if name == .downRevision, Catalogue.isKnownRevision(id) { return true }
        // Where the core is not known, its revisions may be of any release, the newest included.
        return name == .dependsOn && project.core.state.head == nil
    }

    private static func report(
        _ id: String,
        named name: HeaderVariable,
        at location: Location,
        of migration: Migration,
        in project: Project,
        _ fix: Fix?,
        _ findings: inout Findings
    ) {
        let message: String
        let help: String
        if id.isEmpty {
            message = "`\(name)` is an empty string, which names no revision"
            help = "write None for the first revision of a branch, else the id of the revision that it follows"
        } else if project.profile == .orchestrator, Catalogue.isKnownRevision(id) {
            let release = project.core.state.release.map { " \($0)" } ?? ""
            message = "`\(name)` names `\(id)`, which \(project.settings.core.package)\(release) does not have"
            let first = Catalogue.firstRelease(having: id).map { ": it came with \($0.version)" } ?? ""
            help =
                project.isPublished(migration)
                ? "bring the core to a release that has it\(first); leave this migration as it is, it may have run"
                : "name the schema head `\(project.schemaHead ?? "")`, or bring the core to a release that has it\(first)"
        } else if let full = completion(of: id, in: project) {
            message = "`\(name)` names `\(id)`, which is only the beginning of `\(full)`"
            help = "write the whole id: Alembic takes no shortened ones here"
        } else {
            message = "`\(name)` names `\(id)`, which no migration declares"
            let nearest =
                NearestName.of(id, among: project.graph.nodes.map(\.id)).map { "did you mean `\($0)`? " } ?? ""
            help = nearest + "If another package brings it, name it in `external` of rules.json"
        }
        findings.report(message, at: location, revision: migration.id, help: help, fix: fix)
    }

    /// Lets `depends_on` name a revision that exists.
    private static func fix(
        _ element: StaticValue, _ id: String, of migration: Migration, in project: Project
    ) -> Fix? {
        let full = completion(of: id, in: project)
        if project.profile == .orchestrator,
            Catalogue.isKnownRevision(id) || full.map(project.schemaChain.contains) ?? false
        {
            return SchemaDependency.fix(migration, in: project)
        }
        guard let full, var edits = HeaderEdits(migration, in: project) else { return nil }
        edits.replace(element, of: .dependsOn, by: full)
        return edits.edits.map { Fix("complete it to `\(full)`", applicability: .safe, edits: $0) }
    }

    private static func completion(of id: String, in project: Project) -> String? {
        guard id.utf8.count >= 4 else { return nil }
        let matches = project.graph.nodes.filter { $0.id.hasPrefix(id) }
        return matches.count == 1 ? matches[0].id : nil
    }
}
