internal import Diagnostics
public import SourceFiles

/// Runs a rule on its examples: for `lint explain`, for the documentation, and for the tests.
public enum ExampleRunner {
    /// What `rule` says to `example`; `unused-suppression` is run with all the others, since it is about what they find.
    public static func outcome(of rule: any Rule.Type, on example: RuleExample) throws -> Engine.Outcome {
        try outcome(of: rule, on: example, in: example.tree)
    }

    /// What `rule` says to the files of `tree`, a variant of those of `example`; `published` takes the place of its base.
    public static func outcome(
        of rule: any Rule.Type,
        on example: RuleExample = .unchanged,
        in tree: any FileTree,
        published: (any FileTree)? = nil
    ) throws -> Engine.Outcome {
        let project = try project(example, in: tree, published: published)
        let all = rule.metadata.id == UnusedSuppression.metadata.id
        var outcome = Engine.run(all ? RuleRegistry.rules : [rule], on: project)
        outcome.diagnostics.removeAll { $0.rule != rule.metadata.id }
        return outcome
    }

    /// The project that `tree` holds, as a Workflow Orchestrator project: `example` tells what is around it, unless `published` is the base.
    public static func project(
        _ example: RuleExample = .unchanged,
        in tree: any FileTree,
        published: (any FileTree)? = nil
    ) throws(SnapshotError) -> Project {
        var settings = SettingsFile.standard
        settings.profile = .orchestrator
        let isCommitted = example.repository == .committed
        let conflicts = example.conflicts.map {
            Project.Conflict(path: Path(stringLiteral: $0.path), reason: $0.reason)
        }
        let loader = ProjectLoader(
            from: tree,
            base: isCommitted
                ? ProjectLoader.Base(name: "HEAD", tree: published ?? example.publishedTree, settings: settings) : nil,
            merge: conflicts.isEmpty ? nil : ProjectLoader.Merge(sides: [], conflicts: conflicts),
            disk: { () throws(SnapshotError) in example.disk }, repository: example.repository, root: nil,
            settings: settings)
        let configs = try ProjectLoader.configurations(in: tree, folder: .root, root: nil, settings: settings)
        return try loader.projects(configs, folder: .root)[0]
    }
}
