internal import Diagnostics
public import SourceFiles

/// Runs a rule on its examples: for `lint explain`, for the documentation, and for the tests.
public enum ExampleRunner {
    /// What `rule` says to `example`; `unused-suppression` is run with all the others, since it is about what they find.
    public static func outcome(of rule: any Rule.Type, on example: RuleExample) throws -> Engine.Outcome {
        try outcome(of: rule, in: example.tree, published: example.publishedTree, repository: example.repository)
    }

    /// What `rule` says to the files of `tree`, with `published` as the base.
    public static func outcome(
        of rule: any Rule.Type,
        in tree: MemoryTree,
        published: MemoryTree,
        repository: RepositoryState
    ) throws -> Engine.Outcome {
        let project = try project(in: tree, published: published, repository: repository)
        let all = rule.metadata.id == UnusedSuppression.metadata.id
        var outcome = Engine.run(all ? RuleRegistry.rules : [rule], on: project)
        outcome.diagnostics.removeAll { $0.rule != rule.metadata.id }
        return outcome
    }

    /// The project that `tree` holds, as a Workflow Orchestrator project.
    public static func project(
        in tree: MemoryTree,
        published: MemoryTree,
        repository: RepositoryState
    ) throws(SnapshotError) -> Project {
        var settings = SettingsFile.standard
        settings.profile = .orchestrator
        let base = repository == .committed ? ProjectLoader.Base(name: "HEAD", tree: published) : nil
        let loader = ProjectLoader(from: tree, base: base, repository: repository, root: nil, settings: settings)
        let configs = try ProjectLoader.configurations(in: tree, folder: .root, root: nil, settings: settings)
        return try loader.projects(configs, folder: .root)[0]
    }
}
