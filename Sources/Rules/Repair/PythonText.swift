/// Writes values as Python does.
enum PythonText {
    /// A value as a literal; `nil` for a text that would need escapes.
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

    /// Whether a text means itself between quotes of any kind, and in a docstring: no quote, no backslash, nothing that is not seen.
    static func isPlain(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { scalar in
            switch scalar {
            case "\"", "'", "\\": false
            default: scalar.properties.generalCategory != .control && scalar.properties.generalCategory != .format
            }
        }
    }
}
