private import SourceFiles

/// U+FEFF in UTF-8, which some editors write at the start of a file.
let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

/// The text between the values: encoding and white space; and the wording of messages.
extension JSONReader {
    /// Refuses bytes that are not UTF-8, so that everything after may rely on it.
    func checkEncoding() throws(JSONSyntaxError) {
        if String(validating: bytes, as: UTF8.self) != nil { return }
        if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) {
            throw JSONSyntaxError("the file is UTF-16: save it as UTF-8", at: 0..<2)
        }
        var parser = UTF8.ForwardParser()
        var iterator = bytes.makeIterator()
        var offset = 0
        while true {
            switch parser.parseScalar(from: &iterator) {
            case .valid(let scalar): offset += scalar.count
            case .error(let length):
                let range = offset..<(offset + length)
                throw JSONSyntaxError("not UTF-8: `\(Path.printable(Array(bytes[range])))`", at: range)
            case .emptyInput: return
            }
        }
    }

    /// Skips white space and line ends; a comment is refused.
    mutating func skipBlanks() throws(JSONSyntaxError) {
        while let byte = current {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"): position += 1
            case UInt8(ascii: "#"): throw comment
            case UInt8(ascii: "/") where position + 1 < bytes.count:
                let next = bytes[position + 1]
                if next == byte || next == UInt8(ascii: "*") { throw comment }
                return
            default: return
            }
        }
    }

    private var comment: JSONSyntaxError {
        let end = bytes[position...].firstIndex { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
        return JSONSyntaxError("JSON does not allow comments", at: position..<(end ?? bytes.count))
    }

    /// The bytes of the next character; empty at the end.
    var currentScalar: Range<Int> {
        guard let byte = current else { return position..<position }
        let length =
            switch byte {
            case 0xF0...: 4
            case 0xE0...: 3
            case 0xC0...: 2
            default: 1
            }
        return position..<min(position + length, bytes.count)
    }

    /// The range of the next letters and digits; empty if there are none.
    var wordRange: Range<Int> {
        position..<(bytes[position...].firstIndex { !Self.isWord($0) } ?? bytes.count)
    }

    /// Whether a byte may be part of a word, as all bytes beyond ASCII may.
    static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"), 0x80...:
            true
        default: false
        }
    }

    /// The next character or word, for a message.
    var found: String {
        current == nil ? "the end of the file" : "`\(printable(currentScalar))`"
    }

    /// Some bytes of the text for a message: on one line, without the quotes around them, and abbreviated.
    func printable(_ range: Range<Int>) -> String {
        var part = bytes[range]
        if part.count > 1, part.first == UInt8(ascii: "\""), part.last == part.first {
            part = part.dropFirst().dropLast()
        }
        let longest = 60
        guard part.count > longest else { return Path.printable(Array(part)) }
        let whole = String(decoding: part, as: UTF8.self).unicodeScalars.prefix(longest / 2)
        return Path.printable(Array(String(whole).utf8)) + "…"
    }
}
