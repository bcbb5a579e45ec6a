public import SourceFiles
internal import TOMLKit

/// A TOML document, or a part of one, with the ranges of its strings.
///
/// Takes the bytes of a file and returns values. TOMLKit does not return ranges, so the strings are found in the bytes.
/// TOMLKit also recurses once for each part of a dotted key and overflows the stack on a long one, so such keys are
/// refused before it parses them.
public struct TOMLDocument {
    /// The table of the document.
    public let root: TOMLValue
    /// The ranges between the quotes of every string, in the order of the file, quoted keys included and comments
    /// skipped.
    public let stringRanges: [ByteRange]
    private let bytes: [UInt8]

    /// Parses the bytes of a file, or only those in `range`.
    public init(_ bytes: [UInt8], in range: ByteRange? = nil) throws(TOMLSyntaxError) {
        self.bytes = bytes
        let range = range ?? bytes.indices
        stringRanges = try TOMLStrings.ranges(in: bytes[range])
        do {
            root = TOMLValue(try TOMLTable(string: String(decoding: bytes[range], as: UTF8.self)))
        } catch let error as TOMLParseError {
            // TOMLKit counts lines from the start of its input, which may be a part of the file.
            let line = error.source.begin.line + bytes[..<range.lowerBound].count { $0 == UInt8(ascii: "\n") }
            throw TOMLSyntaxError("\(error.description), line \(line), column \(error.source.begin.column)")
        } catch {
            throw TOMLSyntaxError("\(error)")
        }
    }

    /// The value of a key at the top of the document; `nil` if the key is missing.
    public subscript(key: String) -> TOMLValue? { root[key] }

    /// The text of a string in ``stringRanges``, with the two escapes resolved that occur in requirements: `\"` and
    /// `\\`.
    public func text(of string: ByteRange) -> String {
        var text: [UInt8] = []
        var position = string.lowerBound
        // A literal string has no escapes.
        let isLiteral = position > 0 && bytes[position - 1] == UInt8(ascii: "'")
        while position < string.upperBound {
            if !isLiteral, bytes[position] == UInt8(ascii: "\\"), position + 1 < string.upperBound {
                let next = bytes[position + 1]
                if next == UInt8(ascii: "\"") || next == UInt8(ascii: "\\") { position += 1 }
            }
            text.append(bytes[position])
            position += 1
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The range of the first string with this text; `nil` if there is none.
    public func range(of text: String) -> ByteRange? {
        stringRanges.first { self.text(of: $0) == text }
    }
}
