internal import SourceFiles

extension PackageVersion {
    /// Reads a version in any spelling of PEP 440; `nil` for anything else, and for a number that is too large.
    public init?(_ text: some StringProtocol) {
        var scanner = VersionScanner(text.utf8)
        guard let version = scanner.version() else { return nil }
        self = version
    }
}

/// Reads one version: the grammar of appendix B of PEP 440.
private struct VersionScanner {
    private let bytes: [UInt8]
    private var position = 0

    init(_ text: some Sequence<UInt8>) {
        // Letters count in any case.
        var bytes = text.map(\.lowercased)
        bytes.trimWhitespace()
        self.bytes = bytes
    }

    mutating func version() -> PackageVersion? {
        if next == UInt8(ascii: "v") { position += 1 }
        guard var first = number() else { return nil }
        var epoch = 0
        if next == UInt8(ascii: "!") {
            position += 1
            epoch = first
            guard let number = number() else { return nil }
            first = number
        }
        guard var release = releaseSegment(from: first) else { return nil }
        while release.last == 0 { release.removeLast() }
        guard let preRelease = preReleaseSegment(), let post = postSegment(), let development = developmentSegment(),
            let local = localSegment(), position == bytes.count
        else { return nil }
        return PackageVersion(
            epoch: epoch, release: release, preRelease: preRelease.value, post: post.value,
            development: development.value, local: local)
    }

    /// An optional segment; one that is malformed is `nil` instead of this.
    private struct Segment<Value> {
        let value: Value?
    }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func releaseSegment(from first: Int) -> [Int]? {
        var release = [first]
        while next == UInt8(ascii: "."), position + 1 < bytes.count, bytes[position + 1].isDigit {
            position += 1
            guard let number = number() else { return nil }
            release.append(number)
        }
        return release
    }

    private mutating func preReleaseSegment() -> Segment<PackageVersion.PreRelease>? {
        let words: [(String, PackageVersion.Phase)] = [
            ("alpha", .alpha), ("a", .alpha), ("beta", .beta), ("b", .beta),
            ("preview", .candidate), ("pre", .candidate), ("rc", .candidate), ("c", .candidate),
        ]
        for (word, phase) in words where skip(separatorAnd: word) {
            guard let number = optionalNumber() else { return nil }
            return Segment(value: PackageVersion.PreRelease(phase: phase, number: number))
        }
        return Segment(value: nil)
    }

    private mutating func postSegment() -> Segment<Int>? {
        // `1.0-1` is a post-release too.
        if next == UInt8(ascii: "-"), position + 1 < bytes.count, bytes[position + 1].isDigit {
            position += 1
            return number().map { Segment(value: $0) }
        }
        for word in ["post", "rev", "r"] where skip(separatorAnd: word) {
            return optionalNumber().map { Segment(value: $0) }
        }
        return Segment(value: nil)
    }

    private mutating func developmentSegment() -> Segment<Int>? {
        guard skip(separatorAnd: "dev") else { return Segment(value: nil) }
        return optionalNumber().map { Segment(value: $0) }
    }

    private mutating func localSegment() -> [PackageVersion.LocalPart]? {
        guard next == UInt8(ascii: "+") else { return [] }
        let parts = bytes[(position + 1)...].split(omittingEmptySubsequences: false) { $0.isNameSeparator }
        position = bytes.count
        var local: [PackageVersion.LocalPart] = []
        for part in parts {
            guard !part.isEmpty, part.allSatisfy({ $0.isDigit || $0.isLowercase }) else { return nil }
            let text = String(decoding: part, as: UTF8.self)
            local.append(part.allSatisfy(\.isDigit) ? Int(text).map { .number($0) } ?? .text(text) : .text(text))
        }
        return local
    }

    /// Skips `word` with at most one separator before it; skips nothing otherwise.
    private mutating func skip(separatorAnd word: String) -> Bool {
        let start = if let next, next.isNameSeparator { position + 1 } else { position }
        guard bytes[min(start, bytes.count)...].starts(with: word.utf8) else { return false }
        position = start + word.utf8.count
        return true
    }

    /// The number after a word, with at most one separator before it; 0 if there is none.
    private mutating func optionalNumber() -> Int? {
        if let next, next.isNameSeparator {
            guard position + 1 < bytes.count, bytes[position + 1].isDigit else { return 0 }
            position += 1
        }
        return next?.isDigit == true ? number() : 0
    }

    private mutating func number() -> Int? {
        let start = position
        while next?.isDigit == true { position += 1 }
        return Int(String(decoding: bytes[start..<position], as: UTF8.self))
    }
}
