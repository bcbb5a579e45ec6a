public import SourceFiles

/// The report of a run, with the fields of the JSON report, version 1.
///
/// Source: `docs/formats.md`. Fields are added, never changed.
public struct Report: Sendable {
    /// The program.
    public let tool: Tool
    /// The files that were linted.
    public let snapshot: Snapshot
    /// The environments that were linted, sorted by path.
    public let environments: [Environment]
    /// The folders of the environments that were found and not linted, such as an example's; sorted.
    public var passedOver: [Path] = []
    /// The number of environments that are not linted, because the change does not touch them.
    public var untouched = 0
    /// The findings.
    public let findings: Findings
    /// The figures.
    public let summary: Summary

    /// Makes a report of its parts.
    public init(
        tool: Tool, snapshot: Snapshot, environments: [Environment], findings: Findings, summary: Summary
    ) {
        self.tool = tool
        self.snapshot = snapshot
        self.environments = environments
        self.findings = findings
        self.summary = summary
    }

    /// The core of the first environment that is an orchestrator's; `nil` if none is.
    public var core: Core? { environments.lazy.compactMap(\.core).first }
    /// The sum of the environments' graphs, the heads sorted by path, those without a file last.
    public var graph: Graph {
        // By path alone: heads of one file, and those without one, stay in Alembic's order.
        let heads = environments.flatMap(\.graph.heads)
        let inFiles = heads.filter { $0.path != nil }.sorted { ($0.path ?? .root) < ($1.path ?? .root) }
        return Graph(
            revisions: environments.reduce(0) { $0 + $1.graph.revisions },
            heads: inFiles + heads.filter { $0.path == nil })
    }
    /// The findings, in the order of ``Diagnostic/isOrderedBefore(_:_:)``.
    public var diagnostics: [Diagnostic] { findings.diagnostics }
    /// The checks that could not be evaluated.
    public var notEvaluated: [NotEvaluated] { findings.notEvaluated }
    /// The fixes that were made; `nil` if none were asked for.
    public var applied: [AppliedFix]? { findings.applied }
}

extension Report {
    /// The program, and its rules.
    public struct Tool: Sendable {
        /// The name.
        public let name: String
        /// The version.
        public let version: String
        /// The rules, sorted by id: at least those of the findings.
        public let rules: [Rule]

        /// Names the program.
        public init(name: String, version: String, rules: [Rule] = []) {
            self.name = name
            self.version = version
            self.rules = rules
        }
    }

    /// A rule, for formats that explain their findings.
    public struct Rule: Hashable, Sendable {
        /// The id.
        public let id: String
        /// What the rule checks, in one line.
        public let summary: String
        /// What breaks otherwise, and how to avoid it.
        public let rationale: String
        /// The default severity.
        public let severity: Severity

        /// Describes a rule.
        public init(id: String, summary: String, rationale: String, severity: Severity) {
            self.id = id
            self.summary = summary
            self.rationale = rationale
            self.severity = severity
        }
    }

    /// The findings, the checks that could not be evaluated, and the fixes that were made.
    public struct Findings: Sendable {
        /// The findings, in the order of ``Diagnostic/isOrderedBefore(_:_:)``.
        public let diagnostics: [Diagnostic]
        /// The checks that could not be evaluated.
        public let notEvaluated: [NotEvaluated]
        /// The fixes that were made; `nil` if none were asked for.
        public let applied: [AppliedFix]?

        /// Makes findings of their parts.
        public init(diagnostics: [Diagnostic], notEvaluated: [NotEvaluated], applied: [AppliedFix]? = nil) {
            self.diagnostics = diagnostics
            self.notEvaluated = notEvaluated
            self.applied = applied
        }
    }

    /// The figures of a run.
    public struct Summary: Hashable, Sendable {
        /// The number of errors.
        public let errors: Int
        /// The number of warnings.
        public let warnings: Int
        /// The number of infos.
        public let infos: Int
        /// The number of diagnostics with a fix.
        public let fixable: Int
        /// The number of findings that a comment or the settings suppress.
        public let suppressed: Int
        /// The number of migrations of the project.
        public let migrations: Int

        /// Counts `diagnostics`.
        public init(of diagnostics: [Diagnostic], suppressed: Int, migrations: Int) {
            errors = diagnostics.count { $0.severity == .error }
            warnings = diagnostics.count { $0.severity == .warning }
            infos = diagnostics.count { $0.severity == .info }
            fixable = diagnostics.count { $0.fix != nil }
            self.suppressed = suppressed
            self.migrations = migrations
        }
    }
}
