import Diagnostics
import Foundation
import Linting
import SourceFiles
import TestSupport
import Testing

@Suite("A check request that asks for fixes changes files or prints a patch")
struct FixRequestTests {
    /// A project whose newest migration depends on an old schema revision, which is fixed safely.
    private func project() throws -> (repository: GitRepository, path: String) {
        let repository = try ReferenceProject.make()
        let path = try repository.writeMigration(
            "a2b2c3d4e5f6", revises: ReferenceProject.root, dependsOn: "165303a20fb1")
        return (repository, path)
    }

    private func contents(_ path: String, of repository: GitRepository) throws -> String {
        try Command.run("cat", [repository.path(path)], in: "/", environment: [:]).text
    }

    @Test("A patch is printed, nothing is written, and `git apply` accepts the patch")
    func patch() throws {
        let (repository, path) = try project()
        let before = try contents(path, of: repository)
        var request = CheckRequest()
        request.fixes = FixRequest(isPatch: true)
        let outcome = repository.perform(request)
        #expect(outcome.status == .found)
        #expect(try contents(path, of: repository) == before)
        try repository.git("apply", input: Array(outcome.text.utf8))
        #expect(try contents(path, of: repository).contains(#"depends_on = "da5c9f4cce1c""#))
    }

    @Test("A fix is written, the report names it, and a second run changes nothing")
    func fix() throws {
        let (repository, path) = try project()
        var request = CheckRequest()
        request.fixes = FixRequest()
        let first = repository.perform(request)
        #expect(first.status == .success)
        #expect(first.report?.applied?.count == 1)
        let fixed = try contents(path, of: repository)
        #expect(fixed.contains(#"depends_on = "da5c9f4cce1c""#))
        let second = repository.perform(request)
        #expect(second.status == .success && second.report?.applied?.isEmpty == true)
        #expect(try contents(path, of: repository) == fixed)
    }

    @Test("A staged file is fixed in the index and on disk")
    func stagedFix() throws {
        let (repository, path) = try project()
        try repository.git("add", "--all")
        var request = CheckRequest()
        request.snapshot.isStaged = true
        request.fixes = FixRequest()
        #expect(repository.perform(request).status == .success)
        #expect(try repository.git("show", ":" + path).contains(#"depends_on = "da5c9f4cce1c""#))
        #expect(try contents(path, of: repository).contains(#"depends_on = "da5c9f4cce1c""#))
    }

    @Test("Files of a folder that is not in a repository are not fixed, because it is unknown what is published")
    func withoutRepository() throws {
        let folder = try TemporaryFolder()
        try "[alembic]\nscript_location = migrations\n".write(
            toFile: folder.path("alembic.ini"), atomically: true, encoding: .utf8)
        var request = CheckRequest()
        request.fixes = FixRequest()
        let outcome = request.run(
            in: Invocation(folder: Array(folder.path.utf8), variables: GitRepository.environment, seconds: 0))
        #expect(outcome.status == .notEvaluated)
        #expect(outcome.errors.contains { $0.contains("unknown which migrations are published") })
    }
}
