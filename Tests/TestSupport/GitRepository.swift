internal import Foundation

/// A real Git repository for one test, made by `git` in a temporary folder; it removes itself.
///
///     let repository = try GitRepository()
///     try repository.write("migrations/versions/schema/a.py", "revision = 'a'\n")
///     try repository.git("add", "-A")
///     let id = try repository.commit("Add a migration")
///
/// Nothing of the machine's configuration reaches it, and names and dates are fixed, so that the ids of its commits are
/// too.
public final class GitRepository: Sendable {
    /// The temporary folder that holds the repository, with room for others beside it.
    public let folder: TemporaryFolder
    /// The absolute path of the work tree, or of the repository itself where it is bare.
    public let root: String

    /// Makes an empty repository whose first branch will be `main`.
    ///
    /// `arguments` go to `git init`: `--bare`, `--object-format=sha256`. `name` is the repository's folder inside of
    /// `folder`.
    public init(_ arguments: String..., at name: String = "project", in folder: TemporaryFolder? = nil) throws {
        self.folder = try folder ?? TemporaryFolder()
        root = self.folder.path(name)
        try Self.git(["init", "--quiet", "--initial-branch=main"] + arguments + ["--", root], in: self.folder.path)
    }

    /// Takes the repository that some other `git` command has made in `folder`: a clone, a linked worktree, a
    /// submodule.
    public init(existing name: String, in folder: TemporaryFolder) {
        self.folder = folder
        root = folder.path(name)
    }

    /// Clones this repository into a folder beside it; `arguments` go to `git clone`.
    public func clone(_ arguments: String..., to name: String = "clone") throws -> GitRepository {
        try Self.git(["clone", "--quiet"] + arguments + ["--", "file://" + root, folder.path(name)], in: folder.path)
        return GitRepository(existing: name, in: folder)
    }
}

extension GitRepository {
    /// The environment of every `git` here; give it to code under test that reads Git's configuration.
    public static let environment = [
        "GIT_CONFIG_GLOBAL": "/dev/null",
        // Under the address sanitizer: a program that ends while its values are alive leaks nothing, though it looks
        // so.
        "ASAN_OPTIONS": "detect_leaks=0",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_AUTHOR_NAME": "An Author", "GIT_AUTHOR_EMAIL": "author@example.com",
        "GIT_COMMITTER_NAME": "A Committer", "GIT_COMMITTER_EMAIL": "committer@example.com",
        "GIT_AUTHOR_DATE": "2026-01-02T03:04:05Z", "GIT_COMMITTER_DATE": "2026-01-02T03:04:05Z",
        "HOME": "/nonexistent", "LC_ALL": "C", "TZ": "UTC",
    ]

    /// Runs `git` in the work tree and gives what it printed, without the newline at the end.
    @discardableResult
    public func git(
        _ arguments: String...,
        environment: [String: String] = [:],
        input: [UInt8] = []
    ) throws -> String {
        try Self.git(arguments, in: root, environment: environment, input: input)
    }

    /// Commits the index and gives the full id of the commit.
    @discardableResult
    public func commit(_ message: String, environment: [String: String] = [:]) throws -> String {
        try git("commit", "--quiet", "--allow-empty", "--message", message, environment: environment)
        return try git("rev-parse", "HEAD")
    }

    @discardableResult
    private static func git(
        _ arguments: [String],
        in folder: String,
        environment: [String: String] = [:],
        input: [UInt8] = []
    ) throws -> String {
        let variables = Self.environment.merging(environment) { $1 }
        let result = try Command.run("git", arguments, in: folder, environment: variables, input: input)
        guard result.status == 0 else {
            throw TestSupportError(
                "git \(arguments.joined(separator: " ")) ended with \(result.status): \(result.errors)\(result.text)"
            )
        }
        return result.text.hasSuffix("\n") ? String(result.text.dropLast()) : result.text
    }
}
