internal import TOMLKit

/// A value of a TOML document.
///
/// TOMLKit does not return its range; ``TOMLDocument/range(of:)`` finds that of a string.
public struct TOMLValue {
    private let value: any TOMLValueConvertible

    init(_ value: any TOMLValueConvertible) {
        self.value = value
    }

    /// The string; `nil` for any other value.
    public var string: String? { value.string }

    /// The Boolean; `nil` for any other value.
    public var bool: Bool? { value.bool }

    /// Whether this is a table.
    public var isTable: Bool { value.table != nil }

    /// Whether this is a floating-point number, a date or a time.
    public var isFloatOrDate: Bool {
        value.double != nil || value.date != nil || value.time != nil || value.dateTime != nil
    }

    /// Whether this is an array.
    public var isArray: Bool { value.array != nil }

    /// The value of `key`; `nil` if the key is missing, or this is not a table.
    public subscript(key: String) -> TOMLValue? {
        value.table?[key].map { TOMLValue($0) }
    }

    /// The keys and values of a table, sorted by key; empty for any other value.
    public var members: [(key: String, value: TOMLValue)] {
        guard let table = value.table else { return [] }
        return table.keys.sorted().compactMap { key in table[key].map { (key: key, value: TOMLValue($0)) } }
    }

    /// The elements of an array; empty for any other value.
    public var elements: [TOMLValue] {
        guard let array = value.array else { return [] }
        return (0..<array.count).map { TOMLValue(array[$0]) }
    }

    /// The strings among the elements of an array; empty for any other value.
    public var strings: [String] { elements.compactMap(\.string) }

    /// The kind of the value, for a message: *a string*, *an array*.
    public var kindName: String {
        switch value.type {
        case .table: "a table"
        case .array: "an array"
        case .string: "a string"
        case .int: "an integer"
        case .double: "a floating-point number"
        case .bool: "a Boolean"
        case .date: "a date"
        case .time: "a time"
        case .dateTime: "a date-time"
        }
    }
}
