/// Writes values as Python literals.
enum PythonText {
    /// A value as a literal; `nil` for a text that needs escapes.
    static func literal(_ value: HeaderEdits.Value, quote: UInt8) -> String? {
        let mark = quote == UInt8(ascii: "'") ? "'" : "\""
        switch value {
        case .none: return "None"
        case .string(let text): return isPlain(text) ? mark + text + mark : nil
        case .tuple(let texts):
            guard texts.allSatisfy(isPlain) else { return nil }
            let items = texts.map { mark + $0 + mark }.joined(separator: ", ")
            return texts.count == 1 ? "(\(items),)" : "(\(items))"
        }
    }

    /// Whether a text needs no escapes in any string or docstring, in a file of any encoding: printable ASCII without
    /// quotes and backslashes.
    static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "\\"): false
            default: (0x20...0x7E).contains(byte)
            }
        }
    }
}
