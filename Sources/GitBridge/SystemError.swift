internal import SourceFiles

/// An error of a system call.
struct SystemError: Error, Hashable, Sendable {
    /// The error number, `errno`.
    let number: Int32

    /// The error of the call that has just failed.
    static var last: SystemError { SystemError(number: errno) }

    /// Whether nothing exists at the path: it or a folder above it does not exist, is not a folder, or is a symbolic
    /// link.
    var isAbsence: Bool {
        isNotAFolder || number == ENOENT || number == ENAMETOOLONG
    }

    /// Whether a file or a symbolic link is in the place of a folder.
    var isNotAFolder: Bool {
        number == ENOTDIR || number == ELOOP
    }

    /// Whether it is about the file, and not about what this process may use.
    var isOfTheFile: Bool {
        number != EMFILE && number != ENFILE && number != ENOMEM
    }

    /// The error for people.
    func explained(_ attempt: String) -> SnapshotError {
        let reason = unsafe strerror(number).map { unsafe [UInt8](cString: $0).text } ?? "error \(number)"
        let help: String? =
            switch number {
            case EMFILE, ENFILE: "raise the limit of open files: `ulimit -n 4096`"
            case EACCES, EPERM: "allow the user that runs lint to read it"
            default: nil
            }
        return SnapshotError(attempt, reason: reason, help: help)
    }
}
