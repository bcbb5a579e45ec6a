internal import Diagnostics
internal import SourceFiles

/// The bytes of one file, and its lines.
struct SourceText {
    let bytes: [UInt8]
    let lines: LineTable

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        lines = LineTable(bytes)
    }

    /// The bytes of `line` without its line end.
    func content(ofLine line: Int) -> Range<Int> {
        let whole = lines.range(ofLine: line)
        var end = whole.upperBound
        while end > whole.lowerBound, bytes[end - 1] == UInt8(ascii: "\n") || bytes[end - 1] == UInt8(ascii: "\r") {
            end -= 1
        }
        return whole.lowerBound..<end
    }
}

/// The files that a report points into, each read and split into lines once.
final class SourceCache {
    private let read: (Path) -> [UInt8]?
    private var texts: [Path: SourceText?] = [:]

    init(_ read: @escaping (Path) -> [UInt8]?) {
        self.read = read
    }

    /// The file at `path`; `nil` if it could not be read.
    func text(of path: Path) -> SourceText? {
        if let known = texts[path] { return known }
        let text = read(path).map(SourceText.init)
        texts[path] = .some(text)
        return text
    }

    /// The start of `location`; `nil` if it has no range, or its file could not be read.
    func start(of location: Location) -> SourcePosition? {
        location.range.flatMap { text(of: location.path)?.lines.position(at: $0.lowerBound) }
    }
}
