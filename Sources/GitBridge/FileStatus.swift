internal import SourceFiles

/// The kind of a file on disk.
enum FileKind: Sendable {
    case file, folder, symbolicLink
    /// A FIFO, a socket, or a device, which Git does not track.
    case other

    /// Whether Git tracks it as a file of its own.
    var isContent: Bool { self == .file || self == .symbolicLink }
}

/// A point in time as recorded by file systems and Git's index, ordered by time.
struct FileTime: Hashable, Sendable, Comparable {
    /// Seconds since 1970.
    let seconds: Int
    /// Nanoseconds of that second; 0 if they were not recorded.
    let nanoseconds: Int

    /// Makes a time from seconds and nanoseconds.
    init(seconds: Int, nanoseconds: Int) {
        self.seconds = seconds
        self.nanoseconds = nanoseconds
    }

    /// Makes a time from the system's `timespec`.
    init(_ time: timespec) {
        self.init(seconds: time.tv_sec, nanoseconds: time.tv_nsec)
    }

    static func < (left: FileTime, right: FileTime) -> Bool {
        (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
    }
}

/// What `stat` reports about a file.
struct FileStatus: Sendable {
    /// The kind.
    let kind: FileKind
    /// The size in bytes.
    let size: Int
    /// The time at which the content changed.
    let modified: FileTime
    /// The time at which the content, the mode or the name changed.
    let changed: FileTime
    /// The inode number.
    let inode: UInt64
    /// The user that owns it.
    let owner: UInt32
    /// The group that owns it.
    let group: UInt32
    /// The permissions: the lower twelve bits of the mode.
    let permissions: UInt32

    /// Whether its owner may execute it, the only permission that Git records.
    var isExecutable: Bool { permissions & UInt32(S_IXUSR) != 0 }
}

extension FileStatus {
    /// Reads the status of an absolute path; `nil` if nothing exists there.
    ///
    /// Symbolic links are followed only with `following`.
    static func of(_ path: [UInt8], following: Bool = false) throws(SystemError) -> FileStatus? {
        var status = stat()
        let result = unsafe path.withCString { path in
            unsafe following ? stat(path, &status) : lstat(path, &status)
        }
        return try FileStatus(result, status)
    }

    /// Reads the status of an entry of an open folder, not through a link; `nil` if nothing exists there.
    static func of(_ name: [UInt8], in folder: borrowing Descriptor) throws(SystemError) -> FileStatus? {
        var status = stat()
        let parent = folder.number
        let result = unsafe name.withCString { unsafe fstatat(parent, $0, &status, AT_SYMLINK_NOFOLLOW) }
        return try FileStatus(result, status)
    }

    /// Reads the status of an open file.
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
