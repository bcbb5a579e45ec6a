internal import SourceFiles

/// What kind of thing lies at a path on disk.
enum FileKind: Sendable {
    case file, folder, symbolicLink
    /// A FIFO, a socket, or a device: nothing that Git keeps.
    case other

    /// Whether Git keeps it as a file of its own.
    var isContent: Bool { self == .file || self == .symbolicLink }
}

/// A point in time as file systems and Git's index keep it; orders by time.
struct FileTime: Hashable, Sendable, Comparable {
    /// Seconds since 1970.
    let seconds: Int
    /// Nanoseconds of that second; 0 where whoever wrote them down keeps none.
    let nanoseconds: Int

    /// Takes the seconds and the nanoseconds of a time.
    init(seconds: Int, nanoseconds: Int) {
        self.seconds = seconds
        self.nanoseconds = nanoseconds
    }

    /// Takes the system's form of a time.
    init(_ time: timespec) {
        self.init(seconds: time.tv_sec, nanoseconds: time.tv_nsec)
    }

    static func < (left: FileTime, right: FileTime) -> Bool {
        (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
    }
}

/// What the system says of a file without opening it.
struct FileStatus: Sendable {
    /// What it is.
    let kind: FileKind
    /// How many bytes it holds.
    let size: Int
    /// When its content changed.
    let modified: FileTime
    /// When its content, mode or name changed.
    let changed: FileTime
    /// Its number in the file system.
    let inode: UInt64
    /// The user that owns it.
    let owner: UInt32
    /// Its group.
    let group: UInt32
    /// The permissions: the lower twelve bits of the mode.
    let permissions: UInt32

    /// Whether its owner may execute it, the one permission that Git keeps.
    var isExecutable: Bool { permissions & UInt32(S_IXUSR) != 0 }
}

extension FileStatus {
    /// Looks at an absolute path, through links only with `following`; `nil` where nothing is there.
    static func of(_ path: [UInt8], following: Bool = false) throws(SystemError) -> FileStatus? {
        var status = stat()
        let result = unsafe path.withCString { path in
            unsafe following ? stat(path, &status) : lstat(path, &status)
        }
        return try FileStatus(result, status)
    }

    /// Looks at an entry of an open folder, never through a link; `nil` where nothing is there.
    static func of(_ name: [UInt8], in folder: borrowing Descriptor) throws(SystemError) -> FileStatus? {
        var status = stat()
        let parent = folder.number
        let result = unsafe name.withCString { unsafe fstatat(parent, $0, &status, AT_SYMLINK_NOFOLLOW) }
        return try FileStatus(result, status)
    }

    /// Looks at what is open.
    static func of(_ descriptor: borrowing Descriptor) throws(SystemError) -> FileStatus {
        var status = stat()
        let result = unsafe fstat(descriptor.number, &status)
        guard let answer = try FileStatus(result, status) else { throw SystemError(number: ENOENT) }
        return answer
    }

    private init?(_ result: Int32, _ status: stat) throws(SystemError) {
        guard result == 0 else {
            let error = SystemError.last
            if error.isAbsence { return nil }
            throw error
        }
        kind =
            switch status.st_mode & S_IFMT {
            case S_IFREG: .file
            case S_IFDIR: .folder
            case S_IFLNK: .symbolicLink
            default: .other
            }
        size = Int(status.st_size)
        modified = FileTime(status.modificationTime)
        changed = FileTime(status.statusChangeTime)
        inode = UInt64(status.st_ino)
        owner = status.st_uid
        group = status.st_gid
        permissions = UInt32(status.st_mode) & 0o7777
    }
}
