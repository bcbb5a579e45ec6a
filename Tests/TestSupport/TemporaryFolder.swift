internal import SourceFiles
internal import Foundation

/// A folder for one test, under the system's temporary folder; it removes itself and all that it holds.
public final class TemporaryFolder: Sendable {
    /// The absolute path, without symbolic links and without a slash at its end.
    public let path: String

    /// Makes an empty folder.
    public init() throws {
        var template = Array((NSTemporaryDirectory() + "/lint-test-XXXXXX").utf8CString)
        guard unsafe mkdtemp(&template) != nil, let real = unsafe realpath(template, nil) else {
            throw TestSupportError("cannot make a temporary folder: \(unsafe String(cString: strerror(errno)))")
        }
        path = unsafe String(cString: real)
        unsafe free(real)
    }

    deinit {
        // `rm` rather than FileManager: names of any bytes, and folders that a test has made unreadable.
        _ = try? Command.run("/bin/rm", ["-rf", "--", path], in: "/", environment: [:])
    }

    /// The absolute path of something inside.
    public func path(_ relative: String) -> String {
        relative.isEmpty ? path : path + "/" + relative
    }
}

/// Something that a test stands on went wrong.
public struct TestSupportError: Error, CustomStringConvertible {
    /// What went wrong.
    public let description: String

    /// Makes an error.
    public init(_ description: String) {
        self.description = description
    }
}

extension TestSupportError {
    /// Says what failed, on what, and the system's reason.
    static func system(_ attempt: String, _ path: Path) -> TestSupportError {
        TestSupportError("cannot \(attempt) \(path): \(unsafe String(cString: strerror(errno)))")
    }
}
