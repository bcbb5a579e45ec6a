import Rules
import SourceFiles
import Testing

@Suite("What a file does not show is reported as not evaluated, and nothing is concluded from it")
struct NotEvaluatedTests {
    private static let folder = "migrations/versions/schema/"

    private func outcome(
        of rule: String,
        _ files: [String: String],
        without removed: [Path] = []
    ) throws -> Engine.Result {
        let scaffold = RuleExample.unchanged.tree
        var all: [Path: [UInt8]] = [:]
        for entry in scaffold.entries(in: .root, recursive: true) where !removed.contains(entry.path) {
            all[entry.path] = scaffold.contents(of: entry.path) ?? []
        }
        for (name, text) in files { all[Path(stringLiteral: name)] = Array(text.utf8) }
        let rule = try #require(RuleRegistry.rule(rule))
        return try ExampleRunner.outcome(
            of: rule, in: MemoryTree(all), published: MemoryTree([:]))
    }

    /// OpenStack's glance has two branches on purpose, and labels like `branch_labels = migration.EXPAND_BRANCH`.
    @Test("Two heads that each declare a computed label are two branches")
    func computedLabels() throws {
        let outcome = try outcome(
            of: "single-head",
            [
                Self.folder + "a1_x.py":
                    "revision = 'a1'\ndown_revision = '9cbc348cc1dc'\nbranch_labels = migration.EXPAND\n",
                Self.folder + "b1_x.py":
                    "revision = 'b1'\ndown_revision = '9cbc348cc1dc'\nbranch_labels = migration.CONTRACT\n",
            ])
        #expect(outcome.diagnostics.isEmpty)
        #expect(outcome.notEvaluated.isEmpty)
    }

    @Test("Two heads compete if one of them has no label, and the label of the other is computed")
    func computedLabel() throws {
        let outcome = try outcome(
            of: "single-head",
            [
                Self.folder + "a1_x.py":
                    "revision = 'a1'\ndown_revision = '9cbc348cc1dc'\nbranch_labels = migration.EXPAND\n",
                Self.folder + "b1_x.py": "revision = 'b1'\ndown_revision = '9cbc348cc1dc'\n",
            ])
        #expect(outcome.diagnostics.count == 1)
        #expect(outcome.notEvaluated.isEmpty)
    }

    @Test("The heads of a graph with a computed parent could not be evaluated")
    func computedParents() throws {
        let outcome = try outcome(
            of: "single-head",
            [
                Self.folder + "a1_x.py": "revision = 'a1'\ndown_revision = '9cbc348cc1dc'\n",
                Self.folder + "b1_x.py": "revision = 'b1'\ndown_revision = '9cbc348cc1dc'\n",
                Self.folder + "c1_x.py": "revision = 'c1'\ndown_revision = parents()\n",
            ])
        #expect(outcome.diagnostics.isEmpty)
        #expect(outcome.notEvaluated.count == 1)
    }

    @Test("A new dependency on a core of an unknown release could not be evaluated")
    func dependencyOnUnknownCore() throws {
        let outcome = try outcome(of: "depends-on-current", ["requirements.txt": "orchestrator-core>=1.3\n"])
        #expect(outcome.diagnostics.isEmpty)
        #expect(outcome.notEvaluated.count == 1)
    }

    @Test("A dependency on a core of an unknown release is not reported as an unknown revision")
    func dependencyIsNotUnknown() throws {
        let outcome = try outcome(of: "known-revision", ["requirements.txt": "orchestrator-core>=1.3\n"])
        #expect(outcome.diagnostics.isEmpty)
    }
}
