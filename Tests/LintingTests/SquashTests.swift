import Diagnostics
import Linting
import SourceFiles
import TestSupport
import Testing

/// Published migrations are deleted and a new root replaces them: one finding, held against real Alembic.
@Suite("A squash is one finding that names the databases which survive it")
struct SquashTests {
    /// A database at d3 of a published chain.
    private func deployed() throws -> AlembicProject {
        let project = try AlembicProject()
        try project.write(("d1", "None"), ("d2", "\"d1\""), ("d3", "\"d2\""))
        try project.commit()
        #expect(try project.upgrade().ran == ["d1", "d2", "d3"])
        return project
    }

    @Test(
        "A root with a new id loses every database; the two remedies of the help save them", arguments: [false, true])
    func newID(isStamped: Bool) throws {
        let project = try deployed()
        try project.remove("d1", "d2", "d3")
        try project.write("init1", down: "None")
        let finding = try #require(project.findings().first)
        #expect(
            project.lines() == [
                "error published-unchanged: 3 published migrations were replaced by the new root init1: "
                    + "databases at d3 cannot be upgraded (Alembic: `Can't locate revision`)"
            ])
        #expect(finding.location?.path == "m/versions/init1_x.py")
        #expect(
            finding.help
                == "give init1 the id of the old head, \"d3\": databases at d3 then continue; "
                + "or run `alembic stamp --purge init1` on each of them instead of an upgrade")
        #expect(try project.upgrade().complaint.contains("Can't locate revision identified by 'd3'"))

        if isStamped {
            #expect(try project.alembic("stamp", "--purge", "init1").complaint == "")
            try project.commit()
        } else {
            try project.remove("init1")
            try project.write("d3", down: "None")
            #expect(!project.findings().contains { $0.severity == .error })
        }
        try project.write("e1", down: isStamped ? "\"init1\"" : "\"d3\"")
        let upgrade = try project.upgrade()
        #expect(upgrade.ran == ["e1"] && upgrade.complaint == "")
    }

    @Test("A root with the id of the old head keeps the databases there, and loses older ones")
    func idOfTheOldHead() throws {
        let project = try AlembicProject()
        try project.write(("d1", "None"), ("d2", "\"d1\""))
        try project.commit()
        try project.repository.git("tag", "v1")
        #expect(try project.upgrade().ran == ["d1", "d2"])
        try project.write("d3", down: "\"d2\"")
        try project.commit()
        try project.remove("d1", "d2")
        try project.write("d3", down: "None")
        let message =
            "published-unchanged: 3 published migrations were replaced by the new root d3: "
            + "databases at d3 continue, older ones cannot be upgraded (Alembic: `Can't locate revision`)"
        #expect(project.lines() == ["warning " + message])
        #expect(project.findings()[0].help == "upgrade every database to d3 before you deploy this change")
        #expect(try project.upgrade().complaint.contains("Can't locate revision identified by 'd2'"))

        // A named state is one of those that are lost.
        #expect(project.lines(deployed: ["v1"]) == ["error " + message])
        #expect(
            project.findings(deployed: ["v1"])[0].notes.map(\.message)
                == ["base: `HEAD`", "databases deployed at v1 are at d2, which is missing"])

        try project.repository.git("stash", "--quiet")
        #expect(try project.upgrade().ran == ["d3"])
        try project.repository.git("stash", "pop", "--quiet")
        try project.write("e1", down: "\"d3\"")
        let upgrade = try project.upgrade()
        #expect(upgrade.ran == ["e1"] && upgrade.complaint == "")
    }

    @Test("The lower half of a chain is replaced, and the parent of the upper half with it")
    func lowerHalf() throws {
        let project = try deployed()
        try project.remove("d1", "d2")
        try project.write(("init1", "None"), ("d3", "\"init1\""))
        #expect(
            project.lines() == [
                "warning published-unchanged: 2 published migrations were replaced by the new root init1: "
                    + "databases at d3 continue, older ones cannot be upgraded (Alembic: `Can't locate revision`)"
            ])
        let upgrade = try project.upgrade()
        #expect(upgrade.ran == [] && upgrade.complaint == "")
    }

    @Test("Each deleted migration is a finding if no new root replaces them")
    func deletion() throws {
        let project = try deployed()
        try project.remove("d2", "d3")
        #expect(project.lines().contains("error published-unchanged: the published migration d3 is missing"))
    }
}
