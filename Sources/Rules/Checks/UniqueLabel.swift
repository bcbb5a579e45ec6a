internal import Alembic
internal import Diagnostics
internal import ProjectModel
internal import SourceFiles

/// `unique-label`: every branch label is declared once, is not a label of the core and is not a revision id.
enum UniqueLabel: Rule {
    static let metadata = RuleMetadata(
        id: "unique-label",
        severity: .error,
        scope: .alembic,
        documentation: RuleDocumentation(
            summary: "Every branch label is declared once, is not a label of the core and is not a revision id.",
            rationale: """
                Alembic keeps branch labels and revision ids in one table and refuses to load a graph in which a name \
                occurs twice: `Branch name 'data' in revision … already used by revision …`. Declare a label once, at \
                the root of its branch: all descendants of the root have it, too.
                """),
        examples: RuleExamples(
            good: [
                RuleExample(
                    "a label declared at the root")
            ],
            bad: [
                RuleExample(
                    "a label declared twice",
                    [
                        .migration(
                            "a1_x.py",
                            """
                            revision = "a1"
                            down_revision = "9cbc348cc1dc"
                            branch_labels = «"data"»

                            """)
                    ]),
                RuleExample(
                    "the label of the core",
                    [
                        .migration(
                            "a1_x.py",
                            """
                            revision = "a1"
                            down_revision = "9cbc348cc1dc"
                            branch_labels = («"schema"»,)

                            """)
                    ]),
                RuleExample(
                    "a revision id as a label",
                    [
                        .migration(
                            "a1_x.py",
                            """
                            revision = "a1"
                            down_revision = "9cbc348cc1dc"
                            branch_labels = «"9cbc348cc1dc"»

                            """)
                    ]),
            ])
    )

    private struct Declaration {
        let node: Int
        let migration: Migration
        let location: Location
    }

    static func check(_ project: Project, _ findings: inout Findings) {
        var declarations: [String: [Declaration]] = [:]
        for node in project.revisions.ownNodes {
            for migration in project.revisions.migrations(at: node) {
                for element in migration.header.branchLabels.value?.elements ?? [] {
                    guard let label = element.string else { continue }
                    let location = Location(migration.path, element.range)
                    declarations[label, default: []].append(
                        Declaration(node: node, migration: migration, location: location))
                }
            }
        }
        for (label, places) in declarations { check(label, places, in: project, &findings) }
    }

    private static func check(_ label: String, _ places: [Declaration], in project: Project, _ findings: inout Findings)
    {
        if let node = project.revisions.graph.index(of: label) {
            for place in places {
                findings.report(
                    "the label `\(label)` is also a revision id", at: place.location, revision: place.migration.id,
                    help: "choose another label: Alembic keeps labels and revision ids in one table",
                    notes: [
                        Note(
                            "revision \(label)",
                            at: project.revisions.migration(at: node).map {
                                Location($0.path, $0.header.revision.range)
                            })
                    ])
            }
        }
        if isOfPackage(label, in: project) {
            for place in places {
                findings.report(
                    "the label `\(label)` belongs to \(project.core.package)", at: place.location,
                    revision: place.migration.id,
                    help: "use the label of the project's branch, `\(project.settings.branches.data)`")
            }
            return
        }
        // Two files with the same id are a duplicate revision, not a duplicate label.
        guard Set(places.map(\.node)).count > 1 else { return }
        let sorted = places.sorted { isBefore($0.node, $1.node, in: project) }
        for place in sorted.dropFirst() {
            findings.report(
                "the label `\(label)` is declared in more than one revision", at: place.location,
                revision: place.migration.id,
                help: "set `branch_labels = None` here: all descendants of the root have its label",
                notes: [Note("`\(label)` is also declared here", at: sorted[0].location)])
        }
    }

    private static func isOfPackage(_ label: String, in project: Project) -> Bool {
        if let node = project.revisions.graph.index(declaringLabel: label),
            project.revisions.graph.declarations.indices.contains(where: {
                project.revisions.graph.declarations[$0].origin == .package
                    && project.revisions.graph.declarations[$0].labels.contains(label)
            })
        {
            return project.revisions.migration(at: node) == nil || project.profile == .orchestrator
        }
        return project.profile == .orchestrator && label == project.settings.branches.schema
    }

    /// The declaration that keeps the label comes first: a published one, else one at a root, else the first by id.
    private static func isBefore(_ left: Int, _ right: Int, in project: Project) -> Bool {
        let (first, second) = (project.revisions.graph.nodes[left], project.revisions.graph.nodes[right])
        let isPublished = project.deployment.published.contains(first.id)
        if isPublished != project.deployment.published.contains(second.id) { return isPublished }
        if first.isBase != second.isBase { return first.isBase }
        return first.id < second.id
    }
}
