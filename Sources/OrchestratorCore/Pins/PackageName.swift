internal import SourceFiles

/// The name of a Python package, compared as PEP 503 does: case, and runs of `-`, `_` and `.`, make no difference.
struct PackageName: Hashable, Sendable {
    /// The name in lower case with single hyphens.
    let normalized: [UInt8]

    /// Normalizes a name.
    init(_ name: some Sequence<UInt8>) {
        var normalized: [UInt8] = []
        for byte in name {
            if byte.isNameSeparator {
                if normalized.last != UInt8(ascii: "-") { normalized.append(UInt8(ascii: "-")) }
            } else {
                normalized.append(byte.lowercased)
            }
        }
        self.normalized = normalized
    }

    /// Normalizes a name.
    init(_ name: some StringProtocol) {
        self.init(name.utf8)
    }

    /// Whether `bytes` may contain this name, in any spelling: a quick check before a file is parsed.
    func isMentioned(in bytes: [UInt8]) -> Bool {
        let span = bytes.span
        guard let first = normalized.first else { return false }
        for start in span.indices where span[start].lowercased == first {
            var position = start
            var matched = 0
            while position < span.count, matched < normalized.count {
                if normalized[matched] == UInt8(ascii: "-") {
                    guard span[position].isNameSeparator else { break }
                    while position < span.count, span[position].isNameSeparator { position += 1 }
                } else {
                    guard span[position].lowercased == normalized[matched] else { break }
                    position += 1
                }
                matched += 1
            }
            if matched == normalized.count { return true }
        }
        return false
    }
}
