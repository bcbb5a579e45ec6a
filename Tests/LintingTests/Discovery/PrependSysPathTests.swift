import Linting
import TestSupport
import Testing

@Suite("A package is looked for where `prepend_sys_path` says, as Alembic does")
struct PrependSysPathTests {
    /// A repository with a package `app` in `lib`, whose folder `migrations` is a script directory.
    private static func make(_ files: [String: String]) throws -> GitRepository {
        let package = [
            "lib/app/__init__.py": "", "lib/app/migrations/env.py": "", "lib/app/migrations/script.py.mako": "",
            "lib/app/migrations/versions/a1_x.py": migration("a1"),
            "lib/app/migrations/versions/b1_x.py": migration("b1", ["a1"]),
        ]
        return try GitRepository.make(package.merging(files) { $1 })
    }

    @Test(
        "The folders of alembic.ini are separated as in Alembic",
        arguments: [
            "prepend_sys_path = lib", "prepend_sys_path = %(here)s/lib", "prepend_sys_path = . lib",
            "prepend_sys_path = other:lib", "prepend_sys_path = other, lib",
            "path_separator = os\nprepend_sys_path = other:lib", "path_separator = ;\nprepend_sys_path = other; lib",
            "path_separator = newline\nprepend_sys_path =\n  other\n  lib",
            "path_separator = space\nprepend_sys_path = . %(here)s/lib",
            "version_path_separator = ;\nprepend_sys_path = other:lib",
        ])
    func ini(options: String) throws {
        let repository = try Self.make(["alembic.ini": "[alembic]\nscript_location = app:migrations\n\(options)\n"])
        #expect(try repository.alembicHeads("alembic.ini") == [["b1"]])
        let found = repository.lint()
        #expect(found.environments == ["lib/app/migrations: b1"])
        #expect(found.outcome.rules.isEmpty, "\(found.outcome.text)")
    }

    @Test(
        "Folders that the separator makes another one of are not found, as in Alembic",
        arguments: [
            "path_separator = ;\nprepend_sys_path = other:lib", "path_separator = os\nprepend_sys_path = other lib",
            "prepend_sys_path = %(here)s/../lib", "path_separator = comma\nprepend_sys_path = lib",
        ])
    func wrong(options: String) throws {
        let repository = try Self.make(["alembic.ini": "[alembic]\nscript_location = app:migrations\n\(options)\n"])
        #expect(try repository.alembicHeads("alembic.ini") == [[]])
        #expect(repository.lint().outcome.rules == ["alembic-config"])
    }

    @Test(
        "The list of pyproject.toml is read, also for an alembic.ini that leaves the location to it",
        arguments: [#"["lib"]"#, #"["other", "%(here)s/lib"]"#])
    func pyproject(list: String) throws {
        let table = "[tool.alembic]\nscript_location = \"app:migrations\"\nprepend_sys_path = \(list)\n"
        let repository = try Self.make(["pyproject.toml": table])
        #expect(try repository.alembicHeads("pyproject.toml") == [["b1"]])
        #expect(repository.lint().environments == ["lib/app/migrations: b1"])
        #expect(repository.lint().outcome.rules.isEmpty, "\(repository.lint().outcome.text)")
        try repository.write("alembic.ini", "[alembic]\nsqlalchemy.url = sqlite://\n")
        #expect(repository.lint().environments == ["lib/app/migrations: b1"])
        try repository.write(
            "pyproject.toml", "[tool.alembic]\nscript_location = \"app:migrations\"\nprepend_sys_path = [\"x\"]\n")
        try repository.write("alembic.ini", "[alembic]\nprepend_sys_path = lib\n")
        #expect(repository.lint().outcome.rules.isEmpty, "\(repository.lint().outcome.text)")
    }

    @Test("A version folder of a package is found there, too")
    func versionLocations() throws {
        let repository = try GitRepository.make([
            "alembic.ini": """
            [alembic]
            script_location = m
            prepend_sys_path = lib
            version_locations = m/versions app:more

            """,
            "m/env.py": "", "m/versions/c1_x.py": migration("c1", labels: "own"),
            "lib/app/__init__.py": "", "lib/app/more/d1_x.py": migration("d1", ["c1"]),
        ])
        #expect(try repository.alembicHeads("alembic.ini") == [["d1"]])
        let found = repository.lint()
        #expect(found.environments == ["m: d1"])
        #expect(found.outcome.rules.isEmpty, "\(found.outcome.text)")
    }
}
