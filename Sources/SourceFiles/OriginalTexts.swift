/// The bytes of arguments and variables that are not UTF-8: as a `String`, each such byte is U+FFFD.
///
/// A file name may contain any bytes, so that a path among them is found by its bytes alone.
public struct OriginalTexts: Sendable {
    /// The bytes, by the text; `nil` for a text that stands for different bytes.
    private var known: [String: [UInt8]?] = [:]

    /// Knows no text: the bytes of each are its UTF-8.
    public init() {}

    /// The text of bytes, which are remembered if they are not UTF-8.
    public mutating func decode(_ bytes: [UInt8]) -> String {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        let text = String(decoding: bytes, as: UTF8.self)
        if let earlier = known[text], earlier != bytes { known[text] = .some(nil) } else { known[text] = bytes }
        return text
    }

    /// The bytes that a text was decoded from.
    public func bytes(of text: String) -> [UInt8] {
        known[text].flatMap(\.self) ?? Array(text.utf8)
    }
}
