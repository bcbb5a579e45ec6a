public import SourceFiles

/// A value that is known without running Python, and where it stands.
public struct StaticValue: Hashable, Sendable {
    /// What it is.
    public indirect enum Kind: Hashable, Sendable {
        /// `None`
        case none
        /// A string, its escapes resolved.
        case string(String)
        /// A tuple, list or set.
        case collection([StaticValue], CollectionKind)
        /// A literal of another type, as written: `1`, `True`, `b"x"`.
        case other(String)
    }

    /// Which brackets a collection has; a tuple may have none.
    public enum CollectionKind: Hashable, Sendable {
        case tuple, list, set
    }

    /// One string literal.
    public struct Literal: Hashable, Sendable {
        /// What stands between the quotes: to replace it alone keeps the author's quotes and prefix.
        public let content: ByteRange
        /// The quotation mark, as ASCII.
        public let quote: UInt8
    }

    /// What it is.
    public let kind: Kind
    /// Where it stands: the literal, or the name that refers to it.
    public let range: ByteRange
    /// The literal, where one string literal makes the value.
    public let literal: Literal?
    /// Whether the text at ``range`` makes this value and no other, so that an edit there changes nothing else.
    ///
    /// Not where a chained assignment shares it, and not where `+=` put the value together.
    public let ownsText: Bool

    /// How many values it is made of, itself included.
    let weight: Int
    /// A value of more parts than this is no identifier's: a few dozen lines like `a = (a, a)` would fill any memory.
    static let maximumWeight = 4096

    init(_ kind: Kind, at range: ByteRange, literal: Literal? = nil, ownsText: Bool = true) {
        self.kind = kind
        self.range = range
        self.literal = literal
        self.ownsText = ownsText
        if case .collection(let elements, _) = kind {
            weight = elements.reduce(1) { $0 &+ $1.weight }
        } else {
            weight = 1
        }
    }

    /// The same value, referred to at another place.
    func referred(at range: ByteRange) -> StaticValue {
        StaticValue(kind, at: range)
    }

    /// The same value, whose text makes another value, too.
    func shared() -> StaticValue {
        StaticValue(kind, at: range, literal: literal, ownsText: false)
    }

    /// The string, where it is one.
    public var string: String? {
        if case .string(let text) = kind { text } else { nil }
    }

    /// The elements that Alembic makes of it (`alembic.util.to_tuple`): nothing of `None`, the elements of a collection, else the one value.
    public var elements: [StaticValue] {
        switch kind {
        case .none: []
        case .collection(let elements, _): elements
        case .string, .other: [self]
        }
    }
}
