import Diagnostics
import Rules
import SourceFiles
import Testing

/// An edited edge of a published migration is never what helps: a database that has applied it does not apply it again.
@Suite("No help says to edit an edge of a published migration")
struct PublishedAdviceTests {
    private static let root: Path = "migrations/versions/schema/2023-10-19_9cbc348cc1dc_create_data_head.py"

    private static func dataRoot(dependsOn: String) -> [UInt8] {
        Array(
            "revision = '9cbc348cc1dc'\ndown_revision = None\nbranch_labels = 'data'\ndepends_on = '\(dependsOn)'\n"
                .utf8)
    }

    /// The files of the correct source folder.
    private static var unchanged: [Path: [UInt8]] {
        let tree = RuleExample.unchanged.tree
        var files: [Path: [UInt8]] = [:]
        for entry in tree.entries(in: .root, recursive: true) { files[entry.path] = tree.contents(of: entry.path) }
        return files
    }

    /// The help of `rule` where the published data root depends on `before`, and the linted one on `after`.
    private func advice(of rule: String, before: String, after: String) throws -> String {
        var files = Self.unchanged
        var published = files
        files[Self.root] = Self.dataRoot(dependsOn: after)
        published[Self.root] = Self.dataRoot(dependsOn: before)
        let outcome = try ExampleRunner.outcome(
            of: try #require(RuleRegistry.rule(rule)), in: MemoryTree(files), published: MemoryTree(published))
        return try #require(outcome.diagnostics.first?.help)
    }

    @Test("An edited dependency gets its published value back, and a new migration gets the new one")
    func editedDependency() throws {
        let help = try advice(of: "depends-on-current", before: "a76b9185b334", after: "165303a20fb1")
        #expect(help.contains("restore the published value"))
        #expect(help.contains("new migration"))
        #expect(!help.contains("no deployed database is affected"))
    }

    @Test("A label in a published `depends_on` stays")
    func publishedLabel() throws {
        let help = try advice(of: "depends-on-form", before: "schema", after: "schema")
        #expect(help.hasPrefix("keep it"))
    }

    /// The id of the copy comes before that of the published root.
    @Test("Of two equal labels, the unpublished one is reported")
    func twoLabels() throws {
        let copy: Path = "migrations/versions/schema/2026-01-01_0a1b2c3d4e5f_copy.py"
        var files = Self.unchanged
        files[copy] = Array("revision = '0a1b2c3d4e5f'\ndown_revision = None\nbranch_labels = 'data'\n".utf8)
        let outcome = try ExampleRunner.outcome(
            of: try #require(RuleRegistry.rule("unique-label")), in: MemoryTree(files),
            published: MemoryTree(Self.unchanged))
        #expect(outcome.diagnostics.map(\.location?.path) == [copy])
    }

    @Test("A published dependency on a later core asks for that core")
    func laterCore() throws {
        let help = try advice(of: "known-revision", before: "bac6be6f2b4f", after: "bac6be6f2b4f")
        #expect(help.contains("leave this migration as it is"))
        #expect(!help.contains("name the schema head"))
    }
}
