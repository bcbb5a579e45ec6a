internal import CLibgit2
internal import SourceFiles

/// What libgit2 said when a call failed, copied while it was still true.
struct GitError: Error, Hashable, Sendable {
    /// The function that was called.
    let function: String
    /// Its answer, one of `git_error_code`.
    let code: Int32
    /// libgit2's words.
    let message: String

    /// Whether the answer was `code`.
    func isCode(_ code: git_error_code) -> Bool { self.code == code.rawValue }

    /// The error as a user reads it.
    func explained(_ attempt: String, help: String? = nil) -> SnapshotError {
        SnapshotError(attempt, reason: message, help: help)
    }
}

/// The one gate for errors of C: passes on what is not negative, and throws the rest.
///
/// libgit2's last error is read only after a failure: after success it may be stale, and without one it is NULL.
@discardableResult
func check(_ function: StaticString, _ status: Int32) throws(GitError) -> Int32 {
    if status >= 0 { return status }
    let last = unsafe git_error_last()
    let message = unsafe last.flatMap { unsafe $0.pointee.message }.map { unsafe [UInt8](cString: $0).text }
    throw GitError(function: "\(function)", code: status, message: message ?? "\(function) answered \(status)")
}

/// Runs `body` and says of a failure what was attempted.
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
