public import SourceFiles

/// What the settings say about the core: `core` of `rules.json`.
public struct CoreSettings: Hashable, Sendable {
    /// The name of the package.
    public let package: String
    /// The folder in the snapshot that holds the migrations of the `schema` branch.
    public let versions: Path?
    /// The id of the schema head.
    public let head: String?
    /// Whether the profile says that there is a core, so that finding none is an open question.
    public let isExpected: Bool

    /// Makes settings; the defaults are those of a project that has none.
    public init(
        package: String = Catalogue.package,
        versions: Path? = nil,
        head: String? = nil,
        isExpected: Bool = false
    ) {
        self.package = package
        self.versions = versions
        self.head = head
        self.isExpected = isExpected
    }
}
