public import Diagnostics
public import SourceFiles

/// The settings of a run: `rules.json`, decoded.
public struct Settings: Sendable {
    /// Which rules apply.
    public enum Profile: String, Sendable, CaseIterable {
        /// What the project turns out to be.
        case auto
        /// A Workflow Orchestrator project.
        case orchestrator
        /// Any Alembic project: the rules that are true of every one.
        case alembic
    }

    /// Where the folders of the source folder are, relative to it.
    public struct Layout: Sendable, Hashable {
        /// The migrations; `migrations/versions/schema`.
        public var migrations: Path
        /// The product blocks.
        public var productBlocks: Path
        /// The product types.
        public var productTypes: Path
        /// The translations.
        public var translations: Path
        /// The workflows.
        public var workflows: Path

        /// All of them, in the order of the reference document.
        public var folders: [Path] { [migrations, productBlocks, productTypes, translations, workflows] }
    }

    /// The labels of the two branches.
    public struct Branches: Sendable, Hashable {
        /// The core's branch.
        public var schema: String
        /// The project's own branch.
        public var data: String
    }

    /// The package that brings the schema branch.
    public struct Core: Sendable, Hashable {
        /// Its name.
        public var package: String
        /// A folder that holds its migrations.
        public var versions: Path?
        /// The id of its schema head.
        public var head: String?
    }

    /// Revisions of other packages that migrations may name.
    public struct External: Sendable, Hashable {
        /// Folders of the repository that hold migrations of other packages.
        public var folders: [Path]
        /// Ids.
        public var revisions: [String]
    }

    /// Findings that are left out.
    public struct Ignore: Sendable, Hashable {
        /// Which files: a path, or a pattern with `*`, `**` and `?`.
        public var path: String
        /// Which rules.
        public var rules: [String]
        /// Why.
        public var reason: String
    }

    /// Which rules apply.
    public var profile: Profile
    /// What counts as published; `nil` to find out.
    public var base: String?
    /// The configuration files of Alembic; empty to find them.
    public var configs: [Path]
    /// Where the folders are.
    public var layout: Layout
    /// The labels.
    public var branches: Branches
    /// The package that brings the schema branch.
    public var core: Core
    /// Revisions of other packages.
    public var external: External
    /// The severity of each rule that is on.
    public var severities: [String: Severity]
    /// Findings that are left out.
    public var ignores: [Ignore]
}
