import Foundation
import SourceFiles
import TestSupport
import Testing

/// `lint init`: a correct source folder, as a newcomer makes one.
struct InitTests {
    private static let files = [
        "alembic.ini", "migrations/env.py", "migrations/script.py.mako", "products/product_blocks/__init__.py",
        "products/product_types/__init__.py", "requirements.txt", "rules.json", "translations/en-GB.json",
        "workflows/__init__.py",
    ]

    private static func lint(_ repository: GitRepository, _ arguments: String...) throws -> Command.Result {
        try LintProgram.run(arguments, in: repository.root, environment: ["SOURCE_DATE_EPOCH": "1767323045"])
    }

    @Test("In a new repository, lint init makes a project without findings")
    func aNewRepositoryBecomesACleanProject() throws {
        let repository = try GitRepository()
        let result = try Self.lint(repository, "init", "--core", "1.3.6", "--hooks")
        #expect(result.status == 0, "\(result.text)\(result.errors)")
        #expect(result.text.contains("All checks passed: 1 migration"))
        #expect(result.text.contains("pre-commit: installed"))
        #expect(result.errors.contains("git add --all && git commit"))
        for file in Self.files {
            #expect(FileManager.default.fileExists(atPath: repository.path(file)), "\(file)")
            #expect(result.text.contains("create \(file)\n"), "\(file)")
        }
        let root = try #require(
            try FileManager.default.contentsOfDirectory(atPath: repository.path("migrations/versions/schema")).first)
        #expect(root.hasPrefix("2026-01-02_") && root.hasSuffix("_create_data_head.py"))

        // The hook that it installed lets the first commit through.
        try repository.git("add", "--all")
        try repository.commit("Begin")
        #expect(try repository.lint().status == 0)
        let again = try Self.lint(repository, "init")
        #expect(again.status == 0)
        #expect(again.text.hasPrefix("nothing is missing\n"))
        #expect(try repository.git("status", "--porcelain") == "")
    }

    /// Real Alembic reads the project, and writes the next migration with its template.
    @Test("Alembic reads a project that lint init made")
    func alembicWorksWithIt() throws {
        let repository = try GitRepository()
        #expect(try Self.lint(repository, "init", "--core", "1.3.6").status == 0)
        let core = repository.folder.path("core")
        try BrokenProject.writeCore(to: core)
        let verdict = String(
            decoding: try PythonOracle.run("fix_oracle.py", [core, repository.root]), as: UTF8.self)
        #expect(verdict == "{\"unreadable\": [], \"heads\": [[\"data\"], [\"schema\"]]}\n")
        #expect(
            String(
                decoding: try PythonOracle.run("parse_oracle.py", [repository.path("migrations/env.py")]), as: UTF8.self
            ) == "")

        try repository.git("add", "--all")
        try repository.commit("Begin")
        let said = try PythonOracle.run("revision_oracle.py", [core, repository.root, "Add port"])
        // Alembic prints what it does before the script prints the path.
        let made = try #require(String(decoding: said, as: UTF8.self).split(separator: "\n").last.map(String.init))
        #expect(made.hasSuffix("_add_port.py"))
        #expect(try PythonOracle.run("parse_oracle.py", [made.hasPrefix("/") ? made : repository.path(made)]) == [])
        let result = try repository.lint("--format", "concise")
        #expect(result.text.hasPrefix("All checks passed: 2 migrations"), "\(result.text)")
    }

    @Test("Files that exist are not changed by lint init")
    func whatExistsIsNotChanged() throws {
        let repository = try GitRepository()
        try repository.write(
            "pyproject.toml", "[project]\nname = \"p\"\ndependencies = [\"orchestrator-core==4.0.0\"]\n")
        try repository.write(
            "alembic.ini", "[alembic]\nscript_location = migrations\nversion_locations = migrations/versions/schema\n")
        try repository.write("workflows/port.py", "pass\n")
        try repository.git("add", "--all")
        try repository.commit("Begin")
        let result = try Self.lint(repository, "init")
        #expect(result.status == 0, "\(result.text)\(result.errors)")
        #expect(!result.text.contains("create alembic.ini") && !result.text.contains("create workflows/"))
        #expect(!result.text.contains("requirements.txt"))
        #expect(try repository.git("status", "--porcelain", "--untracked-files=no") == "")
        let environment = try String(contentsOfFile: repository.path("migrations/env.py"), encoding: .utf8)
        #expect(environment.contains("from orchestrator.db.database import"))
        #expect(try repository.lint().status == 0)
    }

    @Test("A dry run writes nothing")
    func aDryRunOnlyShows() throws {
        let repository = try GitRepository()
        let result = try Self.lint(repository, "init", "--core", "5.5.0", "--dry-run", "--hooks")
        #expect(result.status == 0)
        #expect(
            result.text.contains("would create alembic.ini\n") && result.text.contains("would install the Git hooks\n"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: repository.root) == [".git"])
    }

    @Test("If the core release is unknown, lint init asks for it")
    func whatCannotBeKnownIsAsked() throws {
        let repository = try GitRepository()
        let unknown = try Self.lint(repository, "init")
        #expect(unknown.status == 2)
        #expect(unknown.errors.contains("cannot create the data root: "))
        #expect(unknown.errors.contains("`lint init --core 5.5.0` pins it"))
        let wrong = try Self.lint(repository, "init", "--core", "99.0")
        #expect(wrong.status == 2 && wrong.errors.contains("this version of lint does not know that release"))
        try repository.write("requirements.txt", "orchestrator-core==5.0.0\n")
        let second = try Self.lint(repository, "init", "--core", "5.5.0")
        #expect(
            second.status == 2 && second.errors.contains("the project already pins a release: see requirements.txt"))
        try repository.write("requirements.txt", "requests\n")
        let taken = try Self.lint(repository, "init", "--core", "5.5.0")
        #expect(taken.status == 2 && taken.errors.contains("add the line `orchestrator-core==5.5.0` to it"))
        let folder = try TemporaryFolder()
        let outside = try LintProgram.run(["init"], in: folder.path)
        #expect(outside.status == 2 && outside.errors.contains("run `git init` first"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    }
}
