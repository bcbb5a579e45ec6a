public import TOMLKit

/// A piece of TOML, and where its strings are: the parser tells what a file holds, but not where.
///
/// What walks in: bytes, or a range of them. What walks out: TOMLKit's tables, and the places of all strings. TOMLKit recurses once for each
/// part of a dotted key and leaves the stack on a long one, so that such keys are refused before it sees them.
public struct TOMLText {
    /// The top table.
    public let table: TOMLTable
    /// The bytes between the quotes of every string, keys included, in their order; comments are passed over.
    public let strings: [Range<Int>]
    private let bytes: [UInt8]

    /// How many parts a dotted key may have: the parser's recursion is as deep as a key is long, and overflows the stack.
    private static let maximumKeyDepth = 32

    /// Why a text is not TOML.
    public struct SyntaxError: Error {
        /// What the parser says, with the line and column.
        public let message: String
    }

    /// Parses `range` of a file.
    public init(_ bytes: [UInt8], _ range: Range<Int>? = nil) throws(SyntaxError) {
        self.bytes = bytes
        let range = range ?? bytes.indices
        strings = try Self.strings(in: bytes[range])
        do {
            table = try TOMLTable(string: String(decoding: bytes[range], as: UTF8.self))
        } catch let error as TOMLParseError {
            throw SyntaxError(message: "\(error.description), \(error.source.begin.debugDescription)")
        } catch {
            throw SyntaxError(message: "\(error)")
        }
    }

    private static func strings(in text: ArraySlice<UInt8>) throws(SyntaxError) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var dots = 0
        var position = text.startIndex
        while position < text.endIndex {
            switch text[position] {
            case UInt8(ascii: "#"):
                position = text[position...].firstIndex(of: 0x0A) ?? text.endIndex
                continue
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                let content = string(in: text, from: position)
                ranges.append(content.range)
                position = content.end
                continue
            case UInt8(ascii: "."):
                dots += 1
                if dots >= maximumKeyDepth {
                    throw SyntaxError(message: "a key has more than \(maximumKeyDepth) parts")
                }
            case 0x0A, UInt8(ascii: "="), UInt8(ascii: ","): dots = 0
            default: break
            }
            position += 1
        }
        return ranges
    }

    /// What a string says, with the two escapes resolved that occur in requirements: `\"` and `\\`.
    public func value(of string: Range<Int>) -> String {
        var value: [UInt8] = []
        var position = string.lowerBound
        // A literal string has no escapes.
        let isLiteral = position > 0 && bytes[position - 1] == UInt8(ascii: "'")
        while position < string.upperBound {
            if !isLiteral, bytes[position] == UInt8(ascii: "\\"), position + 1 < string.upperBound {
                let next = bytes[position + 1]
                if next == UInt8(ascii: "\"") || next == UInt8(ascii: "\\") { position += 1 }
            }
            value.append(bytes[position])
            position += 1
        }
        return String(decoding: value, as: UTF8.self)
    }

    private static func string(in text: ArraySlice<UInt8>, from start: Int) -> (range: Range<Int>, end: Int) {
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
            if !isTriple, text[position] == 0x0A { break }
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

extension TOMLText {
    /// Where a string of this value stands first; `nil` where there is none.
    public func range(of value: String) -> Range<Int>? {
        strings.first { self.value(of: $0) == value }
    }
}

extension TOMLValueConvertible {
    /// The value of a key, where this is a table.
    public func member(_ key: String) -> (any TOMLValueConvertible)? {
        table?[key]
    }

    /// The keys and values, where this is a table, in the order of the keys.
    public var members: [(key: String, value: any TOMLValueConvertible)] {
        guard let table else { return [] }
        return table.keys.sorted().compactMap { key in table[key].map { (key: key, value: $0) } }
    }

    /// The elements, where this is an array.
    public var elements: [any TOMLValueConvertible] {
        guard let array else { return [] }
        return (0..<array.count).map { array[$0] }
    }

    /// The texts among the elements, where this is an array.
    public var strings: [String] { elements.compactMap(\.string) }
}
