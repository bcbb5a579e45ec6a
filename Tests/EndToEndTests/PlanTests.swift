import Foundation
import TestSupport
import Testing

/// `lint plan`: what `upgrade heads` would run, on a fresh database and on a deployed one.
struct PlanTests {
    /// The document's schema revisions, oldest first.
    private static let schema: [String] = ReferenceProject.history.split(separator: "\n")
        .filter { $0.contains("(schema)") }
        .compactMap { $0.split(separator: " -> ").last?.prefix(12) }.map(String.init).reversed()

    /// The ids of a plan, in the order of its steps.
    private static func steps(_ text: String) -> [String] {
        text.split(separator: "\n").compactMap { line -> String? in
            let words = line.split(separator: " ").map(String.init)
            return words.count > 1 && Int(words[0]) != nil && words[1].count == 12 ? words[1] : nil
        }
    }

    @Test("A fresh database runs the schema branch, then the data branch")
    func aFreshDatabaseRunsTheSchemaAndThenTheData() throws {
        let repository = try ReferenceProject.make()
        try repository.writeMigration("27571992ebfb", revises: ReferenceProject.root)
        let result = try repository.lint("plan")
        #expect(result.status == 0, "\(result.errors)")
        #expect(Self.steps(result.text) == Self.schema + [ReferenceProject.root, "27571992ebfb"])
        #expect(result.text.contains("\n13  9cbc348cc1dc  (data)    Create data head.\n"), "\(result.text)")
        #expect(result.text.hasSuffix("14 revisions run on a fresh database: 12 of packages, 2 of the project\n"))
        #expect(!result.text.contains("early"))
    }

    /// Alembic itself upgrades the same files.
    @Test("The plan has the order of Alembic")
    func theOrderIsAlembics() throws {
        let repository = try ReferenceProject.make()
        try repository.writeMigration("27571992ebfb", revises: ReferenceProject.root)
        try repository.writeMigration("0a0a0a0a0a0a", revises: "27571992ebfb", dependsOn: "165303a20fb1")
        try repository.writeMigration("fefefefefefe", revises: ReferenceProject.root, dependsOn: "e05bb1967eff")
        struct Revision: Encodable {
            var id: String
            var down: [String] = []
            var dependencies: [String] = []
            var labels: [String] = []
        }
        struct Outcome: Decodable { var ran: [String] }
        // In the order of the files' names, and the core's folder behind the project's.
        var graph = [
            Revision(id: ReferenceProject.root, dependencies: [ReferenceProject.schemaHead], labels: ["data"]),
            Revision(id: "0a0a0a0a0a0a", down: ["27571992ebfb"], dependencies: ["165303a20fb1"]),
            Revision(id: "27571992ebfb", down: [ReferenceProject.root]),
            Revision(id: "fefefefefefe", down: [ReferenceProject.root], dependencies: ["e05bb1967eff"]),
        ]
        for (position, id) in Self.schema.enumerated() {
            graph.append(
                Revision(
                    id: id, down: position == 0 ? [] : [Self.schema[position - 1]],
                    labels: position == 0 ? ["schema"] : []))
        }
        let input = String(decoding: try JSONEncoder().encode([graph]), as: UTF8.self) + "\n"
        let outcome = try PythonOracle.values([Outcome].self, of: "upgrade_oracle.py", input: input)
        #expect(Self.steps(try repository.lint("plan").text) == outcome.first?.first?.ran)
    }

    @Test("After a new core release, the pending schema and data revisions are planned")
    func theCoreMovesOnAndTheDataDoesNotWait() throws {
        let repository = try ReferenceProject.make()
        try repository.write("requirements.txt", "orchestrator-core==3.0.0\n")
        try repository.writeMigration("27571992ebfb", revises: ReferenceProject.root)
        let result = try repository.lint("plan", "--from", "HEAD")
        #expect(result.status == 0, "\(result.errors)")
        let steps = Self.steps(result.text)
        #expect(steps.contains("bac6be6f2b4f") && steps.last == "27571992ebfb")
        #expect(!steps.contains(ReferenceProject.schemaHead) && !steps.contains(ReferenceProject.root))
    }

    @Test("On a database at the heads, nothing is pending")
    func aDatabaseThatHasEverythingRunsNothing() throws {
        let repository = try ReferenceProject.make()
        let result = try repository.lint("plan", "--from", "HEAD")
        #expect(result.status == 0)
        #expect(result.text == "no revision is pending on a database deployed at HEAD\n")
    }

    @Test("The plan reports what an edited dependency skips")
    func anEditedDependencySkipsInSilence() throws {
        let repository = try ReferenceProject.make()
        try repository.write("requirements.txt", "orchestrator-core==3.0.0\n")
        try repository.write(
            ReferenceProject.rootPath,
            ReferenceProject.template.replacing(ReferenceProject.schemaHead, with: "bac6be6f2b4f"))
        let result = try repository.lint("plan", "--from", "HEAD")
        #expect(result.status == 1)
        #expect(result.text.hasPrefix("skipped: `"), "\(result.text)")
        #expect(result.text.contains("skipped: `bac6be6f2b4f`"))
        #expect(result.text.hasSuffix("no revision is pending on a database deployed at HEAD\n"))
        // A fresh database is another matter.
        #expect(try repository.lint("plan").status == 0)
    }

    @Test("The plan reports a deleted head")
    func aDeletedHeadIsRefused() throws {
        let repository = try ReferenceProject.make()
        let path = try repository.writeMigration("27571992ebfb", revises: ReferenceProject.root)
        try repository.git("add", "--all")
        try repository.commit("Add a migration")
        try repository.remove(path)
        let result = try repository.lint("plan", "--from", "HEAD")
        #expect(result.status == 1)
        #expect(result.text.hasPrefix("refused: Can't locate revision identified by '27571992ebfb'"))
        #expect(result.text.hasSuffix("no revision runs on a database deployed at HEAD\n"))
        #expect(try repository.lint("plan", "--from", "HEAD~1").status == 0)
    }

    /// A second root, which is listed first and depends on the head, runs the first root before a revision that it does
    /// not name.
    @Test("A data migration that runs before the schema head is marked")
    func aDataMigrationThatDoesNotWaitIsMarked() throws {
        let repository = try ReferenceProject.make()
        try repository.write(
            ReferenceProject.rootPath,
            ReferenceProject.template.replacing(ReferenceProject.schemaHead, with: "a76b9185b334"))
        try repository.write(
            "\(ReferenceProject.migrations)/2020-02-02_0b0b0b0b0b0b_other.py",
            """
            \"""Another root.\u{1B}[31m\"""
            revision = "0b0b0b0b0b0b"
            down_revision = None
            depends_on = "\(ReferenceProject.schemaHead)"
            """)
        let result = try repository.lint("plan")
        #expect(result.status == 0)
        #expect(!result.output.contains(0x1B))
        var expected = Self.schema
        expected.insert(ReferenceProject.root, at: 2)
        expected.append("0b0b0b0b0b0b")
        #expect(Self.steps(result.text) == expected)
        #expect(result.text.contains("\n    ^ early: it runs before `3323bcb934e7` and 9 more,"), "\(result.text)")
        #expect(result.text.hasSuffix("; 1 too early\n"))
    }

    @Test("The plan reports redundant dependencies on which Alembic fails")
    func redundantDependenciesMakeAlembicFail() throws {
        let repository = try GitRepository()
        try repository.write("alembic.ini", "[alembic]\nscript_location = migrations\n")
        for (id, down, dependencies) in [
            ("d1", "None", "None"), ("d2", "'d1'", "('s3', 's2')"), ("s2", "None", "None"), ("s3", "'s2'", "None"),
        ] {
            try repository.write(
                "migrations/versions/\(id).py",
                "revision = '\(id)'\ndown_revision = \(down)\ndepends_on = \(dependencies)\n")
        }
        let result = try repository.lint("plan")
        #expect(result.status == 1)
        #expect(result.text.hasPrefix("failing: Alembic ends with a KeyError after `d2`"), "\(result.text)")
    }

    @Test("A graph that is not fully known has no plan")
    func anUnknownGraphHasNoPlan() throws {
        let repository = try ReferenceProject.make()
        try repository.writeMigration("27571992ebfb", revises: "0123456789ab")
        let broken = try repository.lint("plan")
        #expect(broken.status == 2 && broken.output.isEmpty)
        #expect(broken.errors.contains("`27571992ebfb` names `0123456789ab`") && broken.errors.contains("run `lint`"))

        try repository.writeMigration("27571992ebfb", revises: ReferenceProject.root)
        try repository.write("requirements.txt", "orchestrator-core\n")
        let unpinned = try repository.lint("plan")
        #expect(unpinned.status == 2 && unpinned.output.isEmpty)
        #expect(unpinned.errors.contains("the schema head of orchestrator-core is unknown"))
        #expect(try repository.lint("plan", "--from", "nowhere").status == 2)
    }
}
