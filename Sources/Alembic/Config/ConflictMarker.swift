internal import SourceFiles

/// The lines that Git writes around the two sides of a conflict.
enum ConflictMarker {
    /// The message of a problem at such a line.
    static let message = "unresolved conflict marker"

    /// The range of the first `<<<<<<<` line if a `>>>>>>>` line follows; `nil` if there is none.
    ///
    /// A `=======` alone may be text in a comment or in a value.
    static func first(in bytes: [UInt8]) -> ByteRange? {
        var start: ByteRange?
        var lineStart = 0
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            defer { lineStart += line.count + 1 }
            guard let first = line.first, first == UInt8(ascii: "<") || first == UInt8(ascii: ">"),
                line.prefix(while: { $0 == first }).count == 7
            else { continue }
            if first == UInt8(ascii: ">"), start != nil { return start }
            if first == UInt8(ascii: "<"), start == nil { start = lineStart..<(lineStart + 7) }
        }
        return start
    }
}
