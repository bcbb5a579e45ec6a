import Foundation
import TestSupport
import Testing

/// A small project in a real repository, which real Alembic can run: a core of `s1 → s2 …` and a branch of `d0 → d1 …`.
///
/// The core's migrations are in a folder of the repository, which `core.versions` of rules.json names, and which is the
/// second version location, as in the core's own command line.
struct DeployedProject {
    /// A revision as it is written into a file.
    struct Revision {
        var id: String
        var down: String?
        var dependsOn: String?
        var label: String?

        init(_ id: String, _ down: String?, dependsOn: String? = nil, label: String? = nil) {
            (self.id, self.down, self.dependsOn, self.label) = (id, down, dependsOn, label)
        }
    }

    /// The repository.
    let repository: GitRepository

    /// What the table starts from, committed: the core `s1 → s2`, the project `d0 → d1`, `d0.depends_on = s2`.
    init() throws {
        repository = try ReferenceProject.make()
        try repository.remove(ReferenceProject.rootPath)
        try repository.write("requirements.txt", "")
        try repository.write(
            "alembic.ini",
            """
            [alembic]
            script_location = migrations
            version_locations = %(here)s/migrations/versions/schema %(here)s/core

            """)
        try repository.write(
            "rules.json",
            #"{"lint": 1, "profile": "orchestrator", "configs": ["local.ini"], "core": {"versions": "core"}}"#)
        try repository.write(
            "local.ini",
            """
            [alembic]
            script_location = migrations
            version_locations = %(here)s/migrations/versions/schema

            """)
        try repository.write(
            "migrations/env.py",
            """
            from alembic import context
            from sqlalchemy import create_engine

            with create_engine("sqlite:///database").connect() as connection:
                context.configure(connection=connection)
                with context.begin_transaction():
                    context.run_migrations()

            """)
        try repository.write(".gitignore", "database\n__pycache__/\n")
        try core("s1", "s2")
        try write(Revision("d0", nil, dependsOn: "s2", label: "data"))
        try write(Revision("d1", "d0"))
        try commit("Deployed")
    }

    /// Writes the core as the chain of these revisions.
    func core(_ ids: String...) throws {
        for (position, id) in ids.enumerated() {
            let down = position == 0 ? nil : ids[position - 1]
            try write(Revision(id, down, label: position == 0 ? "schema" : nil), in: "core")
        }
    }

    /// Writes a migration, under a name that follows from its id.
    func write(_ revision: Revision, in folder: String = ReferenceProject.migrations) throws {
        func literal(_ text: String?) -> String { text.map { "\"\($0)\"" } ?? "None" }
        try repository.write(
            "\(folder)/\(revision.id).py",
            """
            revision = \(literal(revision.id))
            down_revision = \(literal(revision.down))
            branch_labels = \(literal(revision.label))
            depends_on = \(literal(revision.dependsOn))


            def upgrade():
                print("ran \(revision.id)")

            """)
    }

    /// Removes a migration.
    func remove(_ id: String) throws {
        try repository.remove("\(ReferenceProject.migrations)/\(id).py")
    }

    /// Commits everything.
    func commit(_ message: String) throws {
        try repository.git("add", "--all")
        try repository.commit(message)
    }

    /// Runs `upgrade heads` of real Alembic with the files on disk; returns the revisions that ran, and the error.
    func upgrade() throws -> (ran: [String], complaint: String) {
        let alembic = PythonOracle.root + "/.build/alembic-venv/bin/alembic"
        let result = try Command.run(
            alembic, ["upgrade", "heads"], in: repository.root,
            environment: [
                "PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C.UTF-8", "HOME": "/nonexistent", "PATH": "/usr/bin:/bin",
            ])
        let ran = result.text.split(separator: "\n").filter { $0.hasPrefix("ran ") }.map { String($0.dropFirst(4)) }
        return (ran, result.status == 0 ? "" : result.text + result.errors)
    }
}
