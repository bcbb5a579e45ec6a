extension RevisionGraph {
    /// Whether Alembic loads the graph: no revision that it names is missing, and there is no cycle.
    ///
    /// `elsewhere` are the ids of revisions that other packages declare.
    public func isLoadable(besides elsewhere: Set<String>) -> Bool {
        nodes.allSatisfy { $0.missing.allSatisfy(elsewhere.contains) } && cycles(by: .downAndDependencies).isEmpty
    }
}
