/// One word of a shell's command line.
public enum ShellWord {
    /// A path as people copy it: without quotes where the shell needs none.
    public static func of(_ path: Path) -> String { of(path.description) }

    /// A text as people copy it: without quotes where the shell needs none.
    ///
    /// Letters, digits and `_-./+@` need none, unless the text begins with a dash.
    public static func of(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: "_-./+@".utf8.contains(byte)
            }
        }
        return isPlain && !text.hasPrefix("-") ? text : quoted(text)
    }

    /// A text in single quotes, in which the shell replaces nothing.
    public static func quoted(_ text: String) -> String {
        "'" + text.replacing("'", with: #"'\''"#) + "'"
    }
}
