internal import TOMLKit

/// A piece of TOML, and where its strings are: the parser tells what a file holds, but not where.
struct TOMLText {
    /// The top table.
    let table: TOMLTable
    private let bytes: [UInt8]

    /// Why a text is not TOML.
    struct SyntaxError: Error {
        /// What the parser says, with the line and column.
        let message: String
    }

    /// Parses `range` of a file.
    init(_ bytes: [UInt8], _ range: Range<Int>? = nil) throws(SyntaxError) {
        self.bytes = bytes
        do {
            table = try TOMLTable(string: String(decoding: bytes[range ?? bytes.indices], as: UTF8.self))
        } catch let error as TOMLParseError {
            throw SyntaxError(message: "\(error.description), \(error.source.begin.debugDescription)")
        } catch {
            throw SyntaxError(message: "\(error)")
        }
    }

    /// The bytes between the quotes of every string, keys included, in their order; comments are passed over.
    func strings() -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var position = 0
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "#"):
                while position < bytes.count, bytes[position] != 0x0A { position += 1 }
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                let content = string(from: position)
                ranges.append(content.range)
                position = content.end
            default: position += 1
            }
        }
        return ranges
    }

    /// What a string says, with the two escapes resolved that occur in requirements: `\"` and `\\`.
    func value(of string: Range<Int>) -> String {
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

    private func string(from start: Int) -> (range: Range<Int>, end: Int) {
        let quote = bytes[start]
        let isTriple = bytes[start...].prefix(3).count == 3 && bytes[start...].prefix(3).allSatisfy { $0 == quote }
        let width = isTriple ? 3 : 1
        var position = start + width
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
                position += 2
                continue
            }
            if !isTriple, bytes[position] == 0x0A { break }
            let end = bytes[position...].prefix(width)
            if end.count == width, end.allSatisfy({ $0 == quote }) {
                return (start + width..<position, position + width)
            }
            position += 1
        }
        let end = min(position, bytes.count)
        return (min(start + width, end)..<end, end)
    }
}

extension TOMLValueConvertible {
    /// The value of a key, where this is a table.
    func member(_ key: String) -> (any TOMLValueConvertible)? {
        table?[key]
    }

    /// The keys and values, where this is a table, in the order of the keys.
    var members: [(key: String, value: any TOMLValueConvertible)] {
        guard let table else { return [] }
        return table.keys.sorted().compactMap { key in table[key].map { (key: key, value: $0) } }
    }

    /// The elements, where this is an array.
    var elements: [any TOMLValueConvertible] {
        guard let array else { return [] }
        return (0..<array.count).map { array[$0] }
    }

    /// The texts among the elements, where this is an array.
    var strings: [String] { elements.compactMap(\.string) }
}
