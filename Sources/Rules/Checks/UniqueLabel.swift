internal import Alembic
internal import Diagnostics
internal import SourceFiles

/// `unique-label`: a label is declared once, is not the core's, and is not a revision id.
enum UniqueLabel: Rule {
    static let metadata = RuleMetadata(
        id: "unique-label",
        summary: "A label is declared once, is not the core's, and is not a revision id.",
        rationale: """
            Alembic keeps labels and ids in one table and refuses to load a graph in which a name is there twice: \
            `Branch name 'data' in revision … already used by revision …`. A label is declared once, at the root; what follows carries it.
            """,
        severity: .error,
        scope: .alembic,
        good: [RuleExample("declared at the root")],
        bad: [
            RuleExample(
                "declared again",
                [
                    (
                        RuleExample.folder + "a1_x.py",
                        "revision = \"a1\"\ndown_revision = \"9cbc348cc1dc\"\nbranch_labels = «\"data\"»\n"
                    )
                ]),
            RuleExample(
                "the core's label",
                [
                    (
                        RuleExample.folder + "a1_x.py",
                        "revision = \"a1\"\ndown_revision = \"9cbc348cc1dc\"\nbranch_labels = («\"schema\"»,)\n"
                    )
                ]),
            RuleExample(
                "a revision id",
                [
                    (
                        RuleExample.folder + "a1_x.py",
                        "revision = \"a1\"\ndown_revision = \"9cbc348cc1dc\"\nbranch_labels = «\"9cbc348cc1dc\"»\n"
                    )
                ]),
        ]
    )

    private struct Declaration {
        let node: Int
        let migration: Migration
        let location: Location
    }

    static func check(_ project: Project, _ findings: inout Findings) {
        var declarations: [String: [Declaration]] = [:]
        for node in project.ownNodes {
            for migration in project.migrations(at: node) {
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
        if let node = project.graph.index(of: label) {
            for place in places {
                findings.report(
                    "the label `\(label)` is a revision id, too", at: place.location, revision: place.migration.id,
                    help: "give the branch another label: Alembic keeps labels and ids in one table",
                    notes: [
                        Note(
                            "revision \(label)",
                            at: project.migration(at: node).map { Location($0.path, $0.header.revision.range) })
                    ])
            }
        }
        if isOfPackage(label, in: project) {
            for place in places {
                findings.report(
                    "the label `\(label)` belongs to \(project.settings.core.package)", at: place.location,
                    revision: place.migration.id,
                    help: "the project's own branch is called `\(project.settings.branches.data)`")
            }
            return
        }
        // The same file declared twice is a duplicate id, not a duplicate label.
        guard Set(places.map(\.node)).count > 1 else { return }
        let sorted = places.sorted { isBefore($0.node, $1.node, in: project) }
        for place in sorted.dropFirst() {
            findings.report(
                "the label `\(label)` is declared in more than one revision", at: place.location,
                revision: place.migration.id,
                help: "declare it once, at the root: what follows carries it; write `branch_labels = None` here",
                notes: [Note("`\(label)` is declared here, too", at: sorted[0].location)])
        }
    }

    private static func isOfPackage(_ label: String, in project: Project) -> Bool {
        if let node = project.graph.index(declaringLabel: label),
            project.graph.declarations.indices.contains(where: {
                project.graph.declarations[$0].origin == .package
                    && project.graph.declarations[$0].labels.contains(label)
            })
        {
            return project.migration(at: node) == nil || project.profile == .orchestrator
        }
        return project.profile == .orchestrator && label == project.settings.branches.schema
    }

    /// What is published stays as it is, and a root is where a label belongs; else the order of the ids decides.
    private static func isBefore(_ left: Int, _ right: Int, in project: Project) -> Bool {
        let (first, second) = (project.graph.nodes[left], project.graph.nodes[right])
        let isPublished = project.published.contains(first.id)
        if isPublished != project.published.contains(second.id) { return isPublished }
        if first.isBase != second.isBase { return first.isBase }
        return first.id < second.id
    }
}
