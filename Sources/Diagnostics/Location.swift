public import SourceFiles

/// A place: a file and a range in it.
public struct Location: Hashable, Sendable {
    /// The file or folder, relative to the repository's root.
    public let path: Path
    /// The range in the file; `nil` for the file as a whole.
    public let range: ByteRange?

    /// Makes a place.
    public init(_ path: Path, _ range: ByteRange? = nil) {
        self.path = path
        self.range = range
    }
}
