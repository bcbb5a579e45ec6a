internal import SourceFiles

/// A line of an ignore file.
///
/// Source: gitignore(5), and `parse_path_pattern` and `last_matching_pattern_from_list` of Git's `dir.c`.
struct IgnorePattern {
    /// The maximum length of a pattern, which bounds the recursion; a path is not longer.
    private static let maximumLength = 4096

    /// The line, without white space at its end.
    let text: [UInt8]
    /// The number of the line, from 1.
    let line: Int
    /// Whether it begins with `!`: what it matches is not ignored.
    let isNegative: Bool

    /// The pattern itself, without `!` and the slashes at its ends.
    private let glob: [UInt8]
    private let matchesFoldersOnly: Bool
    /// Whether it is matched against the path below the folder of the file, and not against the name alone.
    private let isPath: Bool
    private let foldsCase: Bool

    /// Reads a line; `nil` for a comment and an empty line.
    ///
    /// With `foldsCase`, letters match in either case.
    init?(_ line: ArraySlice<UInt8>, number: Int, foldsCase: Bool) {
        guard let first = line.first, first != UInt8(ascii: "#") else { return nil }
        let withoutReturn = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
        // To Git, the line is a C string.
        let text = Self.trimmed(withoutReturn.prefix { $0 != 0 })
        var glob = text
        isNegative = glob.first == UInt8(ascii: "!")
        if isNegative { glob.removeFirst() }
        matchesFoldersOnly = glob.last == UInt8(ascii: "/")
        if matchesFoldersOnly { glob.removeLast() }
        guard !glob.isEmpty, glob.count <= Self.maximumLength else { return nil }
        isPath = glob.contains(UInt8(ascii: "/"))
        if glob.first == UInt8(ascii: "/") { glob.removeFirst() }
        self.text = Array(text)
        self.line = number
        self.glob = foldsCase ? glob.map(\.lowercased) : Array(glob)
        self.foldsCase = foldsCase
    }

    /// The patterns of a file, in their order.
    static func patterns(of bytes: [UInt8], foldsCase: Bool) -> [IgnorePattern] {
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        return text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated().compactMap {
            IgnorePattern($1, number: $0 + 1, foldsCase: foldsCase)
        }
    }

    /// Whether it matches a file or folder; `path` is relative to the folder of the file with the pattern.
    func matches(_ path: ArraySlice<UInt8>, isFolder: Bool) -> Bool {
        if matchesFoldersOnly && !isFolder { return false }
        let path = foldsCase ? path.map(\.lowercased)[...] : path
        guard isPath else {
            let slash = path.lastIndex(of: UInt8(ascii: "/"))
            let name = slash.map { path[($0 + 1)...] } ?? path
            return WildMatch.matches(glob, name, asPath: false)
        }
        // Git compares the part without wildcards first. It then takes the rest as a pattern of its own, so that in
        // `a**/b` the stars are at its start.
        let plain = glob.prefix { !Self.wildcards.contains($0) }
        guard path.starts(with: plain) else { return false }
        return WildMatch.matches(glob.dropFirst(plain.count), path.dropFirst(plain.count), asPath: true)
    }

    private static let wildcards: [UInt8] = Array(#"*?[\"#.utf8)

    /// The line without the spaces at its end; a backslash keeps the one after it.
    private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var (index, end) = (line.startIndex, line.startIndex)
        while index < line.endIndex {
            let isEscape = line[index] == UInt8(ascii: "\\")
            if isEscape { index += 1 }
            // A lone backslash at the end keeps everything before it.
            guard index < line.endIndex else { return line }
            if isEscape || line[index] != UInt8(ascii: " ") { end = index + 1 }
            index += 1
        }
        return line[..<end]
    }
}
