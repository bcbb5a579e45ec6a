/// The line of an ignore file that makes Git ignore a path.
public struct IgnoreReason: Hashable, Sendable {
    /// The file that contains the line.
    public enum Source: Hashable, Sendable {
        /// A `.gitignore` of the work tree.
        case file(Path)
        /// `info/exclude` or the file of `core.excludesFile`, as an absolute path.
        case outside([UInt8])
    }

    /// The file that contains the line.
    public let source: Source
    /// The number of the line, from 1.
    public let line: Int
    /// The pattern, without white space at its end.
    public let pattern: String

    /// Makes the reason of its parts.
    public init(source: Source, line: Int, pattern: String) {
        self.source = source
        self.line = line
        self.pattern = pattern
    }
}

extension IgnoreReason: CustomStringConvertible {
    /// The pattern and its place in one phrase: *`env*` in line 3 of .gitignore*.
    public var description: String {
        let file =
            switch source {
            case .file(let path): path.description
            case .outside(let path): Path.printable(path)
            }
        return "`\(Path.printable(Array(pattern.utf8)))` in line \(line) of \(file)"
    }
}
