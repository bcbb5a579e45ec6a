/// A JSON value, and the bytes of the text that it stands in.
///
/// Ranges are half-open offsets in UTF-8 bytes from the first byte of the file; a BOM counts.
public struct JSONValue: Hashable, Sendable {
    /// What a value is.
    public enum Kind: Hashable, Sendable {
        /// The word `null`.
        case null
        /// One of the words `true` and `false`.
        case bool(Bool)
        /// A number as it is written: no digit is lost.
        case number(String)
        /// A text, its escapes resolved.
        case string(String)
        /// Values in their order.
        case array([JSONValue])
        /// Members in the order of the text; no key occurs twice.
        case object([JSONMember])
    }

    /// Where it stands, quotes and brackets included.
    public let range: Range<Int>
    /// What it is.
    public let kind: Kind

    /// Makes a value.
    public init(_ kind: Kind, at range: Range<Int>) {
        self.range = range
        self.kind = kind
    }
}

/// One member of a JSON object: a key and its value.
public struct JSONMember: Hashable, Sendable {
    /// The key, its escapes resolved.
    public let key: String
    /// Where the key stands, quotes included.
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

    /// The truth value; `nil` for anything else.
    public var bool: Bool? {
        if case .bool(let value) = kind { value } else { nil }
    }

    /// The text; `nil` for anything else.
    public var string: String? {
        if case .string(let value) = kind { value } else { nil }
    }

    /// The number, where it is whole and fits; `1.0` and `1e2` are whole, as JSON Schema has it.
    public var integer: Int? {
        guard case .number(let text) = kind else { return nil }
        return Int(text) ?? Double(text).flatMap { $0.magnitude < 0x1p53 ? Int(exactly: $0) : nil }
    }

    /// The number, as near as a `Double` comes to it; `nil` for anything else and beyond its range.
    public var double: Double? {
        guard case .number(let text) = kind, let value = Double(text), value.isFinite else { return nil }
        return value
    }

    /// The elements; `nil` for anything else.
    public var array: [JSONValue]? {
        if case .array(let values) = kind { values } else { nil }
    }

    /// The members; `nil` for anything else.
    public var object: [JSONMember]? {
        if case .object(let members) = kind { members } else { nil }
    }

    /// The value of `key`, compared byte by byte; `nil` where there is none, or where this is not an object.
    public subscript(key: String) -> JSONValue? {
        object?.first { $0.key.utf8.elementsEqual(key.utf8) }?.value
    }

    /// What it is, in words for a message: *a string*, *an object*.
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
