/// The files that a request is about, and the settings for them.
public struct SnapshotRequest: Sendable {
    /// The folder that the run starts in; `nil` for the current one.
    public var directory: String?
    /// Whether the index is linted.
    public var isStaged = false
    /// The commit that is linted; `nil` for the working tree or the index.
    public var commit: String?
    /// The revisions that the snapshot is merged into, one after another.
    public var mergeInto: [String] = []
    /// A file of settings that takes the place of `rules.json`.
    public var config: String?

    /// The working tree of the current folder.
    public init() {}
}

/// What the snapshot is compared with.
public struct ComparisonRequest: Sendable {
    /// The base; `nil` to find it.
    public var base: String?
    /// The revisions whose states databases may have.
    public var deployed: [String] = []

    /// The base that is found, and no other state.
    public init() {}
}
