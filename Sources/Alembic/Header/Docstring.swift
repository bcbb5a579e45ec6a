public import SourceFiles

/// The docstring of a migration, with the fields of Alembic's template.
public struct Docstring: Hashable, Sendable {
    /// A line of the form `Name: value`.
    public struct Field: Hashable, Sendable {
        /// The value without the white space around it.
        public let text: String
        /// The range of the value; empty, after the colon, if there is none.
        public let range: ByteRange
    }

    /// The range of the whole literal, with its quotes.
    public var range: ByteRange?
    /// The first line that is neither empty nor a field, which is the message of the revision.
    public var title = ""
    /// The line `Revision ID:`.
    public var revisionID: Field?
    /// The line `Revises:`.
    public var revises: Field?
    /// The line `Create Date:`.
    public var createDate: Field?

    init() {}
}
