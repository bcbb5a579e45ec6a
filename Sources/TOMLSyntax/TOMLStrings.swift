internal import SourceFiles

/// Finds the strings of a TOML text without parsing it.
enum TOMLStrings {
    /// The maximum number of parts of a dotted key: the parser recurses once for each part, and overflows the stack.
    private static let maximumKeyDepth = 32

    /// The ranges between the quotes of every string.
    static func ranges(in text: ArraySlice<UInt8>) throws(TOMLSyntaxError) -> [ByteRange] {
        var ranges: [ByteRange] = []
        var dots = 0
        var position = text.startIndex
        while position < text.endIndex {
            switch text[position] {
            case UInt8(ascii: "#"):
                position = text[position...].firstIndex(of: UInt8(ascii: "\n")) ?? text.endIndex
                continue
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                let content = string(in: text, from: position)
                ranges.append(content.range)
                position = content.end
                continue
            case UInt8(ascii: "."):
                dots += 1
                if dots >= maximumKeyDepth {
                    throw TOMLSyntaxError("a key has more than \(maximumKeyDepth) parts")
                }
            case UInt8(ascii: "\n"), UInt8(ascii: "="), UInt8(ascii: ","): dots = 0
            default: break
            }
            position += 1
        }
        return ranges
    }

    /// The content of the string whose first quote is at `start`, and the offset after its last quote.
    private static func string(in text: ArraySlice<UInt8>, from start: Int) -> (range: ByteRange, end: Int) {
        let quote = text[start]
        let opening = text[start...].prefix(3)
        let isTriple = opening.count == 3 && opening.allSatisfy { $0 == quote }
        let width = isTriple ? 3 : 1
        var position = start + width
        while position < text.endIndex {
            if text[position] == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
                position += 2
                continue
            }
            if !isTriple, text[position] == UInt8(ascii: "\n") { break }
            let end = text[position...].prefix(width)
            if end.count == width, end.allSatisfy({ $0 == quote }) {
                return (start + width..<position, position + width)
            }
            position += 1
        }
        let end = min(position, text.endIndex)
        return (min(start + width, end)..<end, end)
    }
}
