/// Writes one JSON text: equal calls give equal bytes, in valid UTF-8.
///
/// Objects and arrays are written on several lines, indented by two spaces, or on one line if asked. The caller writes
/// a key before each value of an object; nothing else can go wrong.
public struct JSONWriter {
    /// The layout of an object or an array.
    public enum Layout: Sendable {
        /// One line for each member or element.
        case lines
        /// The whole of it on one line.
        case line
    }

    /// The text so far, in UTF-8.
    public private(set) var bytes: [UInt8] = []
    private var depth = 0
    /// Whether the next value follows its key.
    private var followsKey = false
    /// Whether each open object or array has an element.
    private var hasElements = false
    /// Whether each open object or array is on one line.
    private var isOnOneLine = false

    /// Makes an empty text.
    public init() {}

    /// Writes an object; `body` writes its members.
    public mutating func object(_ layout: Layout = .lines, _ body: (inout JSONWriter) -> Void) {
        nest("{", "}", layout, body)
    }

    /// Writes an array; `body` writes its elements.
    public mutating func array(_ layout: Layout = .lines, _ body: (inout JSONWriter) -> Void) {
        nest("[", "]", layout, body)
    }

    /// Writes a key; its value comes next.
    public mutating func key(_ key: String) {
        separate()
        append(quoted: key)
        append(": ")
        followsKey = true
    }

    /// Writes a string.
    public mutating func string(_ value: String) {
        separate()
        append(quoted: value)
    }

    /// Writes a whole number.
    public mutating func integer(_ value: Int) {
        separate()
        append(String(value))
    }

    /// Writes `true` or `false`.
    public mutating func bool(_ value: Bool) {
        separate()
        append(value ? "true" : "false")
    }

    /// Writes `null`.
    public mutating func null() {
        separate()
        append("null")
    }

    /// Ends the text with a line end.
    public mutating func endLine() {
        append("\n")
    }

    private mutating func nest(_ begin: String, _ end: String, _ layout: Layout, _ body: (inout JSONWriter) -> Void) {
        separate()
        append(begin)
        let outer = isOnOneLine
        isOnOneLine = outer || layout == .line
        hasElements = false
        depth += 1
        body(&self)
        depth -= 1
        if hasElements, !isOnOneLine { breakLine() }
        append(end)
        isOnOneLine = outer
        hasElements = true
    }

    /// Writes the separator and the indentation before a value or a key.
    private mutating func separate() {
        if followsKey {
            followsKey = false
            return
        }
        if hasElements { append(isOnOneLine ? ", " : ",") }
        if depth > 0, !isOnOneLine { breakLine() }
        hasElements = true
    }

    private mutating func breakLine() {
        bytes.append(UInt8(ascii: "\n"))
        for _ in 0..<(2 * depth) { bytes.append(UInt8(ascii: " ")) }
    }

    private mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func append(quoted text: String) {
        append("\"")
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": append("\\\"")
            case "\\": append("\\\\")
            case "\n": append("\\n")
            case "\r": append("\\r")
            case "\t": append("\\t")
            case _ where Self.isUnsafe(scalar): append(escaped: scalar)
            case _ where scalar.isASCII: bytes.append(UInt8(truncatingIfNeeded: scalar.value))
            default: bytes.append(contentsOf: UTF8.encode(scalar).map(Array.init) ?? [])
            }
        }
        append("\"")
    }

    /// Whether a character would act on a terminal or turn the reading direction; the RFC requires only the first 32 to
    /// be escaped.
    private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case ..<0x20, 0x7F...0x9F, 0x061C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
        default: false
        }
    }

    private mutating func append(escaped scalar: Unicode.Scalar) {
        let digits = String(scalar.value, radix: 16)
        append("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
    }
}
