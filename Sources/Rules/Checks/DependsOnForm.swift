internal import Alembic
internal import Diagnostics
internal import ProjectModel
internal import SourceFiles

/// `depends-on-form`: `depends_on` contains only revision ids that Alembic resolves as their author expects.
enum DependsOnForm: Rule {
    static let metadata = RuleMetadata(
        id: "depends-on-form",
        severity: .error,
        scope: .alembic,
        documentation: RuleDocumentation(
            summary: "`depends_on` names only revision ids, and no ancestor on its own branch.",
            rationale: """
                A label in `depends_on` stands for the revision that *declares* it: `depends_on = "schema"` names the \
                first revision of orchestrator-core, not its head. `schema@head`, shortened ids, `"None"` and `""` in \
                a tuple raise a `KeyError`. An ancestor by `down_revision` is redundant, because it always runs first. \
                Write complete revision ids in quotes, or None.
                """,
            fixes: [
                .safe("replaces the name of the schema branch with the id of its head, and `\"None\"` with None")
            ]),
        examples: RuleExamples(
            good: [
                RuleExample(
                    "a revision id"),
                RuleExample(
                    "several revision ids",
                    [
                        .migration(
                            "a1_x.py",
                            RuleExample.template(
                                "a1", revises: "9cbc348cc1dc", dependsOn: #"("165303a20fb1", "da5c9f4cce1c")"#))
                    ]),
            ],
            bad: [
                RuleExample(
                    "a label",
                    [
                        .migration(
                            "a1_x.py",
                            """
                            revision = "a1"
                            down_revision = "9cbc348cc1dc"
                            depends_on = «"schema"»

                            """)
                    ]),
                RuleExample(
                    "the head of a branch",
                    [
                        .migration(
                            "a1_x.py",
                            """
                            revision = "a1"
                            down_revision = "9cbc348cc1dc"
                            depends_on = «"schema@head"»

                            """)
                    ]),
                RuleExample(
                    "None in quotes",
                    [
                        .migration(
                            "a1_x.py",
                            """
                            revision = "a1"
                            down_revision = "9cbc348cc1dc"
                            depends_on = «"None"»

                            """)
                    ]),
                RuleExample(
                    "an ancestor on its own branch",
                    [
                        .migration(
                            "a1_x.py",
                            """
                            revision = "a1"
                            down_revision = "9cbc348cc1dc"
                            depends_on = «"9cbc348cc1dc"»

                            """)
                    ]),
            ])
    )

    static func check(_ project: Project, _ findings: inout Findings) {
        for node in project.revisions.ownNodes {
            for migration in project.revisions.migrations(at: node) {
                for element in migration.header.dependsOn.value?.elements ?? [] {
                    guard let (message, advice) = problem(of: element, at: node, in: project) else { continue }
                    let namesLabel = element.string.map { isLabel($0, in: project) } ?? false
                    // Databases can have applied a label; every other form stops Alembic, or changes nothing.
                    let help =
                        namesLabel && project.deployment.isPublished(migration)
                        ? "keep it and silence it with `# lint: ignore[\(metadata.id)] why`; set "
                            + "`depends_on = \"\(project.core.head ?? "<id>")\"` in a new migration: "
                            + "after an edit of this one, Alembic would skip schema revisions"
                        : advice
                    findings.report(
                        message, at: Location(migration.path, element.range), revision: migration.id, help: help,
                        fix: fix(element, of: migration, in: project))
                }
            }
        }
    }

    private static func problem(of element: StaticValue, at node: Int, in project: Project) -> (
        message: String, help: String
    )? {
        let head = project.core.head ?? "<id>"
        guard let name = element.string else {
            return ("`depends_on` contains a value that is not a string", "write revision ids in quotes, or None")
        }
        switch name {
        case "": return ("`depends_on` contains an empty string", "write None if there is no dependency")
        case "None": return ("`depends_on` names a revision called `None`", "write None without quotes")
        case _ where name.contains("@"):
            return ("`depends_on` names `\(name)`, not a revision id", "write the id: `depends_on = \"\(head)\"`")
        default: break
        }
        let advice = "write the id of the revision that the migration needs: `depends_on = \"\(head)\"`"
        if let root = project.revisions.graph.index(declaringLabel: name) {
            return (
                "`depends_on` names the label `\(name)`, which stands for the revision that declares it, "
                    + project.revisions.id(of: root),
                advice
            )
        }
        if project.profile == .orchestrator, name == project.settings.branches.schema {
            return (
                "`depends_on` names the label `\(name)`, which stands for the first revision of the core", advice
            )
        }
        guard let target = project.revisions.graph.index(of: name), target != node,
            isAncestor(target, of: node, in: project)
        else { return nil }
        return (
            "`depends_on` names \(name), an ancestor of this revision on its own branch",
            "write None: an ancestor by `down_revision` always runs first"
        )
    }

    private static func fix(_ element: StaticValue, of migration: Migration, in project: Project) -> Fix? {
        let schema = project.settings.branches.schema
        switch element.string {
        case schema, schema + "@head", schema + "@heads":
            return SchemaDependencyFix.fix(migration, in: project)
        case "None", "":
            guard migration.header.dependsOn.value?.elements.count == 1,
                var edits = HeaderEdits(migration, in: project)
            else { return nil }
            edits.set(.dependsOn, to: .none)
            return edits.edits.map { Fix("set `depends_on` to None", applicability: .safe, edits: $0) }
        default: return nil
        }
    }

    private static func isLabel(_ name: String, in project: Project) -> Bool {
        project.revisions.graph.index(declaringLabel: name) != nil || name == project.settings.branches.schema
    }

    private static func isAncestor(_ target: Int, of node: Int, in project: Project) -> Bool {
        // The core's branch is long and shared: only the project's own branches are followed.
        guard project.revisions.migration(at: target) != nil else { return false }
        return project.revisions.graph.ancestors(of: [node], by: .down).contains(target)
    }
}
