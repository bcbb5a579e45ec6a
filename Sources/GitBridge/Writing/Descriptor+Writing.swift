internal import CLibgit2
internal import SourceFiles

/// Creates and renames files.
extension Descriptor {
    private static let creating = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC

    /// Creates the file `name` in an open folder, and opens it for writing; fails if it exists.
    init(creating name: [UInt8], in folder: borrowing Descriptor, permissions: UInt32) throws(SystemError) {
        let parent = folder.number
        try self.init(
            number: unsafe name.withCString { unsafe openat(parent, $0, Self.creating, mode_t(permissions)) })
    }

    /// Creates the file at an absolute path, and opens it for writing; fails if it exists.
    init(creating path: [UInt8], permissions: UInt32) throws(SystemError) {
        try self.init(number: unsafe path.withCString { unsafe open($0, Self.creating, mode_t(permissions)) })
    }

    /// Writes all of `bytes`, sets the permissions if they are given, and waits until the device has them.
    borrowing func fill(with bytes: [UInt8], permissions: UInt32? = nil) throws(SystemError) {
        try writeAll(bytes)
        if let permissions { try setPermissions(permissions) }
        try synchronize()
    }

    /// Writes all of `bytes`.
    borrowing func writeAll(_ bytes: [UInt8]) throws(SystemError) {
        var written = 0
        while written < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                unsafe systemWrite(number, buffer.baseAddress.map { unsafe $0 + written }, buffer.count - written)
            }
            if count >= 0 { written += count } else if errno != EINTR { throw SystemError.last }
        }
    }

    /// Sets the permissions, independent of the user's umask.
    borrowing func setPermissions(_ permissions: UInt32) throws(SystemError) {
        guard fchmod(number, mode_t(permissions)) == 0 else { throw SystemError.last }
    }

    /// Gives the file its former owner, if this user may: root also fixes files of others.
    borrowing func giveTo(owner: UInt32, group: UInt32) {
        if owner != geteuid() || group != getegid() { _ = fchown(number, uid_t(owner), gid_t(group)) }
    }

    /// Waits until the device has the bytes of a file, or the names of a folder.
    borrowing func synchronize() throws(SystemError) {
        guard systemSynchronize(number) == 0 else { throw SystemError.last }
    }

    /// Waits until the device has everything written to this file system; returns `false` if the system cannot.
    borrowing func synchronizeFileSystem() throws(SystemError) -> Bool {
        if lint_synchronize_file_system(number) == 0 { return true }
        guard errno == ENOSYS else { throw SystemError.last }
        return false
    }

    /// Renames the file `old` of this folder to `new`, replacing a file of that name.
    borrowing func replace(_ new: [UInt8], by old: [UInt8]) throws(SystemError) {
        let status = unsafe old.withCString { old in
            unsafe new.withCString { new in unsafe renameat(number, old, number, new) }
        }
        guard status == 0 else { throw SystemError.last }
    }

    /// Moves the file `old` of this folder to `new` in `folder`; fails if that exists.
    borrowing func move(_ old: [UInt8], to new: [UInt8], in folder: borrowing Descriptor) throws(SystemError) {
        let target = folder.number
        let moved = unsafe old.withCString { old in
            unsafe new.withCString { new in unsafe lint_rename_to_free_name(number, old, target, new) }
        }
        if moved == 0 { return }
        guard [EINVAL, ENOSYS, ENOTSUP].contains(errno) else { throw SystemError.last }
        // A second name first: unlike `rename`, a link never replaces a file.
        let status = unsafe old.withCString { old in
            unsafe new.withCString { new in unsafe linkat(number, old, target, new, 0) }
        }
        guard status == 0 else { throw SystemError.last }
        try remove(old)
    }

    /// Removes the file `name` of this folder.
    borrowing func remove(_ name: [UInt8], isFolder: Bool = false) throws(SystemError) {
        guard unsafe name.withCString({ unsafe unlinkat(number, $0, isFolder ? AT_REMOVEDIR : 0) }) == 0 else {
            throw SystemError.last
        }
    }

    /// Creates the folder `name` in this one.
    borrowing func makeFolder(_ name: [UInt8]) throws(SystemError) {
        guard unsafe name.withCString({ unsafe mkdirat(number, $0, 0o777) }) == 0 else { throw SystemError.last }
    }
}
