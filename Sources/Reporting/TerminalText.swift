internal import SourceFiles

/// Escapes text for a terminal, and measures its width in columns.
///
/// Messages and excerpts contain text from files that anyone may have written. A character that would move the cursor,
/// change a colour, break the line or turn the reading direction is written as in a Python string: `\x1b`, `\u202e`.
enum TerminalText {
    /// `text` on one line, with every character escaped that a terminal would act on.
    static func escaping(_ text: String) -> String {
        if text.utf8.allSatisfy(isPlain) { return text }
        var safe = ""
        for scalar in text.unicodeScalars {
            if let escape = escape(for: scalar) { safe += escape } else { safe.unicodeScalars.append(scalar) }
        }
        return safe
    }

    /// `path` on one line; bytes that are not UTF-8 are written as `\xNN`.
    static func name(of path: Path) -> String {
        if !path.isRoot, path.bytes.allSatisfy(isPlain) { return path.text }
        return escaping(path.description)
    }

    /// Whether a byte is a printable ASCII character, as nearly all bytes of source are: it takes one column.
    static func isPlain(_ byte: UInt8) -> Bool { 0x20..<0x7F ~= byte }

    /// The escape for `scalar`; `nil` if it can be printed as it is.
    static func escape(for scalar: Unicode.Scalar) -> String? {
        if 0x20..<0x7F ~= scalar.value { return nil }
        switch scalar {
        case "\n": return "\\n"
        case "\r": return "\\r"
        case "\t": return "\\t"
        default: break
        }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: return numeric(scalar)
        default: return nil
        }
    }

    private static func numeric(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16)
        let (prefix, width) =
            switch scalar.value {
            case ..<0x100: ("\\x", 2)
            case ..<0x10000: ("\\u", 4)
            default: ("\\U", 8)
            }
        return prefix + String(repeating: "0", count: width - digits.count) + digits
    }

    /// The number of columns that a printed character takes; an approximation, because terminals differ.
    ///
    /// Wide are emoji and the blocks with `W` or `F` in Unicode's `EastAsianWidth.txt`.
    static func width(of scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case ..<0x300: return 1
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
            0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x17000...0x18DFF, 0x1B000...0x1B2FF,
            0x20000...0x3FFFD:
            return 2
        default: break
        }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return 0
        default: return scalar.properties.isEmojiPresentation ? 2 : 1
        }
    }
}
