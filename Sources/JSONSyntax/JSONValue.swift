/// A JSON value, and its range in the text.
///
/// Ranges are half-open offsets in UTF-8 bytes from the first byte of the file, with those of a BOM.
public struct JSONValue: Hashable, Sendable {
    /// The kinds of values.
    public enum Kind: Hashable, Sendable {
        /// The word `null`.
        case null
        /// One of the words `true` and `false`.
        case bool(Bool)
        /// A number, as text, so that no digit is lost.
        case number(String)
        /// A string, with its escapes resolved.
        case string(String)
        /// Values, in their order.
        case array([JSONValue])
        /// Members, in the order of the text; no key occurs twice.
        case object([JSONMember])
    }

    /// The range, with quotes or brackets.
    public let range: Range<Int>
    /// The value.
    public let kind: Kind

    /// Makes a value.
    public init(_ kind: Kind, at range: Range<Int>) {
        self.range = range
        self.kind = kind
    }
}

/// One member of a JSON object: a key and its value.
public struct JSONMember: Hashable, Sendable {
    /// The key, with its escapes resolved.
    public let key: String
    /// The range of the key, with its quotes.
    public let keyRange: Range<Int>
    /// Its value.
    public let value: JSONValue

    /// Makes a member.
    public init(key: String, keyRange: Range<Int>, value: JSONValue) {
        self.key = key
        self.keyRange = keyRange
        self.value = value
    }
}

extension JSONValue {
    /// Whether it is `null`.
    public var isNull: Bool { kind == .null }

    /// The Boolean; `nil` for any other value.
    public var bool: Bool? {
        if case .bool(let value) = kind { value } else { nil }
    }

    /// The string; `nil` for any other value.
    public var string: String? {
        if case .string(let value) = kind { value } else { nil }
    }

    /// The number, if it is whole and fits into an `Int`; `nil` for any other value.
    ///
    /// As in JSON Schema, `1.0` and `1e2` are whole.
    public var integer: Int? {
        guard case .number(let text) = kind else { return nil }
        return Int(text) ?? Double(text).flatMap { $0.magnitude < 0x1p53 ? Int(exactly: $0) : nil }
    }

    /// The nearest `Double`; `nil` for any other value, and for a number beyond its range.
    public var double: Double? {
        guard case .number(let text) = kind, let value = Double(text), value.isFinite else { return nil }
        return value
    }

    /// The elements of an array; `nil` for any other value.
    public var array: [JSONValue]? {
        if case .array(let values) = kind { values } else { nil }
    }

    /// The members of an object; `nil` for any other value.
    public var object: [JSONMember]? {
        if case .object(let members) = kind { members } else { nil }
    }

    /// The value of `key`, compared by bytes; `nil` if the key is missing, or this is not an object.
    public subscript(key: String) -> JSONValue? {
        object?.first { $0.key.utf8.elementsEqual(key.utf8) }?.value
    }

    /// The kind of the value, for a message: *a string*, *an object*.
    public var kindName: String {
        switch kind {
        case .null: "null"
        case .bool(true): "true"
        case .bool(false): "false"
        case .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}
