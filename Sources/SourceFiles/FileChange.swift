/// A change of one file.
public struct FileChange: Hashable, Sendable {
    /// The path of the file, or of the file to create.
    public let path: Path
    /// The bytes that the file must still have; `nil` for a file to create.
    public let before: [UInt8]?
    /// The new bytes.
    public let after: [UInt8]
    /// The new path, to which the file is moved once its bytes are replaced; `nil` if it is not moved.
    public let newPath: Path?

    /// Describes a change.
    public init(path: Path, before: [UInt8]?, after: [UInt8], newPath: Path? = nil) {
        self.path = path
        self.before = before
        self.after = after
        self.newPath = newPath
    }
}
