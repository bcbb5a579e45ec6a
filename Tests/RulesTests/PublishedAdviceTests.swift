import Diagnostics
import Rules
import SourceFiles
import Testing

/// Nobody is told to edit an edge of a published migration: ALEMBIC.md shows what a deployed database does then.
struct PublishedAdviceTests {
    private static let root: Path = "migrations/versions/schema/2023-10-19_9cbc348cc1dc_create_data_head.py"

    private static func dataRoot(dependsOn: String) -> [UInt8] {
        Array(
            "revision = '9cbc348cc1dc'\ndown_revision = None\nbranch_labels = 'data'\ndepends_on = '\(dependsOn)'\n"
                .utf8)
    }

    /// The files of the example that no rule complains of.
    private static var unchanged: [Path: [UInt8]] {
        let tree = RuleExample.unchanged.tree
        var files: [Path: [UInt8]] = [:]
        for entry in tree.entries(in: .root, recursive: true) { files[entry.path] = tree.contents(of: entry.path) }
        return files
    }

    /// What `rule` advises where the published root has `before`, and the root now has `after`.
    private func advice(of rule: String, before: String, after: String) throws -> String {
        var files = Self.unchanged
        var published = files
        files[Self.root] = Self.dataRoot(dependsOn: after)
        published[Self.root] = Self.dataRoot(dependsOn: before)
        let outcome = try ExampleRunner.outcome(
            of: try #require(RuleRegistry.rule(rule)), in: MemoryTree(files), published: MemoryTree(published))
        return try #require(outcome.diagnostics.first?.help)
    }

    @Test func anEditedDependencyIsPutBack() throws {
        let help = try advice(of: "depends-on-current", before: "a76b9185b334", after: "165303a20fb1")
        #expect(help.contains("put the published value back"))
        #expect(help.contains("new migration"))
        #expect(!help.contains("no database is affected"))
    }

    @Test func aPublishedLabelIsLeftAlone() throws {
        let help = try advice(of: "depends-on-form", before: "schema", after: "schema")
        #expect(help.contains("leave it as it is"))
    }

    /// A new copy of the root, whose id comes before it: the new one is to give its label up.
    @Test func ofTwoLabelsTheNewOneGoes() throws {
        let copy: Path = "migrations/versions/schema/2026-01-01_0a1b2c3d4e5f_copy.py"
        var files = Self.unchanged
        files[copy] = Array("revision = '0a1b2c3d4e5f'\ndown_revision = None\nbranch_labels = 'data'\n".utf8)
        let outcome = try ExampleRunner.outcome(
            of: try #require(RuleRegistry.rule("unique-label")), in: MemoryTree(files),
            published: MemoryTree(Self.unchanged))
        #expect(outcome.diagnostics.map(\.location?.path) == [copy])
    }

    @Test func aPublishedRevisionOfALaterCoreAsksForThatCore() throws {
        let help = try advice(of: "known-revision", before: "bac6be6f2b4f", after: "bac6be6f2b4f")
        #expect(help.contains("leave this migration as it is"))
        #expect(!help.contains("name the schema head"))
    }
}
