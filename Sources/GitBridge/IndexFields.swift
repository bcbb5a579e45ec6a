internal import SourceFiles

/// The fields of an index entry before its path, by gitformat-index(5).
struct IndexFields {
    /// The length of the fields, without and with the extended flags.
    static let lengths = (short: 62, long: 64)

    /// The length of the fields of an entry with these flags.
    static func length(flags: UInt16) -> Int {
        flags & 0x4000 == 0 ? lengths.short : lengths.long
    }

    /// The time at which the content, mode or name of the file last changed; 0 if it is unknown.
    let changed: FileTime
    /// The time at which the content of the file last changed.
    let modified: FileTime
    /// The low 32 bits of the file's inode number; 0 if it is unknown.
    let inode: UInt32
    /// The low 32 bits of the file's size.
    let size: UInt32
    /// The kind of the entry.
    let mode: FileMode
    /// The object with the content; for a submodule, the commit.
    let object: ObjectID
    /// 0 for a merged entry; 1 to 3 for the sides of a conflict.
    let stage: Int
    /// Whether a sparse checkout leaves the file out of the work tree.
    let isSkipWorktree: Bool
    /// Whether the file is only intended to be added (`git add -N`), so that the next commit does not contain it.
    let isIntentToAdd: Bool

    /// Reads the fields that begin at `start`; the parser has checked that they are complete.
    init(_ bytes: [UInt8], at start: Int) {
        let bytes = bytes.span
        func number(_ offset: Int) -> UInt32 { bigEndian32(bytes, start + offset) }
        changed = FileTime(seconds: Int(number(0)), nanoseconds: Int(number(4)))
        modified = FileTime(seconds: Int(number(8)), nanoseconds: Int(number(12)))
        inode = number(20)
        mode = FileMode(gitMode: number(24))
        size = number(36)
        object = ObjectID(
            high: UInt64(number(40)) << 32 | UInt64(number(44)),
            middle: UInt64(number(48)) << 32 | UInt64(number(52)),
            low: number(56)
        )
        let flags = bigEndian16(bytes, start + 60)
        let extended = flags & 0x4000 == 0 ? 0 : bigEndian16(bytes, start + 62)
        stage = Int(flags >> 12 & 3)
        isSkipWorktree = extended & 0x4000 != 0
        isIntentToAdd = extended & 0x2000 != 0
    }
}

extension FileMode {
    /// The kind for a mode of the index or of a tree, of which only the type and the executable bit count.
    init(gitMode: UInt32) {
        self =
            switch gitMode & 0o170000 {
            case 0o120000: .symbolicLink
            case 0o160000: .submodule
            case 0o040000: .folder
            default: .file(executable: gitMode & 0o100 != 0)
            }
    }
}

/// The big-endian number of 32 bits at `offset`.
func bigEndian32(_ bytes: borrowing Span<UInt8>, _ offset: Int) -> UInt32 {
    UInt32(bytes[offset]) << 24 | UInt32(bytes[offset + 1]) << 16 | UInt32(bytes[offset + 2]) << 8
        | UInt32(bytes[offset + 3])
}

/// The big-endian number of 16 bits at `offset`.
func bigEndian16(_ bytes: borrowing Span<UInt8>, _ offset: Int) -> UInt16 {
    UInt16(bytes[offset]) << 8 | UInt16(bytes[offset + 1])
}
