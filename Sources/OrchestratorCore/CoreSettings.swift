public import SourceFiles

/// The settings of the core: `core` of `rules.json`.
public struct CoreSettings: Hashable, Sendable {
    /// The name of the package.
    public let package: String
    /// The folder of the snapshot that contains the migrations of the `schema` branch.
    public let versions: Path?
    /// The id of the schema head.
    public let head: String?
    /// Whether the profile expects a core, so that its absence is an unknown core.
    public let isExpected: Bool

    /// Makes settings; the defaults are those of a project without settings.
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
