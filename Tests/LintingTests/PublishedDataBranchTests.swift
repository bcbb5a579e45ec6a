import Diagnostics
import Linting
import SourceFiles
import TestSupport
import Testing

@Suite("What is published in a Workflow Orchestrator project stays, and the help says how to go on")
struct PublishedDataBranchTests {
    /// A committed project whose data root has these values of `down_revision` and `depends_on`.
    private func project(down: String = "None", dependsOn: String) throws -> GitRepository {
        let repository = try ReferenceProject.make()
        try writeRoot(down: down, dependsOn: dependsOn, into: repository)
        try repository.git("add", "--all")
        try repository.commit("Publish the data root")
        return repository
    }

    private func writeRoot(down: String = "None", dependsOn: String, into repository: GitRepository) throws {
        try repository.write(
            ReferenceProject.rootPath,
            """
            revision = "\(ReferenceProject.root)"
            down_revision = \(down)
            branch_labels = ("data",)
            depends_on = \(dependsOn)

            """)
    }

    private func findings(_ repository: GitRepository) -> [Diagnostic] {
        repository.perform(CheckRequest()).report?.diagnostics ?? []
    }

    @Test("An edited dependency gets its value back, and a new migration gets the schema head, not the edited value")
    func editedDependency() throws {
        let repository = try project(dependsOn: "\"a76b9185b334\"")
        try writeRoot(dependsOn: "\"165303a20fb1\"", into: repository)
        let found = findings(repository)
        #expect(!found.contains { $0.rule == "depends-on-current" })
        let help = try #require(found.first { $0.rule == "published-unchanged" }?.help)
        #expect(
            help.hasPrefix(
                "restore \"a76b9185b334\", and add a new migration with `depends_on = \"\(ReferenceProject.schemaHead)\"`"
            ))

        try writeRoot(dependsOn: "\"a76b9185b334\"", into: repository)
        try repository.writeMigration(
            "a2b2c3d4e5f6", revises: ReferenceProject.root, dependsOn: ReferenceProject.schemaHead)
        #expect(findings(repository).map(\.message) == [])
    }

    @Test("A removed dependency is restored, and nothing is added")
    func removedDependency() throws {
        let repository = try project(dependsOn: "\"a76b9185b334\"")
        try writeRoot(dependsOn: "None", into: repository)
        let help = try #require(findings(repository).first { $0.rule == "published-unchanged" }?.help)
        #expect(help.hasPrefix("restore \"a76b9185b334\": "))
    }

    @Test("A dependency that another one implies can be removed")
    func impliedDependency() throws {
        let repository = try project(dependsOn: "(\"a76b9185b334\", \"\(ReferenceProject.schemaHead)\")")
        try writeRoot(dependsOn: "\"\(ReferenceProject.schemaHead)\"", into: repository)
        #expect(findings(repository).map(\.message) == [])
    }

    @Test("No migration is added for the schema head of a core that was replaced by an older one")
    func loweredPin() throws {
        let repository = try project(dependsOn: "\"a76b9185b334\"")
        try repository.write("requirements.txt", "orchestrator-core==1.2.2\n")
        let finding = try #require(findings(repository).first { $0.rule == "depends-on-behind" })
        #expect(finding.fix == nil)
        let package = "orchestrator-core"
        #expect(
            finding.help
                == "restore the pin of \(package): databases contain its schema revision \(ReferenceProject.schemaHead)"
        )
    }

    @Test(
        "What databases applied is an info",
        arguments: [
            ("None", "\"schema\"", "depends-on-form"), ("\"da5c9f4cce1c\"", "None", "separate-branches"),
        ])
    func published(down: String, dependsOn: String, rule: String) throws {
        let repository = try project(down: down, dependsOn: dependsOn)
        let found = findings(repository).filter { $0.rule == rule }
        #expect(found.map(\.severity) == [.info])
        #expect(found.first?.help?.hasPrefix("keep it") == true)
        #expect(found.first?.fix == nil)
        #expect(!findings(repository).contains { $0.severity == .error })
    }
}
