/// Finds single tables in a lock file without parsing all of it: the lock file of a large project has a megabyte.
///
/// Tools write these files in one form: `[[package]]` on its own line, then `name = "…"`, then other keys, then
/// `[package.…]`. A name elsewhere, in an array of dependencies, is never at the start of a line of the package's own
/// keys.
enum LockTables {
    /// The `[[package]]` tables of `package`, each with its sub-tables, in their order.
    static func packages(named package: PackageName, in bytes: [UInt8]) -> [Range<Int>] {
        let span = bytes.span
        var tables: [Range<Int>] = []
        var start: Int?
        var isWanted = false
        // Only the package's own keys name it: those before its first sub-table.
        var isInOwnKeys = false
        var line = 0
        while line < span.count {
            switch span[line] {
            case UInt8(ascii: "["):
                if matches("[package.", span, at: line) || matches("[[package.", span, at: line) {
                    isInOwnKeys = false
                } else {
                    if let start, isWanted { tables.append(start..<line) }
                    let isPackage = matches("[[package]]", span, at: line)
                    start = isPackage ? line : nil
                    isInOwnKeys = isPackage
                    isWanted = false
                }
            case UInt8(ascii: "n") where isInOwnKeys && matches("name", span, at: line):
                if let name = stringValue(ofKey: "name", span, at: line) {
                    isWanted = PackageName(bytes[name]) == package
                }
            default: break
            }
            line = nextLine(span, after: line)
        }
        if let start, isWanted { tables.append(start..<span.count) }
        return tables
    }

    /// The bytes between the quotes of `key = "…"` among the package's own keys.
    static func stringValue(ofKey key: StaticString, in bytes: [UInt8], table: Range<Int>) -> Range<Int>? {
        let span = bytes.span
        var line = nextLine(span, after: table.lowerBound)
        while line < table.upperBound, span[line] != UInt8(ascii: "[") {
            if let value = stringValue(ofKey: key, span, at: line) { return value }
            line = nextLine(span, after: line)
        }
        return nil
    }

    private static func stringValue(ofKey key: StaticString, _ span: Span<UInt8>, at line: Int) -> Range<Int>? {
        guard matches(key, span, at: line) else { return nil }
        let sign = skipBlanks(span, from: line + key.utf8CodeUnitCount)
        guard sign < span.count, span[sign] == UInt8(ascii: "=") else { return nil }
        let position = skipBlanks(span, from: sign + 1)
        guard position < span.count, span[position] == UInt8(ascii: "\"") || span[position] == UInt8(ascii: "'")
        else { return nil }
        let quote = span[position]
        let start = position + 1
        var end = start
        while end < span.count, span[end] != quote {
            if span[end] == 0x0A { return nil }
            end += 1
        }
        return end < span.count ? start..<end : nil
    }

    private static func matches(_ text: StaticString, _ span: Span<UInt8>, at position: Int) -> Bool {
        let count = text.utf8CodeUnitCount
        guard position + count <= span.count else { return false }
        for offset in 0..<count where unsafe text.utf8Start[offset] != span[position + offset] { return false }
        return true
    }

    private static func skipBlanks(_ span: Span<UInt8>, from start: Int) -> Int {
        var position = start
        while position < span.count, span[position] == 0x20 || span[position] == 0x09 { position += 1 }
        return position
    }

    private static func nextLine(_ span: Span<UInt8>, after position: Int) -> Int {
        var end = position
        while end < span.count, span[end] != 0x0A { end += 1 }
        return min(end + 1, span.count)
    }
}
