internal import SourceFiles

/// The paths that a repository marks as other people's code: with `linguist-vendored` in a `.gitattributes`.
///
/// Takes the `.gitattributes` files of a snapshot; answers for the path of a file. The last line that matches decides,
/// and a deeper file comes after a higher one, as in Git.
struct VendoredPaths: Hashable, Sendable {
    /// The name of the files.
    static let fileName = ".gitattributes"
    private static let attribute = "linguist-vendored"

    private struct Line: Hashable {
        let folder: Path
        let pattern: PathPattern
        let isVendored: Bool
    }

    private var lines: [Line] = []

    /// Reads `files`, whose order does not matter.
    init(_ files: [Path], in tree: any FileTree) throws(SnapshotError) {
        for file in files.sorted(by: { $0.components.count < $1.components.count }) {
            guard let bytes = try tree.contents(of: file), bytes[...].contains(text: Self.attribute) else { continue }
            lines += Self.lines(of: bytes, in: file.parent ?? .root)
        }
    }

    /// Whether a file at `path` is marked.
    func contain(_ path: Path) -> Bool {
        lines.last { line in
            guard path.isWithin(line.folder) else { return false }
            return line.pattern.isName
                ? line.pattern.matches(name: path.name)
                : line.pattern.matchesExactly(path.components.dropFirst(line.folder.components.count))
        }?.isVendored ?? false
    }

    private static func lines(of bytes: [UInt8], in folder: Path) -> [Line] {
        bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
            let line = line.drop(while: isBlank)
            let (pattern, rest) =
                quotedPattern(line) ?? (Array(line.prefix { !isBlank($0) }), line.drop { !isBlank($0) })
            // A pattern for folders matches no file, and Git has no paths with `.` in them.
            guard let first = line.first, first != UInt8(ascii: "#"), pattern.last != UInt8(ascii: "/"),
                !pattern.starts(with: "./".utf8)
            else { return nil }
            var isVendored: Bool?
            for word in rest.split(whereSeparator: isBlank) {
                switch String(decoding: word, as: UTF8.self) {
                case attribute, attribute + "=true": isVendored = true
                case "-" + attribute, "!" + attribute, attribute + "=false": isVendored = false
                default: break
                }
            }
            return isVendored.map { Line(folder: folder, pattern: PathPattern(pattern), isVendored: $0) }
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
    }

    /// The pattern in quotes that a line begins with, and the rest of the line; `nil` if it is not a valid one.
    ///
    /// The escapes are those of C. Source: `unquote_c_style` in Git's `quote.c`.
    private static func quotedPattern(_ line: ArraySlice<UInt8>) -> (pattern: [UInt8], rest: ArraySlice<UInt8>)? {
        guard line.first == UInt8(ascii: "\"") else { return nil }
        var pattern: [UInt8] = []
        var rest = line.dropFirst()
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "\"") { return (pattern, rest) }
            guard byte == UInt8(ascii: "\\") else {
                pattern.append(byte)
                continue
            }
            guard let escaped = rest.popFirst() else { return nil }
            if let index = Array("abfnrtv\"\\".utf8).firstIndex(of: escaped) {
                pattern.append([7, 8, 12, 10, 13, 9, 11, 0x22, 0x5C][index])
                continue
            }
            let digits = [escaped] + rest.prefix(2)
            guard digits.count == 3, digits[0] <= UInt8(ascii: "3"),
                digits.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "7")).contains)
            else { return nil }
            pattern.append(digits.reduce(0) { $0 << 3 | ($1 - UInt8(ascii: "0")) })
            rest = rest.dropFirst(2)
        }
        return nil
    }
}
