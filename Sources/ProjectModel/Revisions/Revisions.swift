public import Alembic
public import SourceFiles

/// The migrations of a project and their revision graph: the facet of the graph rules.
public struct Revisions: Sendable {
    /// Alembic's folders; `nil` if the project has no configuration of Alembic.
    public let scripts: ScriptDirectory?
    /// The project's migrations, in the order in which Alembic loads them.
    public let migrations: [Migration]
    /// Migrations that Alembic does not load, sorted by path.
    public let misplaced: [Migration]
    /// The revision graph: the project's migrations, those of external folders and the core's.
    public let graph: RevisionGraph
    /// The labels of the graph's revisions.
    public let labels: BranchLabels
    /// The Python file that makes Alembic load migrations of installed packages, which may declare the revisions that
    /// are missing here; `nil` if no revision is missing.
    public internal(set) var packageLoader: Path?
    /// The nodes of the graph that migrations of the project declare.
    public let ownNodes: [Int]

    init(_ scripts: ScriptDirectory?, _ migrations: [Migration], misplaced: [Migration], graph: RevisionGraph) {
        self.scripts = scripts
        self.migrations = migrations
        self.misplaced = misplaced
        self.graph = graph
        labels = BranchLabels(of: graph)
        ownNodes = graph.nodes.indices.filter { node in
            graph.nodes[node].declarations.contains { graph.declarations[$0].origin != .package }
        }
    }

    /// The revision id of a node.
    public func id(of node: Int) -> String { graph.nodes[node].id }

    /// The migration that declares a node of the graph; `nil` if only a package declares it.
    public func migration(at node: Int) -> Migration? {
        migrations(at: node).last
    }

    /// The migrations that declare a node; more than one if the id is declared twice.
    public func migrations(at node: Int) -> [Migration] {
        graph.nodes[node].declarations.compactMap { declaration in
            if case .project(let index) = graph.declarations[declaration].origin { migrations[index] } else { nil }
        }
    }

    /// The name of a migration in a message: its id, or the name of its file.
    public func name(of migration: Migration) -> String {
        migration.id ?? migration.path.nameText
    }
}
