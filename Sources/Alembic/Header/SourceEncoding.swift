internal import SourceFiles

/// The encoding that a Python file declares (PEP 263).
enum SourceEncoding {
    /// Whether the file is UTF-8, by declaration or by default.
    static func isUTF8(_ source: borrowing Span<UInt8>, from start: Int) -> Bool {
        var lineStart = start
        for _ in 0..<2 {
            var lineEnd = lineStart
            while lineEnd < source.count, !source[lineEnd].isLineBreak { lineEnd += 1 }
            var position = lineStart
            while position < lineEnd, source[position].isBlank { position += 1 }
            // Only a comment can declare it, in the second line only after a blank line or another comment.
            if position < lineEnd, source[position] != UInt8(ascii: "#") { return true }
            if let name = declaredName(in: position..<lineEnd, of: source) { return isNameOfUTF8(name) }
            if source.hasText("\r\n", at: lineEnd) { lineEnd += 1 }
            lineStart = min(lineEnd + 1, source.count)
        }
        return true
    }

    private static func declaredName(in comment: ByteRange, of source: borrowing Span<UInt8>) -> String? {
        for start in comment where source.hasText("coding", at: start) {
            var position = start + 6
            guard position < comment.upperBound,
                source[position] == UInt8(ascii: ":") || source[position] == UInt8(ascii: "=")
            else { continue }
            position += 1
            while position < comment.upperBound,
                source[position] == UInt8(ascii: " ") || source[position] == UInt8(ascii: "\t")
            {
                position += 1
            }
            let nameStart = position
            while position < comment.upperBound, source[position] < 0x80,
                source[position].continuesName || source[position] == UInt8(ascii: "-")
                    || source[position] == UInt8(ascii: ".")
            {
                position += 1
            }
            if position > nameStart { return source.string(in: nameStart..<position) }
        }
        return nil
    }

    private static func isNameOfUTF8(_ name: String) -> Bool {
        let letters = name.lowercased().filter { $0 != "-" && $0 != "_" }
        return letters == "utf8" || letters.hasPrefix("utf8") || letters == "ascii" || letters == "usascii"
    }
}
