/// A revision as declared by a migration or a package.
public struct RevisionDeclaration: Hashable, Sendable {
    /// The source of a declaration.
    public enum Origin: Hashable, Sendable {
        /// A migration of the project, by its index.
        case project(Int)
        /// A revision of another package, usually the core.
        case package
    }

    /// The revision id.
    public let id: String
    /// The ids in `down_revision`, without duplicates.
    public let downRevisions: [String]
    /// The names in `depends_on`: ids or labels.
    public let dependencies: [String]
    /// The labels in `branch_labels`.
    public let labels: [String]
    /// The source of the declaration.
    public let origin: Origin
    /// Whether all of its edges are static.
    public let isComplete: Bool

    /// Makes a declaration.
    public init(
        id: String,
        downRevisions: [String] = [],
        dependencies: [String] = [],
        labels: [String] = [],
        origin: Origin = .package,
        isComplete: Bool = true
    ) {
        self.id = id
        self.downRevisions = downRevisions
        self.dependencies = dependencies
        self.labels = labels
        self.origin = origin
        self.isComplete = isComplete
    }

    /// Reads a declaration from a header; `nil` if the id is not a static string.
    public init?(_ header: MigrationHeader, origin: Origin) {
        guard let id = header.revision.value?.string else { return nil }
        self.init(
            id: id,
            downRevisions: Self.strings(header.downRevision),
            dependencies: Self.strings(header.dependsOn),
            labels: Self.strings(header.branchLabels),
            origin: origin,
            isComplete: !header.downRevision.isUnknown && !header.dependsOn.isUnknown
        )
    }

    private static func strings(_ identifier: Identifier) -> [String] {
        var strings: [String] = []
        for element in identifier.value?.elements ?? [] {
            if let text = element.string, !strings.contains(text) { strings.append(text) }
        }
        return strings
    }
}
