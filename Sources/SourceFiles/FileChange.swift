/// What a repair makes of one file.
public struct FileChange: Hashable, Sendable {
    /// Where it is, or where it is going to be created.
    public let path: Path
    /// The bytes that it has to hold still; `nil` where nothing may be there.
    public let before: [UInt8]?
    /// The bytes that it is going to hold.
    public let after: [UInt8]
    /// Where it is moved to, once its bytes are replaced; `nil` where it stays.
    public let newPath: Path?

    /// Describes a change.
    public init(path: Path, before: [UInt8]?, after: [UInt8], newPath: Path? = nil) {
        self.path = path
        self.before = before
        self.after = after
        self.newPath = newPath
    }
}
