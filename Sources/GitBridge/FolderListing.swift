internal import SourceFiles

/// One name in a folder on disk.
struct FolderListing {
    /// The name, without a slash.
    let name: [UInt8]
    /// The kind; `nil` if the file system does not report it and a `stat` is needed.
    let kind: FileKind?
}

extension FolderListing {
    /// The names in an open folder except `.` and `..`, in no order.
    static func of(_ folder: borrowing Descriptor) throws(SystemError) -> [FolderListing] {
        // A descriptor of its own, because the stream takes ownership of it and its position is not shared.
        let duplicate = unsafe openat(folder.number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard duplicate >= 0 else { throw SystemError.last }
        guard let stream = unsafe fdopendir(duplicate) else {
            let error = SystemError.last
            close(duplicate)
            throw error
        }
        defer { unsafe closedir(stream) }
        var listing: [FolderListing] = []
        while true {
            errno = 0
            guard let entry = unsafe readdir(stream) else {
                if errno != 0 { throw SystemError.last }
                return listing
            }
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { name in
                unsafe [UInt8](cString: UnsafeRawPointer(name).assumingMemoryBound(to: CChar.self))
            }
            if name == [UInt8(ascii: ".")] || name == [UInt8(ascii: "."), UInt8(ascii: ".")] { continue }
            listing.append(FolderListing(name: name, kind: unsafe kind(entry.pointee.d_type)))
        }
    }

    private static func kind(_ type: UInt8) -> FileKind? {
        switch Int(type) {
        case Int(DT_REG): .file
        case Int(DT_DIR): .folder
        case Int(DT_LNK): .symbolicLink
        case Int(DT_UNKNOWN): nil
        default: .other
        }
    }
}
