internal import Alembic
internal import Diagnostics
public import ProjectModel
public import SourceFiles

/// Runs a rule on its examples, for `lint explain`, the documentation and the tests.
public enum ExampleRunner {
    /// Runs `rule` on `example`.
    public static func outcome(of rule: any Rule.Type, on example: RuleExample) throws -> Engine.Result {
        try outcome(of: rule, on: example, in: example.tree)
    }

    /// Runs `rule` on the files of `tree`, a variant of those of `example`; `published` replaces its base.
    ///
    /// `unused-suppression` runs with all other rules, because its input is what they find.
    public static func outcome(
        of rule: any Rule.Type,
        on example: RuleExample = .unchanged,
        in tree: any FileTree,
        published: (any FileTree)? = nil
    ) throws -> Engine.Result {
        let project = try project(example, in: tree, published: published)
        let all = rule.metadata.id == UnusedSuppression.metadata.id
        var outcome = Engine.run(all ? RuleRegistry.rules : [rule], on: project)
        outcome.diagnostics.removeAll { $0.rule != rule.metadata.id }
        return outcome
    }

    /// Reads `tree` as a Workflow Orchestrator project.
    ///
    /// `example` gives the state of the repository, the conflicts and the disk, and the base unless `published` does.
    public static func project(
        _ example: RuleExample = .unchanged,
        in tree: any FileTree,
        published: (any FileTree)? = nil
    ) throws(SnapshotError) -> Project {
        var settings = RuleRegistry.settingsFile.standard
        settings.profile = .orchestrator
        let isCommitted = example.repository == .committed
        let conflicts = example.conflicts.map {
            Change.Conflict(path: Path(stringLiteral: $0.path), reason: $0.reason)
        }
        let snapshot = LintedSnapshot(
            tree, repository: example.repository,
            merge: conflicts.isEmpty ? nil : LintedSnapshot.Merge(sides: [], conflicts: conflicts),
            disk: { () throws(SnapshotError) in example.disk })
        let base = DeployedTrees.Commit(name: "HEAD", tree: published ?? example.publishedTree, settings: settings)
        let reader = ProjectReader(
            snapshot, settings: FolderSettings(settings), deployed: DeployedTrees(base: isCommitted ? base : nil))
        let configs = try ProjectReader.environments(in: tree, folder: .root, root: nil, settings: settings)
            .environments
        return try reader.projects(configs, folder: .root)[0]
    }
}
