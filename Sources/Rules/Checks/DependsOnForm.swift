internal import Alembic
internal import Diagnostics
internal import SourceFiles

/// `depends-on-form`: `depends_on` is an id or ids.
enum DependsOnForm: Rule {
    static let metadata = RuleMetadata(
        id: "depends-on-form",
        summary: "depends_on is an id or ids: not a label, not empty, not None in quotes, not on its own branch.",
        rationale: """
            A label in `depends_on` means the revision that *declares* it: `depends_on = "schema"` names the first revision of the core, not its \
            head. `schema@head` and shortened ids raise a `KeyError`, and so do `""` in a tuple and `"None"`. What lies below a revision by \
            `down_revision` has run before it anyway.
            """,
        severity: .error,
        repairs: [
            .safe("lets a `depends_on` that names the schema branch name its head, and takes the quotes off `None`")
        ],
        scope: .alembic,
        good: [
            RuleExample("an id"),
            RuleExample(
                "several ids",
                [
                    (
                        RuleExample.folder + "a1_x.py",
                        RuleExample.migration(
                            "a1", revises: "9cbc348cc1dc", dependsOn: #"("165303a20fb1", "da5c9f4cce1c")"#)
                    )
                ]),
        ],
        bad: [
            RuleExample(
                "a label",
                [
                    (
                        RuleExample.folder + "a1_x.py",
                        "revision = \"a1\"\ndown_revision = \"9cbc348cc1dc\"\ndepends_on = «\"schema\"»\n"
                    )
                ]),
            RuleExample(
                "a head",
                [
                    (
                        RuleExample.folder + "a1_x.py",
                        "revision = \"a1\"\ndown_revision = \"9cbc348cc1dc\"\ndepends_on = «\"schema@head\"»\n"
                    )
                ]),
            RuleExample(
                "None in quotes",
                [
                    (
                        RuleExample.folder + "a1_x.py",
                        "revision = \"a1\"\ndown_revision = \"9cbc348cc1dc\"\ndepends_on = «\"None\"»\n"
                    )
                ]),
            RuleExample(
                "its own branch",
                [
                    (
                        RuleExample.folder + "a1_x.py",
                        "revision = \"a1\"\ndown_revision = \"9cbc348cc1dc\"\ndepends_on = «\"9cbc348cc1dc\"»\n"
                    )
                ]),
        ]
    )

    static func check(_ project: Project, _ findings: inout Findings) {
        for node in project.ownNodes {
            for migration in project.migrations(at: node) {
                for element in migration.header.dependsOn.value?.elements ?? [] {
                    guard let (message, advice) = problem(of: element, at: node, in: project) else { continue }
                    let namesLabel = element.string.map { isLabel($0, in: project) } ?? false
                    // A label works, so that it may have run; every other form stops Alembic, or changes nothing.
                    let help =
                        namesLabel && project.isPublished(migration)
                        ? "leave it as it is: this migration may have run, and Alembic would skip schema revisions in silence; silence the "
                            + "finding here, and give a new migration `depends_on = \"\(project.schemaHead ?? "<id>")\"`"
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
        let head = project.schemaHead ?? "<id>"
        guard let name = element.string else {
            return ("`depends_on` holds something that is not a string", "write revision ids in quotes, or None")
        }
        switch name {
        case "": return ("`depends_on` holds an empty string", "write None where there is no dependency")
        case "None": return ("`depends_on` names a revision called `None`", "write None without quotes")
        case _ where name.contains("@"):
            return ("`depends_on` takes revision ids, not `\(name)`", "write the id: `depends_on = \"\(head)\"`")
        default: break
        }
        if let root = project.graph.index(declaringLabel: name) {
            return (
                "`depends_on` names the label `\(name)`, which means the revision that declares it, \(project.graph.nodes[root].id)",
                "write the id of the revision that it needs: `depends_on = \"\(head)\"`"
            )
        }
        if project.profile == .orchestrator, name == project.settings.branches.schema {
            return (
                "`depends_on` names the label `\(name)`, which means the first revision of the core",
                "write the id of the revision that it needs: `depends_on = \"\(head)\"`"
            )
        }
        guard let target = project.graph.index(of: name), target != node, isBelow(target, node, in: project) else {
            return nil
        }
        return (
            "`depends_on` names \(name), which lies below this revision on its own branch",
            "write None: what `down_revision` leads to has run before anyway"
        )
    }

    private static func fix(_ element: StaticValue, of migration: Migration, in project: Project) -> Fix? {
        let schema = project.settings.branches.schema
        switch element.string {
        case schema, schema + "@head", schema + "@heads":
            return SchemaDependency.fix(migration, in: project)
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
        project.graph.index(declaringLabel: name) != nil || name == project.settings.branches.schema
    }

    private static func isBelow(_ target: Int, _ node: Int, in project: Project) -> Bool {
        // The core's branch is long and shared; only the project's own lines are followed.
        guard project.migration(at: target) != nil else { return false }
        return project.graph.ancestors(of: [node], by: .down).contains(target)
    }
}
