/// The kind of an entry, as Git distinguishes them.
public enum FileMode: Sendable, Hashable {
    /// A file; `executable` is the only permission that Git records.
    case file(executable: Bool)
    /// A symbolic link: its content is the target, and it is never followed.
    case symbolicLink
    /// A folder.
    case folder
    /// A submodule: the commit of another repository.
    case submodule
}

/// The id of a Git object: 20 bytes of SHA-1.
public struct ObjectID: Hashable, Sendable, CustomStringConvertible {
    /// Bytes 0 to 7, big-endian.
    public let high: UInt64
    /// Bytes 8 to 15, big-endian.
    public let middle: UInt64
    /// Bytes 16 to 19, big-endian.
    public let low: UInt32

    /// Makes an id from the three big-endian parts of a SHA-1.
    public init(high: UInt64, middle: UInt64, low: UInt32) {
        self.high = high
        self.middle = middle
        self.low = low
    }

    /// The 40 hexadecimal digits.
    public var description: String {
        Self.padded(high, to: 16) + Self.padded(middle, to: 16) + Self.padded(UInt64(low), to: 8)
    }

    private static func padded(_ value: UInt64, to width: Int) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: width - digits.count) + digits
    }
}

/// An entry of a snapshot: its path, its kind, and the object with its content.
public struct FileEntry: Hashable, Sendable {
    /// The path.
    public let path: Path
    /// The kind.
    public let mode: FileMode
    /// The blob with exactly these bytes, if it is known without reading them; `nil` for a changed or untracked file on
    /// disk.
    public let object: ObjectID?

    /// Makes an entry.
    public init(path: Path, mode: FileMode, object: ObjectID? = nil) {
        self.path = path
        self.mode = mode
        self.object = object
    }

    /// Whether this is a file, and not a link, a folder or a submodule.
    public var isFile: Bool {
        if case .file = mode { true } else { false }
    }
}
