import Diagnostics
import Linting
import SourceFiles
import TestSupport
import Testing

@Suite("One cause is one finding, and what cannot be changed is an info")
struct NoiseTests {
    private func project(_ migrations: (id: String, down: String)...) throws -> AlembicProject {
        let project = try AlembicProject()
        for (id, down) in migrations { try project.write(id, down: down) }
        try project.commit()
        return project
    }

    // MARK: Equal ids

    @Test("A copied id far up the chain is neither a cycle nor an edited migration, and its fix is right")
    func duplicateID() throws {
        let project = try project(("a1", "None"), ("b1", "\"a1\""), ("c1", "\"b1\""))
        try project.write("b1", down: "\"c1\"", file: "b1_y")
        #expect(project.lines() == ["error unique-revision: the id `b1` is declared in 2 files"])
        #expect(project.findings()[0].location?.path == "m/versions/b1_y_x.py")
        #expect(try project.alembic("heads").complaint.contains("Cycle is detected"))

        var request = CheckRequest()
        request.fixes = FixRequest(allowsUnsafe: true)
        #expect(project.repository.perform(request).status == .success)
        #expect(try project.alembic("heads").complaint == "")
        #expect(try project.upgrade().ran.prefix(2) == ["a1", "b1"])
    }

    @Test("A cycle beside an equal id is still reported")
    func cycleBesideDuplicate() throws {
        let project = try project(("a1", "None"), ("b1", "\"a1\""))
        try project.write("b1", down: "\"b1\"", file: "b1_y")
        try project.write(("x1", "\"y1\""), ("y1", "\"x1\""))
        #expect(
            project.lines() == [
                "error unique-revision: the id `b1` is declared in 2 files",
                "error acyclic: these revisions form a cycle: x1, y1",
            ])
    }

    @Test("What a copied id alone causes is not reported: revisions that seem skipped, and heads that seem to compete")
    func consequencesOfDuplicate() throws {
        let project = try project(("a1", "None"), ("b1", "\"a1\""), ("c1", "\"b1\""))
        try project.write("x1", down: "\"a1\"")
        try project.write("b1", down: "\"x1\"", file: "b1_y")
        #expect(project.lines() == ["error unique-revision: the id `b1` is declared in 2 files"])
        try project.write("b1", down: "\"a1\"", file: "b1_y")
        try project.remove("x1")
        try project.write("e1", down: "\"b1\"")
        #expect(project.lines() == ["error unique-revision: the id `b1` is declared in 2 files"])
    }

    @Test("Two thousand files with one id are one short finding")
    func manyCopies() throws {
        let project = try AlembicProject()
        for number in 1...2000 { try project.write("a1", down: "None", file: "a1_\(number)") }
        try project.commit()
        let outcome = project.repository.perform(CheckRequest())
        #expect(outcome.report?.diagnostics.count == 1)
        #expect(outcome.text.utf8.count < 3000)
    }

    // MARK: Roots

    @Test("Two roots that a merge revision joins are valid, as for Alembic")
    func joinedRoots() throws {
        let project = try project(("first", "None"), ("second", "None"), ("merged", "(\"first\", \"second\")"))
        #expect(project.lines() == [])
        #expect(try project.alembic("heads").output == "merged (head)\n")
    }

    @Test("Two roots with a head each are for single-head to report, published or not", arguments: [false, true])
    func separateRoots(isPublished: Bool) throws {
        let project = try project(("a1", "None"))
        try project.write("b1", down: "None")
        if isPublished { try project.commit() }
        #expect(project.lines() == ["error single-head: two heads without a common ancestor: a1, b1"])
        let help = try #require(project.findings()[0].help)
        #expect(help.hasPrefix("name the parent of b1 in `down_revision`") == !isPublished)
        #expect(help.contains("`alembic merge a1 b1`"))
        #expect(try project.alembic("upgrade", "head").complaint.contains("Multiple head revisions"))
        try project.write("c1", down: "(\"a1\", \"b1\")")
        #expect(project.lines() == [])
    }

    @Test("Roots in a version folder each are the histories of several databases: the help does not merge them first")
    func severalDatabases() throws {
        let repository = try GitRepository.make([
            "alembic.ini": "[alembic]\nscript_location = m\nversion_locations = m/one m/two\n", "m/env.py": "",
            "m/one/a1_x.py": migration("a1"), "m/two/b1_x.py": migration("b1"),
        ])
        let finding = try #require(repository.lint().outcome.report?.diagnostics.first)
        #expect(finding.message == "two heads without a common ancestor: a1, b1" && finding.fix == nil)
        #expect(finding.help?.hasPrefix("give the root in each folder a label") == true)
        try repository.write("m/one/a1_x.py", migration("a1", labels: "one"))
        try repository.write("m/two/b1_x.py", migration("b1", labels: "two"))
        #expect(repository.lint().outcome.rules.isEmpty)
    }

    @Test("A project whose first migration is not written yet, and a script in a folder that is only taken for one")
    func nothingYet() throws {
        let repository = try GitRepository.make(["alembic.ini": "[alembic]\nscript_location = m\n", "m/env.py": ""])
        #expect(repository.lint().outcome.report?.diagnostics.map(\.severity) == [.warning])
        let guessed = try GitRepository.make([
            "db/migrations/a1_x.py": migration("a1"), "db/migrations/run.py": "down_revision = None\n",
        ])
        #expect(
            guessed.lint().outcome.report?.diagnostics.map { "\($0.severity) \($0.rule)" } == ["info revision-declared"]
        )
    }

    // MARK: What is published

    @Test(
        "An id that is published and that Alembic loads is an info",
        arguments: ["a_very_long_name_for_one_revision_id", "head"])
    func publishedID(id: String) throws {
        let project = try project((id, "None"))
        #expect(project.findings().map(\.severity) == [.info])
        #expect(project.findings()[0].help == "keep it: databases that applied this migration contain the id")
        #expect(try project.upgrade().complaint == "")
    }

    @Test("A published id that Alembic refuses stays an error", arguments: ["a-b", "base"])
    func refusedID(id: String) throws {
        let project = try project((id, "None"))
        #expect(project.findings().map(\.severity) == [.error])
        #expect(try project.upgrade().complaint != "")
    }

    @Test("Docstrings are an info where nothing reads them")
    func docstrings() throws {
        let project = try project(("a1", "None"))
        try project.repository.write(
            "m/versions/b1_x.py",
            "\"\"\"B.\n\nRevision ID: b2\nRevises: a1\n\"\"\"\nrevision = 'b1'\ndown_revision = 'a1'\n")
        #expect(project.findings().map { "\($0.severity) \($0.rule)" } == ["info docstring-agrees"])
        try project.repository.write("rules.json", #"{"lint": 1, "rules": {"docstring-agrees": "error"}}"#)
        #expect(project.findings().map { "\($0.severity) \($0.rule)" } == ["error docstring-agrees"])
    }

    // MARK: depends_on

    @Test(
        "What depends-on-form says of a published migration, published-unchanged accepts",
        arguments: [("\"\"", "None"), ("\"a1\"", "None"), ("\"None\"", "None"), ("\"x@head\"", "None")])
    func followedAdvice(old: String, new: String) throws {
        let project = try project(("a1", "None"))
        try project.write("b1", down: "\"a1\"", dependsOn: old)
        try project.commit()
        let isLoaded = try project.alembic("heads").complaint == ""
        #expect(project.findings().allSatisfy { ($0.severity == .error) == !isLoaded })
        try project.write("b1", down: "\"a1\"", dependsOn: new)
        #expect(project.lines() == [])
    }

    @Test("An edge that the others imply can be removed, and another one cannot")
    func impliedEdges() throws {
        let project = try project(
            ("a1", "None"), ("b1", "\"a1\""), ("c1", "(\"a1\", \"b1\")"), ("x1", "None"), ("d1", "(\"c1\", \"x1\")"))
        #expect(try project.upgrade().complaint == "")
        try project.write("c1", down: "\"b1\"")
        #expect(project.lines() == [])
        let upgrade = try project.upgrade()
        #expect(upgrade.ran == [] && upgrade.complaint == "")
        try project.write("d1", down: "\"c1\"")
        #expect(project.findings().map(\.rule).contains("published-unchanged"))
    }

    // MARK: Consequences of an edit

    @Test("An edited id is one finding, and no other rule asks to complete the edit")
    func editedID() throws {
        let project = try AlembicProject()
        let text = "\"\"\"A.\n\nRevision ID: a1\nRevises:\n\"\"\"\nrevision = 'a1'\ndown_revision = None\n"
        try project.repository.write("m/versions/a1_x.py", text)
        try project.commit()
        try project.repository.write("m/versions/a1_x.py", text.replacing("'a1'", with: "'a2'"))
        #expect(project.findings().map(\.rule) == ["published-unchanged"])
        try project.repository.write("m/versions/a1_x.py", text.replacing("revision = 'a1'\n", with: ""))
        #expect(project.findings().contains { $0.message == "the id of the published migration a1 was removed" })
        #expect(!project.findings().contains { $0.rule == "revision-declared" })
    }

    @Test("A published migration without its parent is an edit, and no second root")
    func removedParent() throws {
        let project = try project(("a1", "None"), ("b1", "\"a1\""))
        try project.write("b1", down: "None")
        #expect(project.findings().filter { $0.severity == .error }.map(\.rule).contains("published-unchanged"))
        #expect(!project.findings().contains { $0.rule == "single-root" })
        try project.repository.write("m/versions/b1_x.py", "revision = 'b1'\n")
        #expect(!project.findings().contains { $0.rule == "revision-declared" })
    }
}
