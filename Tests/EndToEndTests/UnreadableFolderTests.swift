import Foundation
import TestSupport
import Testing

@Suite("A folder that the user may not read stops nothing, unless Alembic loads from it")
struct UnreadableFolderTests {
    /// A committed project, and the folder `docker/pgdata` that a database server took for itself.
    private func project(ignoring patterns: String = "", tracking files: [String] = []) throws -> GitRepository {
        let repository = try ReferenceProject.make()
        try repository.write(".gitignore", patterns)
        for file in files { try repository.write(file, "") }
        try repository.git("add", "--all")
        try repository.commit("Ignore the database")
        try repository.write("docker/pgdata/base/alembic.ini", "")
        return repository
    }

    /// Runs lint as a user without access to `folder`; the superuser, whom no permission stops, becomes another.
    private func lint(
        _ arguments: String..., in repository: GitRepository, without folder: String, mode: String = "000"
    ) throws -> Command.Result {
        let isSuperuser = geteuid() == 0
        if isSuperuser {
            let owner = try Command.run("chown", ["-R", "65534", repository.folder.path], in: "/", environment: [:])
            try #require(owner.status == 0)
        }
        try #require(try Command.run("chmod", [mode, folder], in: repository.root, environment: [:]).status == 0)
        let change = isSuperuser ? ["setpriv", "--reuid=65534", "--clear-groups"] : []
        return try Command.run(
            "/usr/bin/env", change + [LintProgram.path] + arguments, in: repository.root,
            environment: GitRepository.environment)
    }

    @Test(
        "One that Git ignores, does not know or tracks is passed over",
        arguments: ["000", "444", "111"], ["pgdata/\n", "docker/\n", ""])
    func unrelated(mode: String, patterns: String) throws {
        for files in [[], ["docker/pgdata/.gitkeep"], ["docker/compose.yaml"]] where files.isEmpty || patterns.isEmpty {
            let repository = try project(ignoring: patterns, tracking: files)
            let found = try lint(in: repository, without: "docker/pgdata", mode: mode)
            #expect(found.status == 0, "\(files) \(found.errors)\(found.text)")
        }
    }

    @Test("Where nothing is found, the whole tree is searched without it")
    func nothing() throws {
        let repository = try GitRepository.withPlainFile()
        try repository.write("docker/pgdata/alembic.ini", "")
        let found = try lint(in: repository, without: "docker/pgdata")
        #expect(found.status == 2 && found.errors.contains("nothing to lint"), "\(found.errors)")
    }

    @Test("A version folder is an error", arguments: ["migrations/versions/schema", "migrations"])
    func needed(folder: String) throws {
        let found = try lint(in: try project(), without: folder)
        #expect(found.status == 2 && found.errors.contains("Permission denied"), "\(found.errors)\(found.text)")
    }
}

extension GitRepository {
    /// A repository with one commit, of a file that has nothing to do with Alembic.
    fileprivate static func withPlainFile() throws -> GitRepository {
        let repository = try GitRepository()
        try repository.write("README.md", "x\n")
        try repository.git("add", "--all")
        try repository.commit("Add a file")
        return repository
    }
}
