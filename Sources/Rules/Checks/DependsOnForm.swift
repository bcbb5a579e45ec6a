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
                first revision of orchestrator-core, not its head. `schema@head`, shortened ids and `"None"` raise a \
                `KeyError`. An ancestor by `down_revision` is redundant, because it always runs first. Write complete \
                revision ids in quotes, or None. In a published migration, what Alembic loads stays as it is: a label \
                is reported as `info`, an empty string not at all.
                """,
            fixes: [
                .safe("replaces the name of the schema branch with the id of its head, and `\"None\"` with None")
            ]),
        examples: RuleExamples(
            good: [
                RuleExample(
                    "a revision id"),
                RuleExample(
                    "an empty string in a published migration",
                    [
                        .published(RuleExample.dataRoot, RuleExample.dataRootText),
                        .published(
                            "a1_x.py", RuleExample.template("a1", revises: "9cbc348cc1dc", dependsOn: "\"\"")),
                    ]),
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
                let isPublished = project.deployment.isPublished(migration)
                for element in migration.header.dependsOn.value?.elements ?? [] {
                    guard let problem = problem(of: element, at: node, in: project) else { continue }
                    let isFixed = isPublished && !problem.stopsAlembic
                    // Nothing can be done about it, and no database notices.
                    if isFixed, problem.helpIfPublished == nil { continue }
                    findings.report(
                        problem.message, at: Location(migration.path, element.range), revision: migration.id,
                        help: isFixed ? problem.helpIfPublished : problem.help,
                        atMost: isFixed ? .info : .error, fix: fix(element, of: migration, in: project))
                }
            }
        }
    }

    private struct Problem {
        let message: String
        let help: String
        /// The help in a published migration that Alembic loads; `nil` if there is nothing to know about it.
        var helpIfPublished: String?
        /// Whether Alembic 1.20.1 cannot load it, so that no database can have applied it.
        var stopsAlembic = false
    }

    private static func problem(of element: StaticValue, at node: Int, in project: Project) -> Problem? {
        let head = project.core.head ?? "<id>"
        guard let name = element.string else {
            return Problem(
                message: "`depends_on` contains a value that is not a string",
                help: "write revision ids in quotes, or None", stopsAlembic: true)
        }
        if name.isEmpty {
            return Problem(
                message: "`depends_on` contains an empty string", help: "write None if there is no dependency")
        }
        let label = project.revisions.graph.index(declaringLabel: name)
        if name == "None" {
            return Problem(
                message: "`depends_on` names a revision called `None`", help: "write None without quotes",
                helpIfPublished: "keep it: it names the revision with the label `None`", stopsAlembic: label == nil)
        }
        if name.contains("@") {
            return Problem(
                message: "`depends_on` names `\(name)`, not a revision id",
                help: "write the id: `depends_on = \"\(head)\"`", stopsAlembic: true)
        }
        if let meaning = meaning(ofLabel: name, declaredBy: label, in: project) {
            return Problem(
                message: "`depends_on` names the label `\(name)`, which stands for \(meaning)",
                help: "write the id of the revision that the migration needs: `depends_on = \"\(head)\"`",
                helpIfPublished:
                    "keep it, and set `depends_on = \"\(head)\"` in a new migration: after an edit of this "
                    + "one, Alembic would skip revisions")
        }
        guard let target = project.revisions.graph.index(of: name), target != node,
            isAncestor(target, of: node, in: project)
        else { return nil }
        return Problem(
            message: "`depends_on` names \(name), an ancestor of this revision on its own branch",
            help: "write None: an ancestor by `down_revision` always runs first")
    }

    /// The revision that a label stands for, as a phrase; `nil` if the name is not a label.
    private static func meaning(ofLabel name: String, declaredBy node: Int?, in project: Project) -> String? {
        if let node { return "the revision that declares it, \(project.revisions.id(of: node))" }
        guard project.profile == .orchestrator, name == project.settings.branches.schema else { return nil }
        return "the first revision of the core"
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

    private static func isAncestor(_ target: Int, of node: Int, in project: Project) -> Bool {
        // The core's branch is long and shared: only the project's own branches are followed. The ancestors of an id
        // that is declared twice are those of two migrations.
        guard project.revisions.migration(at: target) != nil, project.revisions.migrations(at: node).count == 1 else {
            return false
        }
        return project.revisions.graph.ancestors(of: [node], by: .down).contains(target)
    }
}
