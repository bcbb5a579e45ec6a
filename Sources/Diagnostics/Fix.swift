public import SourceFiles

/// Whether a repair may be made without being asked for each time.
public enum Applicability: String, Sendable, Hashable {
    /// Keeps the meaning that the author had in mind.
    case safe
    /// Changes what a deployment would do; only with `--unsafe-fixes`.
    case unsafe
}

/// A repair: all of its edits are made, or none.
public struct Fix: Hashable, Sendable {
    /// What it does, as an imperative: *set `depends_on` to `ca79fd834ba0`*.
    public let title: String
    /// Whether it needs to be asked for.
    public let applicability: Applicability
    /// The edits, free of overlaps.
    public let edits: [Edit]

    /// Makes a repair.
    public init(_ title: String, applicability: Applicability, edits: [Edit]) {
        self.title = title
        self.applicability = applicability
        self.edits = edits
    }
}

/// One replacement in one file.
public struct Edit: Hashable, Sendable {
    /// The file.
    public let path: Path
    /// What is replaced; an empty range inserts, `nil` creates the file.
    public let range: ByteRange?
    /// What stands there afterwards.
    public let replacement: String

    /// Makes an edit.
    public init(_ path: Path, _ range: ByteRange?, replacement: String) {
        self.path = path
        self.range = range
        self.replacement = replacement
    }
}
