import Diagnostics
import Linting
import SourceFiles
import TestSupport
import Testing

@Suite("What Alembic and Flask-Migrate create is reported by no rule")
struct TemplateTests {
    private static let alembic = ["generic", "async", "multidb", "pyproject", "pyproject_async"]
    private static let flask = ["flask", "flask-multidb", "aioflask", "aioflask-multidb"]

    private static func run(
        _ program: String, _ arguments: [String], in folder: String, _ variables: [String: String] = [:]
    ) throws {
        let result = try Command.run(
            try PythonOracle.program(program), arguments, in: folder,
            environment: ["HOME": "/nonexistent", "PYTHONDONTWRITEBYTECODE": "1"].merging(variables) { $1 })
        guard result.status == 0 else { throw TestSupportError("\(program) \(arguments): \(result.errors)") }
    }

    /// Lints before the files are tracked, when they are, and with a first migration.
    private static func expectSilence(_ repository: GitRepository, create: () throws -> Void) throws {
        #expect(repository.lint().outcome.report?.diagnostics.isEmpty != false, "\(repository.lint().outcome.text)")
        try repository.git("add", "--all")
        try repository.commit("Add the template")
        try create()
        for change: (inout CheckRequest) -> Void in [{ _ in }, { $0.snapshot.isStaged = true }] {
            let found = repository.lint(change)
            #expect(found.outcome.report?.diagnostics.isEmpty == true, "\(found.outcome.text)\(found.outcome.errors)")
            #expect(found.environments.count == 1 && found.environments[0].hasPrefix("migrations: "))
            try repository.git("add", "--all")
        }
    }

    @Test("`alembic init`, with every template", arguments: alembic)
    func alembicInit(template: String) throws {
        let repository = try GitRepository()
        try Self.run("alembic", ["init", "--template", template, "migrations"], in: repository.root)
        try Self.expectSilence(repository) {
            // `alembic revision` of the other templates imports drivers that are not installed.
            try repository.write("migrations/versions/a1_first.py", migration("a1"))
        }
    }

    @Test("`flask db init`, with every template", arguments: flask)
    func flaskInit(template: String) throws {
        let repository = try GitRepository()
        try repository.write(
            "app.py",
            """
            from flask import Flask
            from flask_migrate import Migrate
            from flask_sqlalchemy import SQLAlchemy

            app = Flask(__name__)
            app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite://"
            Migrate(app, SQLAlchemy(app))

            """)
        try Self.run("flask", ["db", "init", "--template", template], in: repository.root)
        try Self.expectSilence(repository) {
            if template == "flask" {
                try Self.run("flask", ["db", "revision", "--message", "first"], in: repository.root)
            } else {
                try repository.write("migrations/versions/a1_first.py", migration("a1"))
            }
        }
    }
}
