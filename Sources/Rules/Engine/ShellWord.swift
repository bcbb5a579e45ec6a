internal import SourceFiles

/// A path as a word of a shell's command line, for people to copy.
enum ShellWord {
    /// The path, in quotes where it holds anything but letters, digits and `_-./+@`.
    static func quoted(_ path: Path) -> String {
        let text = path.description
        let isPlain = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: "_-./+@".utf8.contains(byte)
            }
        }
        if isPlain, !text.hasPrefix("-") { return text }
        return "'" + text.replacing("'", with: "'\\''") + "'"
    }
}
