import Diagnostics
import Linting
import SourceFiles
import TestSupport
import Testing

@Suite("What Git ignores of an environment is one error that names the line, and its cure is what the help says")
struct IgnoredEnvironmentTests {
    private static let flask = [
        "migrations/alembic.ini": "[alembic]\n", "migrations/env.py": "from flask import current_app\n",
        "migrations/script.py.mako": "", "migrations/versions/a1_x.py": migration("a1"),
    ]
    private static let plain = [
        "alembic.ini": "[alembic]\nscript_location = migrations\n", "migrations/env.py": "",
        "migrations/script.py.mako": "", "migrations/versions/a1_x.py": migration("a1"),
    ]

    @Test(
        "The configuration, the script and the folder of an environment",
        arguments: [
            (true, "*.ini", "migrations/alembic.ini"), (true, "env*", "migrations/env.py"),
            (false, "*.ini", "alembic.ini"), (false, "env*", "migrations/env.py"), (false, "migrations", "migrations"),
        ])
    func oneError(isFlask: Bool, pattern: String, path: String) throws {
        let repository = try GitRepository()
        try repository.write(".gitignore", pattern + "\n")
        for (path, text) in isFlask ? Self.flask : Self.plain { try repository.write(path, text) }
        try repository.git("add", "--all")
        try repository.commit("Add a project")
        for isStaged in [false, true] {
            let found = repository.lint { $0.snapshot.isStaged = isStaged }.outcome.report?.diagnostics ?? []
            #expect(found.map(\.severity) == [.error])
            #expect(
                found.first?.message.hasPrefix("`\(path)` is ignored by Git, by `\(pattern)` in line 1 of .gitignore")
                    == true, "\(found)")
        }
        if path == "migrations" { try repository.write(".gitignore", "") }
        try repository.git("add", "--force", path)
        #expect(repository.lint { $0.snapshot.isStaged = true }.outcome.rules.isEmpty)
    }

    @Test("A published migration that is on disk, and that Alembic or a clone does not load, is not missing as well")
    func published() throws {
        let option = "recursive_version_locations = true\n"
        let repository = try GitRepository.make(
            Self.plain.merging([
                "alembic.ini": "[alembic]\nscript_location = migrations\n" + option,
                "migrations/versions/new/b1_x.py": migration("b1", ["a1"]),
            ]) { $1 })
        try repository.write("alembic.ini", "[alembic]\nscript_location = migrations\n")
        #expect(repository.lint().outcome.rules == ["migration-location"])
        try repository.git("checkout", "--quiet", ".")
        try repository.git("rm", "--quiet", "--cached", "migrations/versions/a1_x.py")
        try repository.write(".gitignore", "a1*\n")
        // The file that names it as its parent is where a reader looks first.
        #expect(repository.lint().outcome.rules == ["known-revision"])
    }
}
