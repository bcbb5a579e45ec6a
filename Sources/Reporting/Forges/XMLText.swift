/// Writes XML 1.0.
struct XMLText {
    private(set) var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    private var depth = 0

    /// Writes an element that contains other elements.
    mutating func element(_ name: String, _ attributes: [(String, String)], _ body: (inout XMLText) -> Void) {
        line("<\(name)\(Self.attributes(attributes))>")
        depth += 1
        body(&self)
        depth -= 1
        line("</\(name)>")
    }

    /// Writes an element that contains text, or nothing.
    mutating func element(_ name: String, _ attributes: [(String, String)], text: String = "") {
        let start = "<\(name)\(Self.attributes(attributes))"
        line(text.isEmpty ? start + "/>" : start + ">" + Self.escaped(text) + "</\(name)>")
    }

    private mutating func line(_ content: String) {
        text += String(repeating: "  ", count: depth) + content + "\n"
    }

    private static func attributes(_ attributes: [(String, String)]) -> String {
        attributes.map { " \($0)=\"\(escaped($1))\"" }.joined()
    }

    /// A text without markup; a character that XML 1.0 does not allow becomes U+FFFD.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "\t", "\n", "\r": escaped += "&#\(scalar.value);"
            case _ where scalar.value < 0x20 || (0xFFFE...0xFFFF).contains(scalar.value): escaped += "\u{FFFD}"
            // As a reference, it cannot turn the reading direction of the document.
            case _ where TerminalText.escape(for: scalar) != nil: escaped += "&#\(scalar.value);"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
