public import SourceFiles

/// The value of a ``HeaderVariable``, and its place.
public enum Identifier: Hashable, Sendable {
    /// The variable is never assigned.
    case absent
    /// The value is known without running Python.
    case known(StaticValue, name: ByteRange)
    /// The variable is assigned, and its value can be known only by running the module.
    case unknown(name: ByteRange, statement: ByteRange)

    /// The value; `nil` if it is unknown.
    public var value: StaticValue? {
        if case .known(let value, _) = self { value } else { nil }
    }

    /// Whether the value can be known only by running the module.
    public var isUnknown: Bool {
        if case .unknown = self { true } else { false }
    }

    /// Whether the variable is never assigned.
    public var isAbsent: Bool { self == .absent }

    /// The range of the assigned name.
    public var nameRange: ByteRange? {
        switch self {
        case .absent: nil
        case .known(_, let name), .unknown(let name, _): name
        }
    }

    /// The range to report: that of the value, or of the statement that makes it unknown.
    public var range: ByteRange? {
        switch self {
        case .absent: nil
        case .known(let value, _): value.range
        case .unknown(_, let statement): statement
        }
    }
}

extension Identifier {
    /// The strings of the value: ids of revisions, or labels.
    public var names: [String] { value?.elements.compactMap(\.string) ?? [] }

    /// The ``names`` as Python writes them: `None`, a string, or a tuple of strings.
    public var literal: String {
        let quoted = names.map { "\"\($0)\"" }
        return quoted.isEmpty ? "None" : quoted.count == 1 ? quoted[0] : "(\(quoted.joined(separator: ", ")))"
    }
}
