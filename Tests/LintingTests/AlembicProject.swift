import Diagnostics
import Linting
import TestSupport

/// A small Alembic project without orchestrator-core, in a real repository that real Alembic can run.
struct AlembicProject {
    /// The repository.
    let repository: GitRepository

    /// A repository with a configuration and without a migration, not committed.
    init() throws {
        repository = try GitRepository()
        try repository.write("alembic.ini", "[alembic]\nscript_location = m\n")
        try repository.write(
            "m/env.py",
            """
            from alembic import context
            from sqlalchemy import create_engine

            with create_engine("sqlite:///database").connect() as connection:
                context.configure(connection=connection)
                with context.begin_transaction():
                    context.run_migrations()

            """)
        try repository.write("m/script.py.mako", "")
        try repository.write(".gitignore", "database\n__pycache__/\n")
    }

    /// Writes migrations, each as its id and its parent as a Python expression.
    func write(_ migrations: (id: String, down: String)...) throws {
        for (id, down) in migrations { try write(id, down: down) }
    }

    /// Writes a migration, under a name that follows from its id; the values are Python expressions.
    func write(
        _ id: String, down: String, labels: String = "None", dependsOn: String = "None", file: String? = nil
    ) throws {
        try repository.write(
            "m/versions/\(file ?? id)_x.py",
            """
            revision = "\(id)"
            down_revision = \(down)
            branch_labels = \(labels)
            depends_on = \(dependsOn)


            def upgrade():
                print("ran \(id)")

            """)
    }

    /// Removes the migration in the file of an id.
    func remove(_ ids: String...) throws {
        for id in ids { try repository.remove("m/versions/\(id)_x.py") }
    }

    /// Commits everything, which publishes it.
    func commit() throws {
        try repository.git("add", "--all")
        try repository.commit("Change")
    }

    /// The findings in the working tree, compared with the last commit.
    func findings(deployed: [String] = []) -> [Diagnostic] {
        var request = CheckRequest()
        request.comparison.deployed = deployed
        return repository.perform(request).report?.diagnostics ?? []
    }

    /// Each finding as its severity, its rule and its message.
    func lines(deployed: [String] = []) -> [String] {
        findings(deployed: deployed).map { "\($0.severity) \($0.rule): \($0.message)" }
    }

    /// Runs Alembic; returns what it printed, and the error.
    func alembic(_ arguments: String...) throws -> (output: String, complaint: String) {
        let result = try Command.run(
            PythonOracle.program("alembic"), arguments, in: repository.root,
            environment: [
                "PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C.UTF-8", "HOME": "/nonexistent", "PATH": "/usr/bin:/bin",
            ])
        return (result.text, result.status == 0 ? "" : result.text + result.errors)
    }

    /// The revisions that `alembic upgrade heads` runs, and the error.
    func upgrade() throws -> (ran: [String], complaint: String) {
        let (output, complaint) = try alembic("upgrade", "heads")
        return (
            output.split(separator: "\n").filter { $0.hasPrefix("ran ") }.map { String($0.dropFirst(4)) }, complaint
        )
    }
}
