/// A revision as a file, or a released package, declares it.
public struct RevisionDeclaration: Hashable, Sendable {
    /// Who brings the revision.
    public enum Origin: Hashable, Sendable {
        /// A migration of the project, by its index there.
        case project(Int)
        /// A revision of another package, the core's above all.
        case package
    }

    /// The revision id.
    public let id: String
    /// What `down_revision` names, duplicates dropped.
    public let downRevisions: [String]
    /// What `depends_on` names, as written: ids or labels.
    public let dependencies: [String]
    /// What `branch_labels` declares.
    public let labels: [String]
    /// Who brings it.
    public let origin: Origin
    /// Whether all of its edges are statically known.
    public let isComplete: Bool

    /// Declares a revision.
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

    /// Reads a declaration out of a header; `nil` where the id is missing, not a string or not statically known.
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
