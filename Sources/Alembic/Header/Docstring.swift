public import SourceFiles

/// The docstring of a migration, as far as Alembic's template writes it.
public struct Docstring: Hashable, Sendable {
    /// A line of the form `Name: value`.
    public struct Field: Hashable, Sendable {
        /// The value without the blanks around it.
        public let text: String
        /// The range of the value; empty, behind the colon, where there is none.
        public let range: ByteRange
    }

    /// The whole literal, quotes included.
    public var range: ByteRange?
    /// The first line that is neither empty nor a field: the message of the revision.
    public var title = ""
    /// The line `Revision ID:`.
    public var revisionID: Field?
    /// The line `Revises:`.
    public var revises: Field?
    /// The line `Create Date:`.
    public var createDate: Field?

    init() {}
}
