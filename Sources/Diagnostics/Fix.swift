public import SourceFiles

/// Whether `--fix` makes a fix, or only together with `--unsafe-fixes`.
public enum Applicability: String, Sendable, Hashable {
    /// Keeps the meaning that the author intended.
    case safe
    /// Changes what a deployment does; made with `--unsafe-fixes` only.
    case unsafe
}

/// A fix of a finding: all of its edits are made, or none.
public struct Fix: Hashable, Sendable {
    /// What it does, in the imperative: *set `depends_on` to `ca79fd834ba0`*.
    public let title: String
    /// Whether it needs `--unsafe-fixes`.
    public let applicability: Applicability
    /// The edits, which do not overlap; a fix may change several files.
    public let edits: [Edit]

    /// Makes a fix.
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
        /// Replaces a range; an empty range is an insertion.
        case replace(ByteRange, with: String)
        /// Creates the file.
        case create(contents: String)
        /// Moves the file, after every replacement in it.
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

    /// The range that is replaced; `nil` for a file as a whole.
    public var range: ByteRange? {
        if case .replace(let range, _) = change { range } else { nil }
    }
}

/// A fix that was made, and the finding that it fixed.
public struct AppliedFix: Hashable, Sendable {
    /// The finding, as reported before the fix.
    public let diagnostic: Diagnostic
    /// The fix.
    public let fix: Fix

    /// Names a fix that was made.
    public init(_ fix: Fix, of diagnostic: Diagnostic) {
        self.diagnostic = diagnostic
        self.fix = fix
    }
}
