import Foundation
import JSONSyntax
import TestSupport
import Testing

/// Holds the reader against Foundation's on texts made by chance, always the same ones.
struct FoundationComparisonTests {
    @Test("Foundation reads the same values from valid texts", arguments: 0..<20)
    func agreesOnValidTexts(seed: UInt64) throws {
        var source = TextSource(seed: seed)
        for _ in 0..<50 {
            let text = source.value(depth: 0)
            let ours = try JSONParser.parse(Array(text.utf8))
            let theirs = try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
            #expect(Self.agree(ours, theirs), "\(text)")
            #expect(Self.spansHold(ours, in: Array(text.utf8)), "\(text)")
        }
    }

    /// One byte is dropped, doubled or replaced: both take the text, or both refuse it.
    @Test("Foundation refuses the same damaged texts", arguments: 0..<20)
    func agreesOnDamagedTexts(seed: UInt64) {
        var source = TextSource(seed: seed &+ 1000)
        var refused = 0
        for _ in 0..<200 {
            var bytes = Array(source.value(depth: 0).utf8)
            let place = source.below(bytes.count)
            switch source.below(3) {
            case 0: bytes.remove(at: place)
            case 1: bytes.insert(bytes[place], at: place)
            default: bytes[place] = Array("{}[],:\"\\ 0-+.eEtnu\n\u{1}/#".utf8).randomElement(using: &source) ?? 0
            }
            let theirs = try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
            do throws(JSONSyntaxError) {
                let ours = try JSONParser.parse(bytes)
                // Foundation refuses a number that no `Double` holds; the RFC leaves it open, and we keep the digits.
                let agree = theirs.map { Self.agree(ours, $0) } ?? Self.isBeyondDouble(ours)
                #expect(agree, "\(String(decoding: bytes, as: UTF8.self))")
            } catch {
                refused += 1
                // Stricter than Foundation on purpose.
                let isOurs = ["occurs twice", "surrogate pair", "trailing comma"].contains {
                    error.message.contains($0)
                }
                #expect(theirs == nil || isOurs, "\(error.message): \(String(decoding: bytes, as: UTF8.self))")
            }
        }
        #expect(refused > 0)
    }

    private static func isBeyondDouble(_ value: JSONValue) -> Bool {
        switch value.kind {
        case .number: value.double == nil
        case .array(let values): values.contains(where: isBeyondDouble)
        case .object(let members): members.contains { isBeyondDouble($0.value) }
        default: false
        }
    }

    private static func agree(_ ours: JSONValue, _ theirs: Any) -> Bool {
        switch ours.kind {
        case .null: return theirs is NSNull
        case .bool(let value): return (theirs as? NSNumber)?.boolValue == value
        case .number: return (theirs as? NSNumber)?.doubleValue == ours.double
        case .string(let value): return (theirs as? String).map { Array($0.utf8) == Array(value.utf8) } ?? false
        case .array(let values):
            guard let theirs = theirs as? [Any], theirs.count == values.count else { return false }
            return zip(values, theirs).allSatisfy { agree($0, $1) }
        case .object(let members):
            guard let theirs = theirs as? [String: Any], theirs.count == members.count else { return false }
            return members.allSatisfy { member in theirs[member.key].map { agree(member.value, $0) } ?? false }
        }
    }

    /// The bytes of each part, read alone, are that part.
    private static func spansHold(_ value: JSONValue, in bytes: [UInt8]) -> Bool {
        guard let alone = try? JSONParser.parse(Array(bytes[value.range])), alone.kindName == value.kindName else {
            return false
        }
        return switch value.kind {
        case .array(let values): values.allSatisfy { spansHold($0, in: bytes) }
        case .object(let members):
            members.allSatisfy { member in
                (try? JSONParser.parse(Array(bytes[member.keyRange])))?.string == member.key
                    && spansHold(member.value, in: bytes)
            }
        default: alone.kind == value.kind
        }
    }
}

/// JSON texts made by chance from a seed.
private struct TextSource: RandomNumberGenerator {
    private var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    mutating func next() -> UInt64 { generator.next() }

    mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }

    mutating func value(depth: Int) -> String {
        let blank = ["", "", " ", "\n  ", "\t", "\r\n"].randomElement(using: &self) ?? ""
        let kinds = depth < 4 ? 8 : 5
        let text: String
        switch below(kinds) {
        case 0: text = ["null", "true", "false"].randomElement(using: &self) ?? "null"
        case 1, 2: text = number()
        case 3, 4: text = string()
        case 5, 6: text = "[" + (0..<below(5)).map { _ in value(depth: depth + 1) }.joined(separator: ",") + blank + "]"
        default:
            // The index keeps the keys apart.
            let members = (0..<below(5)).map { index in
                "\(blank)\"\(index)\(string().dropFirst())\(blank):\(value(depth: depth + 1))"
            }
            text = "{" + members.joined(separator: ",") + blank + "}"
        }
        return blank + text + (depth == 0 ? "" : blank)
    }

    private mutating func number() -> String {
        let sign = below(3) == 0 ? "-" : ""
        let fraction = below(3) == 0 ? ".\(below(1000))" : ""
        let exponent = below(4) == 0 ? "e\(["", "+", "-"].randomElement(using: &self) ?? "")\(below(20))" : ""
        return sign + String(below(100_000)) + fraction + exponent
    }

    private mutating func string() -> String {
        let pieces = [
            "a", "Z", " ", "é", "漢", "😀", "\\n", "\\\"", "\\\\", "\\/", "\\u0041", "\\u00e9", "\\ud83d\\ude00", "/",
            "'", "[", "{", ",",
        ]
        return "\"" + (0..<below(8)).map { _ in pieces.randomElement(using: &self) ?? "" }.joined() + "\""
    }
}
