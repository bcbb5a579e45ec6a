import Diagnostics
import Linting
import SourceFiles
import TestSupport
import Testing

@Suite("The heads of an environment are those of Alembic, however it is configured")
struct HeadsOfEnvironmentsTests {
    /// A kind of project: its configuration, where Alembic's command finds it, and the command that merges two heads.
    struct Kind: CustomTestStringConvertible, Sendable {
        let testDescription: String
        /// The configurations, by path.
        let files: [String: String]
        /// The script directory.
        let scripts: String
        /// The configuration that real Alembic is run with, from the root.
        let config: String
        let merge: String
    }

    static let kinds = [
        Kind(
            testDescription: "Flask-Migrate: an ini without a location, in its script directory",
            files: [
                "api/migrations/alembic.ini": "[alembic]\n\n[loggers]\nkeys = root\n",
                "api/migrations/env.py": "from flask import current_app\n",
            ],
            scripts: "api/migrations", config: "api/migrations/alembic.ini", merge: "`flask db merge b1 c1`"),
        Kind(
            testDescription: "an ini without a location beside an env.py without Flask",
            files: ["migrations/alembic.ini": "[alembic]\n", "migrations/env.py": "from alembic import context\n"],
            scripts: "migrations", config: "migrations/alembic.ini", merge: "`alembic merge b1 c1`"),
        Kind(
            testDescription: "Pyramid: two ini files of one script directory",
            files: [
                "development.ini": "[alembic]\nscript_location = pkg/alembic\n",
                "production.ini": "[alembic]\nscript_location = pkg/alembic\n", "pkg/alembic/env.py": "",
            ],
            scripts: "pkg/alembic", config: "development.ini", merge: "`alembic -c development.ini merge b1 c1`"),
        Kind(
            testDescription: "a relative location below the folder above the ini",
            files: ["m/alembic.ini": "[alembic]\nscript_location = m\n", "m/env.py": ""],
            scripts: "m", config: "m/alembic.ini", merge: "`alembic -c m/alembic.ini merge b1 c1`"),
        Kind(
            testDescription: "a separator that an old template wrote, without version_locations",
            files: [
                "alembic.ini": """
                [alembic]
                script_location = m
                version_path_separator = os  # Use os.pathsep.

                """, "m/env.py": "",
            ],
            scripts: "m", config: "alembic.ini", merge: "`alembic merge b1 c1`"),
        Kind(
            testDescription: "a package in src",
            files: [
                "alembic.ini": "[alembic]\nprepend_sys_path = src\nscript_location = pkg:db/alembic\n",
                "src/pkg/__init__.py": "", "src/pkg/db/alembic/env.py": "",
            ],
            scripts: "src/pkg/db/alembic", config: "", merge: "`alembic merge b1 c1`"),
        Kind(
            testDescription: "pyproject.toml",
            files: [
                "pyproject.toml": "[tool.alembic]\nscript_location = \"%(here)s/db/alembic\"\n",
                "db/alembic/env.py": "",
            ],
            scripts: "db/alembic", config: "pyproject.toml", merge: "`alembic merge b1 c1`"),
        Kind(
            testDescription: "an ini deep in a repository",
            files: [
                "a/b/c/d/e/f/alembic.ini": "[alembic]\nscript_location = %(here)s/migrations\n",
                "a/b/c/d/e/f/migrations/env.py": "",
            ],
            scripts: "a/b/c/d/e/f/migrations", config: "a/b/c/d/e/f/alembic.ini",
            merge: "`alembic -c a/b/c/d/e/f/alembic.ini merge b1 c1`"),
        Kind(
            testDescription: "a section with another name",
            files: ["alembic.ini": "[reports]\nscript_location = m\n", "m/env.py": ""],
            scripts: "m", config: "alembic.ini//reports", merge: "`alembic -n reports merge b1 c1`"),
        Kind(
            testDescription: "an absolute location of a container",
            files: ["alembic.ini": "[alembic]\nscript_location = /usr/src/app/m\n", "m/env.py": ""],
            scripts: "m", config: "", merge: "merge b1 c1`"),
        Kind(
            testDescription: "no configuration: an env.py beside versions",
            files: ["deep/er/store/env.py": "from alembic import context\n"],
            scripts: "deep/er/store", config: "", merge: "`alembic merge b1 c1`"),
    ]

    private static func migration(_ id: String, _ parent: String?) -> String {
        "revision = \"\(id)\"\ndown_revision = \(parent.map { "\"\($0)\"" } ?? "None")\n"
    }

    @Test(
        "The heads are those of real Alembic, nothing else is reported, and the help names the right command",
        arguments: kinds)
    func heads(kind: Kind) throws {
        let repository = try GitRepository()
        for (path, text) in kind.files { try repository.write(path, text) }
        try repository.write(kind.scripts + "/script.py.mako", "")
        for (id, parent) in [("a1", nil), ("b1", "a1"), ("c1", "a1")] {
            try repository.write("\(kind.scripts)/versions/\(id)_change.py", Self.migration(id, parent))
        }
        try repository.git("add", "--all")
        try repository.commit("Add an environment")
        let outcome = repository.perform(CheckRequest())
        let found = outcome.report?.graph.heads.map(\.revision).sorted()
        if kind.config.isEmpty {
            // Alembic alone does not find it: a program sets the location, or the package must be installed.
            #expect(found == ["b1", "c1"])
        } else {
            let verdict = try PythonOracle.values(
                Verdict.self, of: "heads_oracle.py", ["\(repository.root)//\(kind.config)"])
            #expect(verdict.first?.heads == found && found == ["b1", "c1"], "\(verdict)")
        }
        #expect(outcome.rules == ["single-head"], "\(outcome.text)")
        #expect(outcome.text.contains(kind.merge), "\(outcome.text)")
    }

    private struct Verdict: Decodable, Sendable {
        var heads: [String]?
        var refused: String?
    }

    @Test("A separator that is not valid is an error only if there is something to separate")
    func separator() throws {
        let repository = try GitRepository()
        try repository.write("m/versions/a1_change.py", Self.migration("a1", nil))
        let text = "[alembic]\nscript_location = m\npath_separator = comma\n"
        try repository.write("alembic.ini", text)
        try repository.git("add", "--all")
        try repository.commit("Add an environment")
        #expect(repository.perform(CheckRequest()).rules.isEmpty)
        try repository.write("alembic.ini", text + "version_locations = m/versions\n")
        #expect(repository.perform(CheckRequest()).rules.contains("alembic-config"))
    }
}
