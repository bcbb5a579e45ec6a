import Alembic
import Foundation
import SourceFiles
import TestSupport
import Testing

/// The judge is Alembic, which runs the migrations.
struct ImportedNamesTests {
    private struct Verdict: Decodable {
        struct Revision: Decodable, Equatable {
            let down, labels, depends: [String]
        }

        let revisions: [String: Revision]?
        let heads: [String]?
        let refused: String?
    }

    private static let migrations = "neutron/db/migration/alembic_migrations"
    private static let cli = "neutron/db/migration/cli.py"

    /// The packages of a project, with `__init__.py` where Python needs one.
    private static func project(_ files: [String: String]) -> [String: String] {
        var all = [
            "neutron/__init__.py": "", "neutron/db/__init__.py": "", "neutron/db/migration/__init__.py": "",
            cli: """
            import os
            EXPAND_BRANCH = 'expand'
            CONTRACT_BRANCH: str = "contract"
            BOTH = ('one', "two")
            START = CURRENT = "kilo"
            ENVIRONMENT = os.environ.get("HOME", "x")
            """,
            "neutron/consts.py": "from neutron.db.migration.cli import EXPAND_BRANCH\nLABEL = 'label'\n",
        ]
        for (name, text) in files { all["\(migrations)/versions/\(name).py"] = text }
        return all
    }

    private func judged(_ files: [String: String]) throws -> Verdict {
        let folder = try TemporaryFolder()
        for (path, text) in files {
            let url = URL(fileURLWithPath: folder.path(path))
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: url, atomically: true, encoding: .utf8)
        }
        let verdicts = try PythonOracle.values(
            Verdict.self, of: "import_oracle.py", [folder.path(Self.migrations)],
            environment: ["PYTHONPATH": folder.path + ":" + folder.path("src")])
        return try #require(verdicts.first)
    }

    private func read(_ files: [String: String]) throws -> [Migration] {
        var bytes: [Path: [UInt8]] = [:]
        for (path, text) in files { bytes[Path(stringLiteral: path)] = Array(text.utf8) }
        let tree = MemoryTree(bytes)
        let entries = tree.entries(in: Path(stringLiteral: Self.migrations), recursive: true)
        return try Migration.read(entries, from: tree)
    }

    @Test(
        "A name imported from a module of the snapshot has the value that Alembic sees",
        arguments: [
            "from neutron.db.migration import cli\nbranch_labels = (cli.EXPAND_BRANCH,)",
            "from neutron.db.migration import cli as c\nbranch_labels = c.CONTRACT_BRANCH",
            "from neutron.db.migration.cli import BOTH, EXPAND_BRANCH as label\nbranch_labels = (label, 'x')",
            "from neutron.db.migration.cli import (\n    BOTH,  # two\n    START,\n)\nbranch_labels = [*[]] or 1\n"
                + "branch_labels = BOTH",
            "import neutron.consts as consts, os\nbranch_labels = (consts.LABEL)",
            "import neutron.db.migration.cli\nbranch_labels = {neutron.db.migration.cli.CURRENT}",
            "from alembic import op\nfrom neutron.consts import LABEL\nbranch_labels = [LABEL, 'other']",
            "from neutron.consts import LABEL as branch_labels",
            "from neutron.consts import LABEL\nLABEL = 'again'\nbranch_labels = LABEL",
            "from neutron import consts\nclass consts: LABEL = 'own'\nbranch_labels = 'fixed'",
            "from outer import LABEL\nbranch_labels = LABEL",
            "import outer\nbranch_labels = (outer.LABEL,)",
        ])
    func agreesWithAlembic(_ text: String) throws {
        var files = Self.project(["a1_x": "revision = 'a1'\ndown_revision = None\n\(text)\n"])
        files["src/outer/__init__.py"] = "LABEL = 'outer'\n"
        let revision = try #require(try judged(files).revisions?["a1"])
        let header = try #require(try read(files).first?.header)
        #expect(!header.branchLabels.isUnknown)
        #expect(header.branchLabels.names.sorted() == revision.labels)
    }

    @Test("Ids and dependencies are looked up, too, and neutron's branches are those of Alembic")
    func readsBranchesAsAlembic() throws {
        let cli = "from neutron.db.migration import cli\n"
        let files = Self.project([
            "kilo": cli + "revision = cli.CURRENT\ndown_revision = None\n",
            "expand/e1": cli + "revision = 'e1'\ndown_revision = cli.START\nbranch_labels = (cli.EXPAND_BRANCH,)\n",
            "contract/c1":
                cli + "revision = 'c1'\ndown_revision = 'kilo'\nbranch_labels = (cli.CONTRACT_BRANCH,)\n"
                + "depends_on = cli.EXPAND_BRANCH\n",
        ])
        let verdict = try judged(files)
        let migrations = try read(files)
        let found = Dictionary(
            uniqueKeysWithValues: migrations.compactMap { migration in migration.id.map { ($0, migration.header) } })
        #expect(Set(found.keys) == Set(try #require(verdict.revisions).keys))
        for (id, revision) in verdict.revisions ?? [:] {
            let header = try #require(found[id])
            #expect(header.downRevision.names == revision.down)
            #expect(header.branchLabels.names == revision.labels)
            #expect(header.dependsOn.names == revision.depends)
        }
        let graph = RevisionGraph(
            migrations.indices.compactMap {
                RevisionDeclaration(migrations[$0].header, origin: .project($0))
            })
        #expect(graph.heads.map { graph.nodes[$0].id }.sorted() == verdict.heads)
    }

    @Test(
        "What only running the modules can show stays unknown",
        arguments: [
            "from neutron.db.migration.cli import ENVIRONMENT\nbranch_labels = ENVIRONMENT",
            "from neutron.consts import EXPAND_BRANCH\nbranch_labels = EXPAND_BRANCH",
            "from neutron.db.migration import cli\ncli = object()\nbranch_labels = cli.EXPAND_BRANCH",
            "from neutron.db.migration import cli\nbranch_labels = cli.EXPAND_BRANCH.upper()",
            "from neutron.db.migration import cli\nbranch_labels = cli.missing",
            "from neutron.db.migration import cli\nbranch_labels = cli[0].EXPAND_BRANCH",
            "if True:\n    from neutron.db.migration import cli\nbranch_labels = cli.EXPAND_BRANCH",
            "from missing import LABEL\nbranch_labels = LABEL",
            "from neutron.db.migration.cli import *\nbranch_labels = EXPAND_BRANCH",
        ])
    func staysUnknown(_ text: String) throws {
        let files = Self.project(["a1_x": "revision = 'a1'\ndown_revision = None\n\(text)\n"])
        #expect(try #require(try read(files).first?.header).branchLabels.isUnknown)
    }

    @Test("Alembic refuses relative imports, which are not looked up")
    func refusesRelativeImports() throws {
        let text =
            "revision = 'a1'\ndown_revision = None\nfrom ...cli import EXPAND_BRANCH\nbranch_labels = EXPAND_BRANCH\n"
        let files = Self.project(["a1_x": text])
        #expect(try judged(files).refused?.hasPrefix("ImportError") == true)
        #expect(try #require(try read(files).first?.header).branchLabels.isUnknown)
    }

    @Test("The range of an imported value is in the migration, and no edit replaces it")
    func hasRangesInTheMigration() throws {
        let text =
            "from neutron.db.migration.cli import BOTH\nrevision = 'a1'\ndown_revision = None\nbranch_labels = (BOTH)\n"
        let header = try #require(try read(Self.project(["a1_x": text])).first?.header)
        let value = try #require(header.branchLabels.value)
        let range = try #require(text.range(of: "BOTH", options: .backwards))
        let offset = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
        #expect(value.range == (offset - 1)..<(offset + 5))
        #expect(value.elements.map(\.range) == [offset..<(offset + 4), offset..<(offset + 4)])
        #expect(!value.ownsText && value.elements.allSatisfy { !$0.ownsText && $0.literal == nil })
        #expect(header.usesImports)
    }
}
