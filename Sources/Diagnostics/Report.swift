public import SourceFiles

/// What a run has to say: the contract of the JSON report, version 1, as values.
public struct Report: Sendable {
    /// The program.
    public struct Tool: Hashable, Sendable {
        /// Its name.
        public let name: String
        /// Its version.
        public let version: String

        /// Names the program.
        public init(name: String, version: String) {
            self.name = name
            self.version = version
        }
    }

    /// Which files were linted.
    public struct Snapshot: Hashable, Sendable {
        /// What kind of snapshot it was; the raw values are those of the JSON report.
        public enum Kind: String, Sendable {
            case worktree, index, commit, merge
        }

        /// What kind it was.
        public let kind: Kind
        /// The full id of the commit, for a commit.
        public let commit: String?
        /// What counted as published: a revision as it was named, like `HEAD` or `origin/main`.
        public let base: String?
        /// What it was merged into; a queue of branches is joined by commas.
        public let mergeInto: String?
        /// What was merged into it, for a merge.
        public let merged: Kind?
        /// The files that the merge leaves in conflict and that no rule is about.
        public let conflictsElsewhere: [Path]

        /// Names a snapshot.
        public init(
            kind: Kind,
            commit: String? = nil,
            base: String? = nil,
            mergeInto: String? = nil,
            merged: Kind? = nil,
            conflictsElsewhere: [Path] = []
        ) {
            self.kind = kind
            self.commit = commit
            self.base = base
            self.mergeInto = mergeInto
            self.merged = merged
            self.conflictsElsewhere = conflictsElsewhere
        }
    }

    /// Which release of the core was taken into account.
    public struct Core: Hashable, Sendable {
        /// How it is known; the raw values are those of the JSON report.
        public enum Source: String, Sendable {
            case config, lock, pin, environment, unknown
        }

        /// The name of the package.
        public let package: String
        /// The release, where it is known.
        public let release: String?
        /// Its schema head, where it is known.
        public let head: String?
        /// How it is known.
        public let source: Source
        /// The file that says so.
        public let path: Path?

        /// Whether the project uses it at all; people are told of no other.
        public let isUsed: Bool

        /// Names a core.
        public init(
            package: String,
            release: String? = nil,
            head: String? = nil,
            source: Source,
            path: Path? = nil,
            isUsed: Bool = true
        ) {
            self.isUsed = isUsed
            self.package = package
            self.release = release
            self.head = head
            self.source = source
            self.path = path
        }
    }

    /// A head of the revision graph.
    public struct Head: Hashable, Sendable {
        /// The revision id.
        public let revision: String
        /// The labels that it carries, sorted.
        public let labels: [String]
        /// Whether a `depends_on` reaches it.
        public let isEffective: Bool
        /// The file, where it lies in the repository.
        public let path: Path?

        /// Names a head.
        public init(revision: String, labels: [String], isEffective: Bool, path: Path? = nil) {
            self.revision = revision
            self.labels = labels
            self.isEffective = isEffective
            self.path = path
        }
    }

    /// A rule that was applied, for formats that explain their findings.
    public struct Rule: Hashable, Sendable {
        /// The id.
        public let id: String
        /// What it holds, in one line.
        public let summary: String
        /// Why.
        public let rationale: String
        /// The severity, unless the settings say otherwise.
        public let severity: Severity

        /// Describes a rule.
        public init(id: String, summary: String, rationale: String, severity: Severity) {
            self.id = id
            self.summary = summary
            self.rationale = rationale
            self.severity = severity
        }
    }

    /// A repair that was made.
    public struct Repair: Hashable, Sendable {
        /// The finding that it settled, as it was.
        public let diagnostic: Diagnostic
        /// What was done.
        public let fix: Fix

        /// Names a repair.
        public init(of diagnostic: Diagnostic, by fix: Fix) {
            self.diagnostic = diagnostic
            self.fix = fix
        }
    }

    /// The figures of a run.
    public struct Summary: Hashable, Sendable {
        /// How many errors there are.
        public let errors: Int
        /// How many warnings there are.
        public let warnings: Int
        /// How many infos there are.
        public let infos: Int
        /// How many of the diagnostics carry a fix.
        public let fixable: Int
        /// How many diagnostics a comment or the configuration silenced.
        public let suppressed: Int
        /// How many migrations of the project were read.
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

    /// The program.
    public let tool: Tool
    /// Which files were linted.
    public let snapshot: Snapshot
    /// Which release of the core was taken into account; `nil` for a project without one.
    public let core: Core?
    /// How many revisions the graph has, the core's included.
    public let revisions: Int
    /// The heads of the graph, in the order of Alembic's `heads`.
    public let heads: [Head]
    /// The findings, in the order of ``Diagnostic/isOrderedBefore(_:_:)``.
    public let diagnostics: [Diagnostic]
    /// The questions that could not be answered.
    public let notEvaluated: [NotEvaluated]
    /// The repairs that were made before; `nil` where none were asked for.
    public let repairs: [Repair]?
    /// The rules, sorted by id; those of a finding at least.
    public let rules: [Rule]
    /// The figures.
    public let summary: Summary

    /// Puts a report together.
    public init(
        tool: Tool,
        snapshot: Snapshot,
        core: Core?,
        revisions: Int,
        heads: [Head],
        diagnostics: [Diagnostic],
        notEvaluated: [NotEvaluated],
        repairs: [Repair]? = nil,
        rules: [Rule] = [],
        summary: Summary
    ) {
        self.rules = rules
        self.repairs = repairs
        self.tool = tool
        self.snapshot = snapshot
        self.core = core
        self.revisions = revisions
        self.heads = heads
        self.diagnostics = diagnostics
        self.notEvaluated = notEvaluated
        self.summary = summary
    }
}
