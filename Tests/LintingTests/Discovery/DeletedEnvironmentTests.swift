import Diagnostics
import Linting
import SourceFiles
import TestSupport
import Testing

@Suite("What the change deleted of an environment is reported, and what it moved is not")
struct DeletedEnvironmentTests {
    private static let names = ["one", "two"]

    /// Two services whose migrations have equal names, ids and contents.
    private static func services() throws -> GitRepository {
        var files: [String: String] = [:]
        for name in names {
            files["\(name)/alembic.ini"] = "[alembic]\nscript_location = %(here)s/m\n"
            files["\(name)/m/env.py"] = ""
            files["\(name)/m/versions/a1_x.py"] = migration("a1")
            files["\(name)/m/versions/b1_x.py"] = migration("b1", ["a1"])
        }
        return try GitRepository.make(files)
    }

    @Test("An environment that was deleted beside another one is one error, on disk, staged, committed and in a hook")
    func deletedBesideAnother() throws {
        let repository = try Self.services()
        let message = "the environment `two/m` with 2 published migrations was deleted"
        let check = { (change: (inout CheckRequest) -> Void, variables: [String: String]) in
            let found = repository.lint(change, variables: variables).outcome
            #expect(found.report?.diagnostics.map(\.message) == [message], "\(found.text) \(found.errors)")
            #expect(found.status == .found)
        }
        for file in ["alembic.ini", "m/env.py", "m/versions/a1_x.py", "m/versions/b1_x.py"] {
            try repository.remove("two/" + file)
        }
        check({ _ in }, [:])
        try repository.git("add", "--all")
        check({ $0.snapshot.isStaged = true }, [:])
        check({ $0.snapshot.isStaged = true }, ["LINT_HOOK": "pre-commit"])
        try repository.commit("Remove a service")
        check({ $0.comparison.base = "HEAD~1" }, [:])
        check({ ($0.snapshot.commit, $0.comparison.base) = ("HEAD", "HEAD~1") }, [:])
        // What the base does not have either was deleted before.
        #expect(repository.lint().outcome.rules.isEmpty)
    }

    @Test("The help restores a deleted environment")
    func restored() throws {
        let repository = try Self.services()
        try repository.git("rm", "-r", "--quiet", "two")
        let help = try #require(repository.lint().outcome.report?.diagnostics.first?.help)
        let command = try #require(help.split(separator: "`").first { $0.hasPrefix("git ") })
        try repository.git("checkout", "HEAD", "--", "two/alembic.ini", "two/m")
        #expect(command == "git checkout HEAD -- two/alembic.ini two/m")
        #expect(repository.lint().outcome.rules.isEmpty)
    }

    @Test("Environments that were moved together are each compared with their own past")
    func movedTogether() throws {
        let repository = try Self.services()
        try repository.write("one/m/versions/c1_x.py", migration("c1", ["b1"]))
        try repository.git("add", "--all")
        try repository.commit("Add a migration to one of them")
        for name in Self.names { try repository.git("mv", name, "moved_\(name)") }
        for base in ["HEAD", "HEAD~1"] {
            let found = repository.lint { $0.comparison.base = base }
            #expect(found.outcome.rules.isEmpty, "\(found.outcome.text)")
        }
        try repository.git("rm", "--quiet", "--force", "moved_two/m/versions/b1_x.py")
        let found = repository.lint().outcome.report?.diagnostics ?? []
        #expect(found.map(\.message) == ["the published migration b1 is missing"])
        #expect(found.first?.environment == "moved_two/m")
    }

    @Test("The configuration of a deleted environment that another one took over is not that environment")
    func takenOver() throws {
        let repository = try GitRepository.make([
            "alembic.ini": "[alembic]\nscript_location = sqlite\n", "sqlite/env.py": "",
            "sqlite/versions/a1_x.py": migration("a1"), "sqlite/versions/a2_x.py": migration("a2", ["a1"]),
            "mysql.ini": "[alembic]\nscript_location = mysql\n", "mysql/env.py": "",
            "mysql/versions/b1_y.py": migration("b1"),
        ])
        try repository.git("rm", "-r", "--quiet", "sqlite", "alembic.ini")
        try repository.git("mv", "mysql", "m")
        try repository.git("mv", "mysql.ini", "alembic.ini")
        try repository.write("alembic.ini", "[alembic]\nscript_location = m\n")
        let found = repository.lint().outcome
        let message = "the environment `sqlite` with 2 published migrations was deleted"
        #expect(found.report?.diagnostics.map(\.message) == [message], "\(found.text)")
    }

    @Test("A configuration that was deleted is an error, although the environment is recognised without it")
    func configuration() throws {
        let project = try AlembicProject()
        try project.write("a1", down: "None")
        try project.commit()
        try project.repository.git("rm", "--quiet", "alembic.ini")
        let message = "error alembic-config: `alembic.ini` was deleted, and no Alembic command runs without it"
        #expect(project.lines() == [message])
        #expect(try project.alembic("heads").complaint.contains("No 'script_location' key"))
        // So it is if the environment has got its first migration since.
        try project.repository.git("checkout", "--quiet", "HEAD", "--", "alembic.ini")
        try project.repository.git("rm", "--quiet", "--cached", "m/versions/a1_x.py")
        try project.repository.commit("Without a migration")
        try project.repository.git("rm", "--quiet", "alembic.ini")
        #expect(project.lines() == [message])
        // Another configuration of the same environment does.
        try project.repository.write("pyproject.toml", "[tool.alembic]\nscript_location = \"m\"\n")
        #expect(project.lines() == [])
    }

    @Test("An environment that is excluded was not deleted")
    func excluded() throws {
        let repository = try Self.services()
        try repository.write("rules.json", #"{"lint": 1, "exclude": ["one", "two"]}"#)
        let found = repository.lint().outcome
        #expect(found.status == .notEvaluated && found.report == nil)
        #expect(found.errors.contains { $0.contains("`lint -C one/m`") }, "\(found.errors)")
    }

    @Test("Where the index does not know its trees, all names of the base are compared")
    func withoutCachedTrees() throws {
        let repository = try Self.services()
        try repository.write("two/m/versions/c1_x.py", migration("c1", ["b1"]))
        try repository.git("add", "--all")
        try repository.git("rm", "-r", "--quiet", "--force", "two")
        #expect(repository.lint { $0.snapshot.isStaged = true }.outcome.rules == ["published-unchanged"])
        try repository.git("read-tree", "--empty")
        try repository.git("add", "one")
        #expect(repository.lint { $0.snapshot.isStaged = true }.outcome.rules == ["published-unchanged"])
    }
}
