/// The declarations of a migration, read without running Python.
///
/// Contains the four variables after the module was executed from top to bottom, the fields of the docstring, and the
/// comments for `lint`. All ranges are offsets into the bytes of the file.
public struct MigrationHeader: Hashable, Sendable {
    /// The value of `revision`.
    public var revision = Identifier.absent
    /// The value of `down_revision`.
    public var downRevision = Identifier.absent
    /// The value of `branch_labels`.
    public var branchLabels = Identifier.absent
    /// The value of `depends_on`.
    public var dependsOn = Identifier.absent
    /// The fields of Alembic's template in the docstring.
    public var docstring = Docstring()
    /// The comments that suppress findings.
    public var suppressions: [Suppression] = []
    /// The start of the line after the last assignment of a variable, where another one can be added; `nil` if there is
    /// none.
    public var nextLine: LineStart?
    /// Whether a variable has a value of another module, so that the bytes of this file alone do not define it.
    public internal(set) var usesImports = false
    /// The first syntax error; the file was read up to it.
    public var defect: SyntaxDefect?

    /// Makes an empty header.
    public init() {}

    /// An unknown header, like that of a symbolic link.
    public static let unknown: MigrationHeader = {
        var header = MigrationHeader()
        for variable in HeaderVariable.allCases { header[variable] = .unknown(name: 0..<0, statement: 0..<0) }
        return header
    }()

    /// Whether a variable can be known only by running the module.
    var isUnknown: Bool { HeaderVariable.allCases.contains { self[$0].isUnknown } }

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

/// The start of a line, and the line ends of the file.
public struct LineStart: Hashable, Sendable {
    /// The kinds of line ends.
    public enum Ending: String, Sendable {
        case lineFeed = "\n"
        case carriageReturn = "\r"
        case both = "\r\n"
    }

    /// The offset of the first byte of the line.
    public let offset: Int
    /// The line end of the lines before it.
    public let ending: Ending
    /// Whether the line before it is the last of the file, without a line end.
    public let followsUnfinishedLine: Bool
}
