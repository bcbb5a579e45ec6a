internal import SourceFiles

/// Why a system call failed.
struct SystemError: Error, Hashable, Sendable {
    /// The error number of the system.
    let number: Int32

    /// The error of the call that has just failed.
    static var last: SystemError { SystemError(number: errno) }

    /// Whether there is nothing at that path: it or a folder above it does not exist, is no folder, or is a symbolic link.
    var isAbsence: Bool {
        isNotAFolder || number == ENOENT || number == ENAMETOOLONG
    }

    /// Whether a file or a symbolic link is in the place of a folder.
    var isNotAFolder: Bool {
        number == ENOTDIR || number == ELOOP
    }

    /// The error as a user reads it.
    func explained(_ attempt: String) -> SnapshotError {
        let reason = unsafe strerror(number).map { unsafe [UInt8](cString: $0).text } ?? "error \(number)"
        let help: String? =
            switch number {
            case EMFILE, ENFILE: "raise the limit of open files: `ulimit -n 4096`"
            case EACCES, EPERM: "give the user that runs `lint` the right to read it"
            default: nil
            }
        return SnapshotError(attempt, reason: reason, help: help)
    }
}
