/// A revision of the core's `schema` branch.
public struct SchemaRevision: Hashable, Sendable {
    /// Its id.
    public let id: String
    /// Its parent; `nil` for the root.
    public let down: String?
    /// The first line of its docstring, without a full stop; empty if it was not read.
    public let message: String

    /// Makes a revision.
    public init(id: String, down: String?, message: String = "") {
        self.id = id
        self.down = down
        self.message = message
    }
}

/// A release of the core, and the heads of its `schema` branch.
public struct CoreRelease: Hashable, Sendable {
    /// The version.
    public let version: PackageVersion
    /// The heads of its `schema` branch, sorted: one, except for three pre-releases with two.
    public let heads: [String]

    /// The head; `nil` if there are several.
    public var head: String? { heads.count == 1 ? heads.first : nil }
}
