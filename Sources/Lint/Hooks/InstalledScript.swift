/// The text of a hook as `lint hooks install` writes it, and what a text that was found says of who wrote it.
///
/// A mark in the second line holds a checksum of all the others: a script that carries it unharmed can be replaced by a newer one, and one that somebody
/// has changed by hand is theirs. A copy of the file in `hooks/` has no mark, and is known by its text.
enum InstalledScript {
    /// Whose a script is.
    enum Origin: Equatable {
        /// Ours, of this version.
        case current
        /// Ours, of another version.
        case older
        /// Ours once, changed by somebody since.
        case edited
        /// Somebody else's.
        case foreign
    }

    /// What the second line begins with.
    private static let mark = "# Installed by lint hooks install; edit it, and it is yours. "
    /// What the line of the executable begins with, in every script of `hooks/`.
    private static let executable = "installed="
    /// The checksums of scripts that older versions had people copy by hand.
    private static let earlier: Set<UInt64> = [0x2fc7_c992_3237_180a]

    /// The text to write; `executable` is the absolute path of the program for those who have another PATH, `nil` in a folder that is shared.
    static func text(of hook: Hook, executable path: String?) -> [UInt8] {
        var lines = hook.script.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if let path, let row = lines.firstIndex(where: { $0.hasPrefix(executable) }) {
            lines[row] = executable + quoted(path)
        }
        let sum = checksum(Array(lines.joined(separator: "\n").utf8))
        lines.insert(mark + String(sum, radix: 16), at: 1)
        return Array(lines.joined(separator: "\n").utf8)
    }

    /// Whose `contents` are, which lie in the place of `hook`.
    static func origin(of contents: [UInt8], for hook: Hook) -> Origin {
        let newline = UInt8(ascii: "\n")
        var lines = contents.split(separator: newline, omittingEmptySubsequences: false)
        if lines.count > 1, lines[1].starts(with: Array(mark.utf8)) {
            let sum = String(decoding: lines.remove(at: 1).dropFirst(mark.utf8.count), as: UTF8.self)
            let rest = Array(lines.joined(separator: [newline]))
            guard UInt64(sum, radix: 16) == checksum(rest) else { return .edited }
            return withoutExecutable(lines)
                == withoutExecutable(
                    hook.script.utf8.split(separator: newline, omittingEmptySubsequences: false).map { Array($0)[...] })
                ? .current : .older
        }
        if contents.elementsEqual(hook.script.utf8) { return .current }
        return earlier.contains(checksum(contents)) ? .older : .foreign
    }

    /// The lines, each with what names the executable cut off.
    private static func withoutExecutable(_ lines: [ArraySlice<UInt8>]) -> [[UInt8]] {
        let prefix = Array(executable.utf8)
        return lines.map { $0.starts(with: prefix) ? prefix : Array($0) }
    }

    /// A word for the shell that stands for `text`, whatever that holds.
    private static func quoted(_ text: String) -> String {
        "'" + text.replacing("'", with: #"'\''"#) + "'"
    }

    /// FNV-1a, 64 bits: it guards against mistakes, not against malice.
    private static func checksum(_ bytes: [UInt8]) -> UInt64 {
        bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }
}
