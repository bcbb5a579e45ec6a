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

/// One change of one file.
public struct Edit: Hashable, Sendable {
    /// What is changed.
    public enum Change: Hashable, Sendable {
        /// A range is replaced; an empty one is an insertion.
        case replace(ByteRange, with: String)
        /// The file is created.
        case create(contents: String)
        /// The file is moved, after all that is replaced in it.
        case move(to: Path)
    }

    /// The file.
    public let path: Path
    /// What is changed.
    public let change: Change

    /// Makes an edit.
    public init(_ path: Path, _ change: Change) {
        self.path = path
        self.change = change
    }

    /// What is replaced; `nil` for a file as a whole.
    public var range: ByteRange? {
        if case .replace(let range, _) = change { range } else { nil }
    }
}
