/// Parses JSON texts strictly (RFC 8259).
///
/// Takes bytes; returns a value whose every part has its range. It is stricter than the RFC where that leaves the
/// choice: a key occurs once, the text is UTF-8 (a BOM is skipped), and half of a surrogate pair is refused.
public enum JSONParser {
    /// The maximum nesting of arrays and objects.
    public static let maximumDepth = 512

    /// Parses one JSON text.
    public static func parse(_ bytes: [UInt8]) throws(JSONSyntaxError) -> JSONValue {
        var reader = JSONReader(bytes)
        return try reader.document()
    }
}

/// The bytes of a JSON text, and the position in them.
///
/// This file has the nested values, `JSONReader+Scalars.swift` strings, numbers and words, and `JSONReader+Text.swift`
/// the text between values.
struct JSONReader {
    let bytes: [UInt8]
    var position = 0
    private var depth = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The next byte; `nil` at the end.
    var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    mutating func document() throws(JSONSyntaxError) -> JSONValue {
        try checkEncoding()
        if bytes.starts(with: byteOrderMark) { position = byteOrderMark.count }
        try skipBlanks()
        guard current != nil else {
            throw JSONSyntaxError("the file is empty; expected a JSON value", at: position..<position)
        }
        let value = try value()
        try skipBlanks()
        guard current == nil else {
            throw JSONSyntaxError("\(found) after the end of the JSON value", at: currentScalar)
        }
        return value
    }

    private mutating func value() throws(JSONSyntaxError) -> JSONValue {
        let start = position
        switch current {
        case UInt8(ascii: "{")?: return try nested { reader throws(JSONSyntaxError) in try reader.object(from: start) }
        case UInt8(ascii: "[")?: return try nested { reader throws(JSONSyntaxError) in try reader.array(from: start) }
        case UInt8(ascii: "\"")?:
            let text = try string()
            return JSONValue(.string(text), at: start..<position)
        default: return try plainScalar()
        }
    }

    /// Recursion is as deep as the nesting, so that the nesting is limited.
    private mutating func nested(
        _ read: (inout JSONReader) throws(JSONSyntaxError) -> JSONValue
    ) throws(JSONSyntaxError) -> JSONValue {
        guard depth < JSONParser.maximumDepth else {
            throw JSONSyntaxError("nested deeper than \(JSONParser.maximumDepth) levels", at: currentScalar)
        }
        depth += 1
        defer { depth -= 1 }
        return try read(&self)
    }

    private mutating func array(from start: Int) throws(JSONSyntaxError) -> JSONValue {
        var elements: [JSONValue] = []
        var comma: Int?
        position += 1
        while true {
            try skipBlanks()
            if current == UInt8(ascii: "]") {
                if let comma { throw trailing(comma, before: "]") }
                position += 1
                return JSONValue(.array(elements), at: start..<position)
            }
            try refuseEnd(of: "[", at: start)
            if current == UInt8(ascii: ",") {
                throw JSONSyntaxError("expected a value before this comma", at: currentScalar)
            }
            elements.append(try value())
            comma = try separator(orEnd: "]", of: "[", at: start)
        }
    }

    private mutating func object(from start: Int) throws(JSONSyntaxError) -> JSONValue {
        var members: [JSONMember] = []
        // Compared by bytes: Swift's strings are equal if they differ only in Unicode normalization, JSON's keys are
        // not.
        var places: [[UInt8]: Range<Int>] = [:]
        var comma: Int?
        position += 1
        while true {
            try skipBlanks()
            if current == UInt8(ascii: "}") {
                if let comma { throw trailing(comma, before: "}") }
                position += 1
                return JSONValue(.object(members), at: start..<position)
            }
            try refuseEnd(of: "{", at: start)
            let (key, keyRange) = try key()
            if let first = places.updateValue(keyRange, forKey: Array(key.utf8)) {
                throw JSONSyntaxError(
                    "the key `\(printable(keyRange))` occurs twice in one object",
                    at: keyRange,
                    related: .init("it is here first", at: first)
                )
            }
            try skipBlanks()
            try refuseEnd(of: "{", at: start)
            guard current == UInt8(ascii: ":") else {
                throw JSONSyntaxError(
                    "expected `:` after the key `\(printable(keyRange))`, found \(found)", at: currentScalar)
            }
            position += 1
            try skipBlanks()
            try refuseEnd(of: "{", at: start)
            members.append(JSONMember(key: key, keyRange: keyRange, value: try value()))
            comma = try separator(orEnd: "}", of: "{", at: start)
        }
    }

    private mutating func key() throws(JSONSyntaxError) -> (String, Range<Int>) {
        guard current == UInt8(ascii: "\"") else {
            let word = wordRange
            throw word.isEmpty
                ? JSONSyntaxError("expected a key in double quotes, found \(found)", at: currentScalar)
                : JSONSyntaxError("a key must be in double quotes: `\"\(printable(word))\"`", at: word)
        }
        let start = position
        let text = try string()
        return (text, start..<position)
    }

    /// Reads the comma after an element and returns its range; `nil` at the end, which is not read.
    private mutating func separator(
        orEnd end: Character, of begin: Character, at start: Int
    ) throws(JSONSyntaxError) -> Int? {
        try skipBlanks()
        try refuseEnd(of: begin, at: start)
        if current == UInt8(ascii: ",") {
            position += 1
            return position - 1
        }
        guard current == end.asciiValue else {
            throw JSONSyntaxError("expected `,` or `\(end)`, found \(found)", at: currentScalar)
        }
        return nil
    }

    private func refuseEnd(of begin: Character, at start: Int) throws(JSONSyntaxError) {
        // Reports the bracket, not the end of the file.
        if current == nil { throw JSONSyntaxError("`\(begin)` is never closed", at: start..<(start + 1)) }
    }

    private func trailing(_ comma: Int, before end: Character) -> JSONSyntaxError {
        JSONSyntaxError("trailing comma before `\(end)`", at: comma..<(comma + 1))
    }
}
