import Diagnostics
import Linting
import SourceFiles
import TestSupport
import Testing

@Suite("Each environment has its own history, wherever its folders are set")
struct SeveralEnvironmentsTests {
    private static let ini = "[alembic]\nscript_location = %(here)s\n"

    @Test("Equal ids in several environments are not duplicates, and all of them are linted")
    func equalIDs() throws {
        var files: [String: String] = [:]
        for name in ["archiver", "qa", "report"] {
            let folder = "ext/\(name)/migration"
            files["\(folder)/alembic.ini"] = Self.ini
            files["\(folder)/env.py"] = ""
            files["\(folder)/versions/0001_a.py"] = migration("0001")
        }
        for id in ["0002", "0003"] { files["ext/qa/migration/versions/\(id)_b.py"] = migration(id, ["0001"]) }
        let repository = try GitRepository.make(files)
        let found = repository.lint()
        #expect(
            found.environments == [
                "ext/archiver/migration: 0001", "ext/qa/migration: 0002 0003", "ext/report/migration: 0001",
            ])
        #expect(found.outcome.rules == ["single-head"])
        #expect(found.outcome.report?.diagnostics.first?.environment == "ext/qa/migration")
        let heads = try repository.alembicHeads("ext/qa/migration/alembic.ini", "ext/report/migration/alembic.ini")
        #expect(heads == [["0002", "0003"], ["0001"]])
        // Where one stands in an environment, it is the only one.
        #expect(repository.lint { $0.snapshot.directory = "ext/report" }.environments == ["ext/report/migration: 0001"])
        let inside = repository.lint { $0.snapshot.directory = "ext/qa/migration/versions" }
        #expect(inside.environments == ["ext/qa/migration: 0002 0003"])
    }

    @Test("Folders that a module beside env.py sets are the version folders of one environment")
    func foldersOfOneGraph() throws {
        let versions = "pkg/migration/alembic_migrations/versions"
        let repository = try GitRepository.make([
            "pkg/alembic.ini":
                "[alembic]\nprepend_sys_path = .\nscript_location = %(here)s/migration/alembic_migrations\n",
            "pkg/migration/cli.py": "EXPAND = 'expand'\nOPTION = 'version_locations'\n",
            "pkg/migration/alembic_migrations/env.py": "", "pkg/migration/__init__.py": "", "pkg/__init__.py": "",
            "\(versions)/r0_x.py": migration("r0"),
            "\(versions)/train/expand/e1_x.py": "from pkg.migration import cli\n"
                + migration("e1", ["r0"]).replacing("branch_labels = None", with: "branch_labels = (cli.EXPAND,)"),
            "\(versions)/train/contract/c1_x.py": migration("c1", ["r0"], labels: "contract"),
        ])
        let found = repository.lint()
        #expect(found.environments == ["pkg/migration/alembic_migrations: c1 e1"])
        #expect(found.outcome.rules == ["migration-location"] && found.outcome.status == .success)
        #expect(found.outcome.report?.diagnostics.map(\.severity) == [.info])
        #expect(found.outcome.text.contains("pkg/migration/cli.py"))
        let locations = ["", "/train/expand", "/train/contract"].map { versions + $0 }.joined(separator: ":")
        #expect(try repository.alembicHeads("pkg/alembic.ini//alembic//\(locations)") == [["c1", "e1"]])
    }

    @Test("Sub-folders with histories of their own are environments of their own")
    func foldersOfSeveralGraphs() throws {
        var files = ["alembic.ini": "[alembic]\nscript_location = m\n", "m/env.py": ""]
        for name in ["postgresql", "sqlite"] {
            files["m/versions/\(name)/a1_x.py"] = migration("a1")
            files["m/versions/\(name)/b1_x.py"] = migration("b1", ["a1"])
        }
        let repository = try GitRepository.make(files)
        let found = repository.lint()
        #expect(found.environments == ["m/versions/postgresql: b1", "m/versions/sqlite: b1"])
        #expect(found.outcome.rules == ["migration-location"] && found.outcome.status == .success)
    }

    @Test("Sections of one script directory are environments that are named by their version folders")
    func sections() throws {
        let section = { (name: String) in "[\(name)]\nscript_location = m\nversion_locations = m/\(name)\n" }
        let repository = try GitRepository.make([
            "alembic.ini": section("alembic") + section("other"), "m/env.py": "", "m/alembic/a1_x.py": migration("a1"),
            "m/other/a1_x.py": migration("a1"), "m/other/b1_x.py": migration("b1", ["a1"]),
        ])
        #expect(repository.lint().environments == ["m/alembic: a1", "m/other: b1"])
        #expect(repository.lint().outcome.rules.isEmpty)
        let heads = try repository.alembicHeads("alembic.ini//alembic", "alembic.ini//other")
        #expect(heads == [["a1"], ["b1"]])
    }

    @Test("Sections may have their script directory in common by [DEFAULT]")
    func sectionsWithDefault() throws {
        let repository = try GitRepository.make([
            "db/alembic.ini": """
            [DEFAULT]
            script_location = pkg:alembic
            [main]
            version_locations = pkg:alembic/main
            [static]
            version_locations = pkg:alembic/static
            [loggers]
            keys = root
            """,
            "db/pkg/__init__.py": "", "db/pkg/alembic/env.py": "",
            "db/pkg/alembic/main/a1_x.py": migration("a1"),
            "db/pkg/alembic/static/b1_x.py": migration("b1"), "db/pkg/alembic/static/c1_x.py": migration("c1", ["b1"]),
        ])
        #expect(repository.lint().environments == ["db/pkg/alembic/main: a1", "db/pkg/alembic/static: c1"])
        #expect(repository.lint().outcome.rules.isEmpty, "\(repository.lint().outcome.text)")
    }

    @Test("A published revision of a folder that Python sets is missed when its folder is deleted")
    func deletedFolder() throws {
        let repository = try GitRepository.make([
            "alembic.ini": "[alembic]\nscript_location = m\n", "m/env.py": "x = 'version_locations'\n",
            "m/versions/a/a1_x.py": migration("a1"), "m/versions/b/b1_x.py": migration("b1", ["a1"]),
            "m/versions/c/c1_x.py": migration("c1", ["b1"]),
        ])
        try repository.git("rm", "-r", "--quiet", "m/versions/c")
        #expect(repository.lint().outcome.rules.contains("published-unchanged"))
    }

    @Test("Folders of plugins join the environment that sets its folders in Python")
    func joinedFolders() throws {
        let repository = try GitRepository.make([
            "alembic.ini": "[alembic]\nscript_location = alembic\n",
            "alembic/env.py": "c.set_main_option('version_locations', glob('modules/*/migrations'))\n",
            "alembic/versions/a1_x.py": migration("a1", labels: "core"),
            "modules/b/migrations/b1_x.py": migration("b1", labels: "b", dependsOn: "a1"),
            "modules/b/migrations/b2_x.py": migration("b2", ["b1"]),
        ])
        let found = repository.lint()
        #expect(found.environments == ["alembic: a1 b2"] && found.outcome.status == .success)
        #expect(found.outcome.rules == ["migration-location"])
        let locations = "alembic/versions:modules/b/migrations"
        // Alembic leaves out a head that another revision depends on.
        #expect(try repository.alembicHeads("alembic.ini//alembic//\(locations)").first?.contains("b2") == true)
    }

    @Test("A folder of migrations without anything else is an environment; its unknown parents are said once")
    func plugin() throws {
        let repository = try GitRepository.make([
            "plugin/migrations/p1_x.py": migration("p1", dependsOn: "host1"),
            "plugin/migrations/p2_x.py": migration("p2", ["p1"], dependsOn: "host2"),
            "web/migrations/0001_initial.py": "from django.db import migrations\n",
        ])
        let found = repository.lint()
        #expect(found.environments == ["plugin/migrations: p2"] && found.outcome.status == .success)
        #expect(found.outcome.report?.diagnostics.map(\.rule) == ["known-revision"])
    }

    @Test("Links in the repository are followed, and a link that leads out of it is reported")
    func links() throws {
        let repository = try GitRepository()
        try repository.write("pkg/db.ini", "[alembic]\nscript_location = pkg/m\n")
        try repository.link("alembic.ini", to: "pkg/db.ini")
        try repository.write("pkg/m/env.py", "")
        try repository.link("pkg/m/versions", to: "../shared/versions")
        try repository.write("pkg/shared/versions/a1_x.py", migration("a1"))
        try repository.write("pkg/other/b1_x.py", migration("b1", ["a1"]))
        try repository.link("pkg/shared/versions/b1_x.py", to: "../../other/b1_x.py")
        try repository.git("add", "--all")
        try repository.commit("Add links")
        #expect(try repository.alembicHeads("alembic.ini") == [["b1"]])
        for change: (inout CheckRequest) -> Void in [
            { _ in }, { $0.snapshot.isStaged = true }, { $0.snapshot.commit = "HEAD" },
        ] {
            let found = repository.lint(change)
            #expect(found.environments == ["pkg/m: b1"], "\(found.outcome.text)")
            #expect(found.outcome.report?.diagnostics.isEmpty == true, "\(found.outcome.text)")
        }
        try repository.remove("pkg/m/versions")
        try repository.link("pkg/m/versions", to: "/usr/share")
        #expect(repository.lint().outcome.rules.contains("alembic-config"))
    }
}
