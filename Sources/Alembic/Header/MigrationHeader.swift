public import SourceFiles

/// What a migration declares of itself, read without running Python.
///
/// Shape: the four identifiers as they stand after the module has run from top to bottom, the docstring's own account of them, and what
/// the file says to `lint`. All ranges are offsets into the file's bytes.
public struct MigrationHeader: Hashable, Sendable {
    /// The value of `revision`.
    public var revision = Identifier.absent
    /// The value of `down_revision`.
    public var downRevision = Identifier.absent
    /// The value of `branch_labels`.
    public var branchLabels = Identifier.absent
    /// The value of `depends_on`.
    public var dependsOn = Identifier.absent
    /// What the docstring says.
    public var docstring = Docstring()
    /// The comments that silence a rule.
    public var suppressions: [Suppression] = []
    /// Where a line that assigns another identifier can be added: below the last one that does; `nil` where there is none.
    public var nextLine: LineStart?
    /// Why the file could not be read to its end; what stands before that place was read.
    public var defect: SyntaxDefect?

    /// An empty header: nothing is declared.
    public init() {}

    /// A header of which nothing is known, as of a file that is a symbolic link.
    public static let unknown: MigrationHeader = {
        var header = MigrationHeader()
        let unknown = Identifier.unknown(name: 0..<0, statement: 0..<0)
        (header.revision, header.downRevision, header.branchLabels, header.dependsOn) = (
            unknown, unknown, unknown, unknown
        )
        return header
    }()
}

/// Where a line begins, and how the file ends its lines.
public struct LineStart: Hashable, Sendable {
    /// How a line ends.
    public enum Ending: String, Sendable {
        case lineFeed = "\n"
        case carriageReturn = "\r"
        case both = "\r\n"
    }

    /// The offset of the line's first byte.
    public let offset: Int
    /// How the lines before it end.
    public let ending: Ending
    /// Whether the line before it is the last of the file and lacks its end.
    public let followsUnfinishedLine: Bool
}

/// One of the four identifiers of a migration.
public enum Identifier: Hashable, Sendable {
    /// Never assigned.
    case absent
    /// Assigned a value that is statically known.
    case known(StaticValue, name: ByteRange)
    /// Assigned in a way that only running the module would tell.
    case unknown(name: ByteRange, statement: ByteRange)

    /// The value, where it is known.
    public var value: StaticValue? {
        if case .known(let value, _) = self { value } else { nil }
    }

    /// Whether only running the module would tell the value.
    public var isUnknown: Bool {
        if case .unknown = self { true } else { false }
    }

    /// Whether it is assigned at all.
    public var isAbsent: Bool { self == .absent }

    /// Where the name stands that is assigned.
    public var nameRange: ByteRange? {
        switch self {
        case .absent: nil
        case .known(_, let name), .unknown(let name, _): name
        }
    }

    /// The best place to point at: the value, or the statement that hides it.
    public var range: ByteRange? {
        switch self {
        case .absent: nil
        case .known(let value, _): value.range
        case .unknown(_, let statement): statement
        }
    }
}

/// What a docstring says of the revision, in the lines that Alembic's template writes.
public struct Docstring: Hashable, Sendable {
    /// A line of the form `Name: value`.
    public struct Field: Hashable, Sendable {
        /// The value, without the blanks around it.
        public let text: String
        /// Where the value stands; empty behind the colon where there is none.
        public let range: ByteRange
    }

    /// The whole literal, quotes included.
    public var range: ByteRange?
    /// The first line that says something: the message of the revision.
    public var title = ""
    /// The line `Revision ID:`.
    public var revisionID: Field?
    /// The line `Revises:`.
    public var revises: Field?
    /// The line `Create Date:`.
    public var createDate: Field?

    init() {}
}

/// A comment `# lint: ignore[rule, …] reason`.
public struct Suppression: Hashable, Sendable {
    /// Which findings it speaks of.
    public enum Scope: Hashable, Sendable {
        /// All of the file: the comment stands on a line of its own, above the code.
        case file
        /// Those that touch this range: the line that it stands on.
        case line(ByteRange)
    }

    /// A rule that it names.
    public struct Name: Hashable, Sendable {
        /// The id, as written.
        public let rule: String
        /// Where it stands.
        public let range: ByteRange
    }

    /// Which findings it speaks of.
    public let scope: Scope
    /// The rules that it names.
    public let rules: [Name]
    /// Why; empty where nothing is said.
    public let reason: String
    /// Where the comment stands.
    public let range: ByteRange

    /// Whether it is a comment to `lint` that could not be understood: no `ignore[…]`.
    public var isMalformed: Bool { rules.isEmpty }
}
