public import Diagnostics
public import ProjectModel
public import Rules

/// The projects of a snapshot, and the findings of the rules in them.
public struct LintedState: Sendable {
    /// The projects.
    public let projects: [Project]
    /// The outcome of the rules on each project.
    public let outcomes: [Engine.Result]

    /// Applies `rules` to `projects`.
    public init(_ projects: [Project], _ rules: [any Rule.Type]) {
        self.init(projects: projects, outcomes: projects.map { Engine.run(rules, on: $0) })
    }

    /// Makes a state of its parts.
    init(projects: [Project], outcomes: [Engine.Result]) {
        self.projects = projects
        self.outcomes = outcomes
    }

    /// The findings of all projects; a finding about a file that two projects share is contained twice.
    public var diagnostics: [Diagnostic] { outcomes.flatMap(\.diagnostics) }

    /// The positions of the projects with a finding that turns on what Git's history says.
    public var questions: [Int] { outcomes.indices.filter { outcomes[$0].turnsOnHistory } }

    /// The number of checks that could not be evaluated.
    var notEvaluatedCount: Int { outcomes.reduce(0) { $0 + $1.notEvaluated.count } }
}
