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
            let words = line.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: "\r") }
                .map { String(decoding: $0, as: UTF8.self) }
            // A pattern for folders matches no file.
            guard let pattern = words.first, !pattern.hasPrefix("#"), !pattern.hasSuffix("/") else { return nil }
            var isVendored: Bool?
            for word in words.dropFirst() {
                switch word {
                case attribute, attribute + "=true": isVendored = true
                case "-" + attribute, "!" + attribute, attribute + "=false": isVendored = false
                default: break
                }
            }
            return isVendored.map { Line(folder: folder, pattern: PathPattern(pattern), isVendored: $0) }
        }
    }
}
