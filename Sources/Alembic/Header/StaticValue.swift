public import SourceFiles

/// A value that is known without running Python, and its range.
public struct StaticValue: Hashable, Sendable {
    /// The kinds of values.
    public indirect enum Kind: Hashable, Sendable {
        /// `None`
        case none
        /// A string, with its escapes resolved.
        case string(String)
        /// A tuple, list or set.
        case collection([StaticValue], CollectionKind)
        /// A literal of another type, as text: `1`, `True`, `b"x"`.
        case other(String)
    }

    /// The brackets of a collection; a tuple may have none.
    public enum CollectionKind: Hashable, Sendable {
        case tuple, list, set
    }

    /// One string literal.
    public struct Literal: Hashable, Sendable {
        /// The range between the quotes; an edit of it keeps the author's quotes and prefix.
        public let content: ByteRange
        /// The quotation mark, in ASCII.
        public let quote: UInt8
    }

    /// The value.
    public let kind: Kind
    /// The range of the literal, or of the name that refers to it.
    public let range: ByteRange
    /// The literal, if the value is a single string literal.
    public let literal: Literal?
    /// Whether the text at ``range`` is the source of this value only, so that an edit there changes nothing else.
    ///
    /// It is not if a chained assignment shares it, `+=` built the value, or a part of it is imported.
    public let ownsText: Bool
    /// Whether the value or a part of it is from another module.
    private let isImported: Bool

    /// The number of values that it consists of, itself included.
    let weight: Int
    /// The maximum number of parts; an identifier has fewer, and a few dozen lines like `a = (a, a)` would fill any
    /// memory.
    static let maximumWeight = 4096

    init(
        _ kind: Kind, at range: ByteRange, literal: Literal? = nil, ownsText: Bool = true, isImported: Bool = false
    ) {
        self.kind = kind
        self.range = range
        self.literal = literal
        var isImported = isImported
        if case .collection(let elements, _) = kind {
            weight = elements.reduce(1) { $0 &+ $1.weight }
            isImported = isImported || elements.contains(where: \.isImported)
        } else {
            weight = 1
        }
        self.isImported = isImported
        self.ownsText = ownsText && !isImported
    }

    /// The same value, referred to at another range.
    func referred(at range: ByteRange) -> StaticValue {
        isImported ? imported(at: range) : StaticValue(kind, at: range)
    }

    /// The same value in parentheses.
    func parenthesized(at range: ByteRange) -> StaticValue {
        StaticValue(kind, at: range, literal: literal, isImported: isImported)
    }

    /// A value of another module, imported at `range`: no part of it has a range in that module.
    func imported(at range: ByteRange) -> StaticValue {
        guard case .collection(let elements, let collection) = kind else {
            return StaticValue(kind, at: range, isImported: true)
        }
        return StaticValue(
            .collection(elements.map { $0.imported(at: range) }, collection), at: range, isImported: true)
    }

    /// The same value, whose text is the source of another value, too.
    func shared() -> StaticValue {
        StaticValue(kind, at: range, literal: literal, ownsText: false)
    }

    /// The string; `nil` for any other value.
    public var string: String? {
        if case .string(let text) = kind { text } else { nil }
    }

    /// The elements, as Alembic reads them (`alembic.util.to_tuple`): none for `None`, those of a collection, else the
    /// value itself.
    public var elements: [StaticValue] {
        switch kind {
        case .none: []
        case .collection(let elements, _): elements
        case .string, .other: [self]
        }
    }
}
