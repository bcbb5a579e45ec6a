internal import CLibgit2
internal import SourceFiles

/// An error of libgit2, copied when the call failed.
struct GitError: Error, Hashable, Sendable {
    /// The function that was called.
    let function: String
    /// The status that it returned, one of `git_error_code`.
    let code: Int32
    /// libgit2's message.
    let message: String

    /// Whether the status is `code`.
    func isCode(_ code: git_error_code) -> Bool { self.code == code.rawValue }

    /// The error as a message for users, about what was attempted.
    func explained(_ attempt: String, help: String? = nil) -> SnapshotError {
        SnapshotError(attempt, reason: message, help: help)
    }
}

/// Returns the status of a call of libgit2 if it is not negative, and throws the error otherwise.
///
/// This is the one gate for errors of C. libgit2's last error is read only after a failure, because after a success it
/// may be stale, and without an error it is NULL. It is copied and then cleared, so that a later failure that sets no
/// error of its own cannot be reported with this message.
@discardableResult
func check(_ function: StaticString, _ status: Int32) throws(GitError) -> Int32 {
    if status >= 0 { return status }
    let last = unsafe git_error_last()
    let message = unsafe last.flatMap { unsafe $0.pointee.message }.map { unsafe String(cString: $0) }
    git_error_clear()
    throw GitError(function: "\(function)", code: status, message: message ?? "\(function) returned \(status)")
}

/// Whether a call of libgit2 found what it looked for: false for `GIT_ENOTFOUND`; throws any other error.
func isFound(_ function: StaticString, _ status: Int32) throws(GitError) -> Bool {
    do throws(GitError) {
        try check(function, status)
        return true
    } catch {
        if error.isCode(GIT_ENOTFOUND) { return false }
        throw error
    }
}

/// Runs `body`, and adds what was attempted to its error.
func explaining<Value: ~Copyable>(
    _ attempt: @autoclosure () -> String,
    help: @autoclosure () -> String? = nil,
    _ body: () throws(GitError) -> Value
) throws(SnapshotError) -> Value {
    do throws(GitError) {
        return try body()
    } catch {
        throw error.explained(attempt(), help: help())
    }
}
