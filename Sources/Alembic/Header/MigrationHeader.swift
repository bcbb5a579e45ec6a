/// What a migration declares, read without running Python.
///
/// Contains the four variables as they are after the module has run from top to bottom, what the docstring says of them, and the comments
/// for `lint`. All ranges are offsets into the bytes of the file.
public struct MigrationHeader: Hashable, Sendable {
    /// The value of `revision`.
    public var revision = Identifier.absent
    /// The value of `down_revision`.
    public var downRevision = Identifier.absent
    /// The value of `branch_labels`.
    public var branchLabels = Identifier.absent
    /// The value of `depends_on`.
    public var dependsOn = Identifier.absent
    /// The lines of the docstring that Alembic's template writes.
    public var docstring = Docstring()
    /// The comments that silence a rule.
    public var suppressions: [Suppression] = []
    /// The start of the line below the last assignment of a variable, where another one can be added; `nil` where there is none.
    public var nextLine: LineStart?
    /// The first syntax error; only what is before it was read.
    public var defect: SyntaxDefect?

    /// Makes a header that declares nothing.
    public init() {}

    /// A header of which nothing is known, as of a file that is a symbolic link.
    public static let unknown: MigrationHeader = {
        var header = MigrationHeader()
        for variable in HeaderVariable.allCases { header[variable] = .unknown(name: 0..<0, statement: 0..<0) }
        return header
    }()

    /// The value of a variable.
    public subscript(variable: HeaderVariable) -> Identifier {
        get {
            switch variable {
            case .revision: revision
            case .downRevision: downRevision
            case .branchLabels: branchLabels
            case .dependsOn: dependsOn
            }
        }
        set {
            switch variable {
            case .revision: revision = newValue
            case .downRevision: downRevision = newValue
            case .branchLabels: branchLabels = newValue
            case .dependsOn: dependsOn = newValue
            }
        }
    }
}

/// The start of a line, and how the file ends its lines.
public struct LineStart: Hashable, Sendable {
    /// How a line ends.
    public enum Ending: String, Sendable {
        case lineFeed = "\n"
        case carriageReturn = "\r"
        case both = "\r\n"
    }

    /// The offset of the first byte of the line.
    public let offset: Int
    /// How the lines before it end.
    public let ending: Ending
    /// Whether the line before it is the last one of the file and has no line end.
    public let followsUnfinishedLine: Bool
}
