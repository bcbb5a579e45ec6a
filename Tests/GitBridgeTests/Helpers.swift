import GitBridge
import SourceFiles
import TestSupport
import Testing

extension GitRepository {
    /// A repository with one commit, of the file `a/b.py`.
    static func withOneFile() throws -> GitRepository {
        let repository = try GitRepository()
        try repository.write("a/b.py", "b\n")
        try repository.git("add", "-A")
        try repository.commit("First")
        return repository
    }

    /// Opens this repository with the code under test, as a command that starts in its root.
    func opened(_ environment: [String: String] = [:], in folder: String = "") throws -> Repository {
        try #require(try open(environment, in: folder))
    }

    /// Looks for a repository with the code under test, as a command that starts in `folder`.
    func open(_ environment: [String: String] = [:], in folder: String = "") throws(SnapshotError) -> Repository? {
        try Repository.open(
            discoveringFrom: Array(path(folder).utf8),
            environment: GitRepository.environment.merging(environment) { $1 },
            currentDirectory: Array(path(folder).utf8)
        )
    }

    /// The paths that `git ls-files` or another command prints with `-z`.
    func paths(_ arguments: String...) throws -> [Path] {
        try Command.run(
            "git", arguments, in: root, environment: GitRepository.environment
        ).output.split(separator: 0).map { Path(normalized: Array($0)) }
    }
}

extension FileTree {
    /// The paths of all files below `folder`.
    func files(in folder: Path = .root) throws -> [Path] {
        try entries(in: folder, recursive: true).map(\.path)
    }

    /// The bytes of a file as text.
    func text(of path: Path) throws -> String? {
        try contents(of: path).map { String(decoding: $0, as: UTF8.self) }
    }
}

/// The error that `body` ends with.
func error(_ body: () throws -> Void) throws -> SnapshotError {
    try #require(throws: SnapshotError.self, performing: body)
}
