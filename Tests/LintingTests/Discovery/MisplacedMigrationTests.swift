import Diagnostics
import Linting
import SourceFiles
import TestSupport
import Testing

@Suite("A migration that Alembic does not load, or that no clone has, is reported once for each folder")
struct MisplacedMigrationTests {
    private static let project = [
        "alembic.ini": "[alembic]\nscript_location = m\n", "m/env.py": "", "m/script.py.mako": "",
        "m/versions/a1_x.py": migration("a1"), "m/versions/b1_x.py": migration("b1", ["a1"]),
    ]

    private static func make(_ files: [String: String]) throws -> GitRepository {
        try GitRepository.make(project.merging(files) { $1 })
    }

    @Test("Year folders without recursive_version_locations are an error; the option that the help names is the cure")
    func yearFolders() throws {
        let ini = "[alembic]\nscript_location = m\nfile_template = %%(year)d/%%(rev)s\n"
        let repository = try Self.make([
            "alembic.ini": ini, "m/versions/2025/c1_x.py": migration("c1", ["b1"]),
            "m/versions/2026/d1_x.py": migration("d1", ["c1"]),
        ])
        #expect(try repository.alembicHeads("alembic.ini") == [["b1"]])
        let found = repository.lint()
        #expect(found.outcome.rules == ["migration-location"] && found.outcome.status == .found)
        #expect(found.outcome.report?.diagnostics.first?.help?.contains("recursive_version_locations = true") == true)
        try repository.write("alembic.ini", ini + "recursive_version_locations = true\n")
        #expect(try repository.alembicHeads("alembic.ini") == [["d1"]])
        #expect(repository.lint().environments == ["m: d1"])
        #expect(repository.lint().outcome.report?.diagnostics.isEmpty == true)
    }

    @Test("A configuration that leaves out the only folder with migrations is an error")
    func leftOut() throws {
        let repository = try Self.make([
            "alembic.ini": "[alembic]\nscript_location = m\nversion_locations = %(here)s/extra\n", "extra/.gitkeep": "",
        ])
        #expect(try repository.alembicHeads("alembic.ini") == [[]])
        #expect(repository.lint().outcome.status == .found)
        #expect(repository.lint().outcome.report?.diagnostics.map(\.rule) == ["migration-location"])
        try repository.write("alembic.ini", "[alembic]\nscript_location = m\nversion_locations = extra m/versions\n")
        #expect(repository.lint().outcome.rules.isEmpty && repository.lint().environments == ["m: b1"])
    }

    @Test("A migration in another tree is a warning, and it may be moved to where the help says")
    func otherTree() throws {
        let repository = try Self.make(["alembic/versions/c1_x.py": migration("c1", ["b1"])])
        let found = repository.lint()
        #expect(found.environments == ["m: b1"])
        #expect(found.outcome.report?.diagnostics.map(\.rule) == ["migration-location"])
        #expect(found.outcome.report?.diagnostics.map(\.severity) == [.warning])
        #expect(found.outcome.text.contains("move it to `m/versions`"))
        try repository.git("mv", "alembic/versions/c1_x.py", "m/versions/c1_x.py")
        #expect(repository.lint().outcome.report?.diagnostics.isEmpty == true)
        #expect(try repository.alembicHeads("alembic.ini") == [["c1"]])
    }

    @Test("An archive that nothing refers to is silent")
    func archive() throws {
        var files: [String: String] = [:]
        for id in 1...6 {
            files["m/old/d\(id)_x.py"] = migration("d\(id)", id == 1 ? [] : ["d\(id - 1)"])
            files["m/versions/retired/d\(id)_x.py"] = files["m/old/d\(id)_x.py"]
        }
        files["m/versions/d6_x.py"] = migration("d6", ["b1"])
        let found = try Self.make(files).lint()
        #expect(found.outcome.report?.diagnostics.isEmpty == true, "\(found.outcome.text)")
        #expect(found.environments == ["m: d6"])
    }

    @Test("An ignored env.py is an error, and forcing it into Git is the cure")
    func ignoredScript() throws {
        let repository = try Self.make([".gitignore": "env*\n"])
        let found = repository.lint()
        #expect(found.outcome.rules == ["alembic-config"])
        #expect(found.outcome.text.contains("`env*` in line 1 of .gitignore"), "\(found.outcome.text)")
        #expect(found.outcome.text.contains("`git add --force m/env.py`"))
        #expect(repository.lint { $0.snapshot.isStaged = true }.outcome.rules == ["alembic-config"])
        // A clean clone has no such file on disk.
        let clone = try repository.clone()
        #expect(clone.lint().outcome.rules == ["alembic-config"])
        try repository.git("add", "--force", "m/env.py")
        #expect(repository.lint().outcome.report?.diagnostics.isEmpty == true)
    }

    @Test("Ignored migrations are reported: the folder, one of them, or where another one names it as its parent")
    func ignoredMigrations() throws {
        let folder = try Self.make([".gitignore": "versions/\n"])
        #expect(folder.lint().outcome.rules == ["alembic-config"])
        #expect(folder.lint().outcome.text.contains("no clone has its migrations"))
        let files = try Self.make([".gitignore": "m/versions/*.py\n", "m/versions/.gitkeep": ""])
        let found = files.lint().outcome
        #expect(found.report?.diagnostics.map(\.rule) == ["migration-location"], "\(found.text)")
        let one = try Self.make([".gitignore": "c1*\n", "m/versions/c1_x.py": migration("c1", ["b1"])])
        #expect(one.lint().outcome.rules == ["migration-location"])
        try one.write("m/versions/d1_x.py", migration("d1", ["c1"]))
        let child = one.lint().outcome
        #expect(child.report?.diagnostics.map(\.rule) == ["known-revision"], "\(child.text)")
        #expect(child.text.contains("`c1*` in line 1 of .gitignore"))
        try one.git("add", "--force", "m/versions/c1_x.py")
        #expect(one.lint().outcome.report?.diagnostics.isEmpty == true)
    }
}
