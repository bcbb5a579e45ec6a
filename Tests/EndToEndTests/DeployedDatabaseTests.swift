import Foundation
import TestSupport
import Testing

/// The table of ALEMBIC.md, row by row: what real Alembic does to a deployed database, and what a user reads before.
struct DeployedDatabaseTests {
    private let project: DeployedProject

    /// Every row begins with a database that was upgraded to all of it.
    init() throws {
        project = try DeployedProject()
        #expect(try project.upgrade().ran.sorted() == ["d0", "d1", "s1", "s2"])
    }

    private func upgradePath() throws -> JSONNode? {
        try project.repository.report().diagnostic(of: "upgrade-path")
    }

    private func line(of diagnostic: JSONNode?) -> Int? { diagnostic?["range"]["start"]["line"].integer }

    @Test("An edited depends_on of a published migration skips the new schema head")
    func theCoreGrowsAndThePublishedDependsOnIsEdited() throws {
        try project.core("s1", "s2", "s3")
        try project.write(.init("d0", nil, dependsOn: "s3", label: "data"))
        let finding = try upgradePath()
        #expect(
            finding?["message"].text
                == "databases deployed at HEAD would never run s3: `upgrade heads` skips it and reports success")
        #expect(finding?["path"].text == "migrations/versions/schema/d0.py")
        #expect(line(of: finding) == 4)
        #expect(
            finding?["help"].text
                == "set `depends_on` of d0 back to \"s2\", and add a new migration with `depends_on = \"s3\"`"
        )
        #expect(
            finding?["notes"].elements?.last?["message"].text
                == "`alembic_version` of such a database contains d1: "
                + "Alembic treats all ancestors in today's files as applied"
        )
        #expect(try project.repository.report().rules.contains("published-unchanged"))
        #expect(try project.repository.lint().status == 1)

        let upgrade = try project.upgrade()
        #expect(upgrade.ran.isEmpty && upgrade.complaint.isEmpty)
    }

    @Test("An edited depends_on overlaps with a schema head that is deployed")
    func theGrownCoreIsDeployedAndThenTheDependsOnIsEdited() throws {
        try project.core("s1", "s2", "s3")
        try project.commit("Raise the core")
        #expect(try project.upgrade().ran == ["s3"])
        try project.write(.init("d0", nil, dependsOn: "s3", label: "data"))
        let finding = try upgradePath()
        #expect(
            finding?["message"].text
                == "databases deployed at HEAD cannot be upgraded: they are at d1 and s3, "
                + "and s3 is now an ancestor of d1 "
                + "(Alembic: `Requested revision d1 overlaps with other requested revisions s3`)")
        #expect(line(of: finding) == 4)
        #expect(finding?["help"].text?.hasPrefix("set `depends_on` of d0 back to \"s2\"") == true)
        #expect(
            try project.upgrade().complaint.contains("Requested revision d1 overlaps with other requested revisions s3")
        )
    }

    @Test("A new migration that depends on the new schema head is correct", arguments: [false, true])
    func aNewMigrationThatDependsOnTheNewHeadIsRight(isCoreDeployed: Bool) throws {
        try project.core("s1", "s2", "s3")
        if isCoreDeployed {
            try project.commit("Raise the core")
            #expect(try project.upgrade().ran == ["s3"])
        }
        try project.write(.init("d2", "d1", dependsOn: "s3"))
        let report = try project.repository.report()
        #expect(report.diagnostics.filter { $0["severity"].text == "error" }.isEmpty)
        #expect(try project.repository.lint().status == 0)
        #expect(try project.upgrade().ran == (isCoreDeployed ? ["d2"] : ["s3", "d2"]))
    }

    @Test("A new migration without depends_on gets an info that names the schema head")
    func aNewMigrationWithoutDependsOnGetsAnInfo() throws {
        try project.core("s1", "s2", "s3", "s4")
        try project.write(.init("d2", "d1"))
        let report = try project.repository.report()
        #expect(report.diagnostic(of: "upgrade-path")?.isPresent != true)
        let finding = report.diagnostic(of: "depends-on-behind")
        #expect(finding?["severity"].text == "info")
        #expect(finding?["path"].text == "migrations/versions/schema/d2.py")
        #expect(finding?["help"].text?.hasPrefix("set `depends_on = \"s4\"` in this new migration") == true)
        #expect(try project.repository.lint().status == 0)
        #expect(try project.upgrade().ran.sorted() == ["d2", "s3", "s4"])
    }

    @Test("One of two deployed heads cannot be put on top of the other")
    func oneOfTwoDeployedHeadsIsPutOnTopOfTheOther() throws {
        try project.write(.init("e1", "d0"))
        try project.commit("Two heads")
        #expect(try project.upgrade().ran == ["e1"])
        try project.write(.init("e1", "d1"))
        let finding = try upgradePath()
        #expect(
            finding?["message"].text
                == "databases deployed at HEAD cannot be upgraded: they are at d1 and e1, "
                + "and d1 is now an ancestor of e1 "
                + "(Alembic: `Requested revision e1 overlaps with other requested revisions d1`)")
        #expect(finding?["path"].text == "migrations/versions/schema/e1.py")
        #expect(line(of: finding) == 2)
        #expect(
            finding?["help"].text
                == "set `down_revision` of e1 back to \"d0\", and add a merge revision on top to join the two")
        #expect(try project.upgrade().complaint.contains("overlaps with other requested revisions"))
    }

    @Test("A new migration below a deployed one never runs")
    func aNewMigrationIsSlippedInBelowADeployedOne() throws {
        try project.write(.init("e1", "d0"))
        try project.write(.init("d1", "e1"))
        let finding = try upgradePath()
        #expect(
            finding?["message"].text
                == "databases deployed at HEAD would never run e1: `upgrade heads` skips it and reports success")
        #expect(finding?["path"].text == "migrations/versions/schema/d1.py")
        #expect(line(of: finding) == 2)
        #expect(
            finding?["help"].text
                == "set `down_revision` of d1 back to \"d0\", and put e1 on top: set its `down_revision` to \"d1\"")
        #expect(finding?["notes"].elements?.first?["message"].text == "e1 would never run")
        #expect(finding?["notes"].elements?.first?["path"].text == "migrations/versions/schema/e1.py")
        let upgrade = try project.upgrade()
        #expect(upgrade.ran.isEmpty && upgrade.complaint.isEmpty)
    }

    @Test("A database at a deleted migration cannot be upgraded")
    func aDeployedMigrationIsDeleted() throws {
        try project.remove("d1")
        let report = try project.repository.report()
        #expect(report.rules == ["published-unchanged"])
        #expect(
            try project.repository.report("--only", "upgrade-path").diagnostic(of: "upgrade-path")?["message"].text
                == "databases deployed at HEAD cannot be upgraded: their revision d1 is missing "
                + "(Alembic: `Can't locate revision identified by 'd1'`)")
        #expect(
            report.diagnostic(of: "published-unchanged")?["message"].text == "the published migration d1 is missing")
        #expect(try project.upgrade().complaint.contains("Can't locate revision identified by 'd1'"))
    }

    @Test("A database at a migration with another id cannot be upgraded")
    func theIdOfADeployedMigrationIsChanged() throws {
        try project.remove("d1")
        try project.repository.write(
            "migrations/versions/schema/d1.py",
            "revision = \"d9\"\ndown_revision = \"d0\"\n\n\ndef upgrade():\n    pass\n")
        let report = try project.repository.report()
        #expect(report.rules == ["published-unchanged"])
        #expect(try project.repository.report("--only", "upgrade-path").rules == ["upgrade-path"])
        #expect(
            report.diagnostic(of: "published-unchanged")?["message"].text
                == "the id of the published migration d1 was changed to d9")
        #expect(try project.upgrade().complaint.contains("Can't locate revision identified by 'd1'"))
    }

    /// The example of the README, with the real core.
    @Test("The README shows the finding that lint prints")
    func theReadmeShowsWhatIsPrinted() throws {
        let readme = try String(contentsOfFile: PythonOracle.root + "/README.md", encoding: .utf8)
        let example = try #require(
            readme.components(separatedBy: "<!-- upgrade-path -->\n```text\n").last?
                .components(separatedBy: "\n```\n<!-- /upgrade-path -->").first)
        let repository = try ReferenceProject.make()
        func write(release: String, dependsOn: String) throws {
            try repository.write("requirements.txt", "orchestrator-core==\(release)\n")
            try repository.write(
                ReferenceProject.rootPath,
                ReferenceProject.template.replacing(ReferenceProject.schemaHead, with: dependsOn))
        }
        try write(release: "5.0.0", dependsOn: "be3163f7c49d")
        try repository.git("commit", "--quiet", "--all", "--message", "Deployed")
        try repository.git("update-ref", "refs/remotes/origin/main", "HEAD")
        try write(release: "5.0.5", dependsOn: "cab8b6a0ac92")
        let report = try repository.lint("--only", "upgrade-path").text
        #expect(report.components(separatedBy: "\n\n").first == example)
    }

    // MARK: Beyond the table

    @Test("A removed edge runs the revisions below it a second time")
    func anEdgeThatIsTakenAwayRunsWhatItLedToASecondTime() throws {
        try project.write(.init("d1", nil))
        #expect(
            try upgradePath()?["message"].text == "databases deployed at HEAD would run d0, s1, s2 a second time")
        #expect(try project.upgrade().ran.sorted() == ["d0", "s1", "s2"])
    }

    /// A defect of Alembic 1.20.1, which no fresh look at the graph would suggest.
    @Test("A redundant edge makes the upgrade fail")
    func aRedundantEdgeBreaksTheUpgradeOff() throws {
        try project.write(.init("e1", "d0"))
        try project.commit("Two heads")
        #expect(try project.upgrade().ran == ["e1"])
        try project.repository.write(
            "migrations/versions/schema/m1.py",
            "revision = \"m1\"\ndown_revision = (\"d1\", \"e1\", \"d0\")\n\n\ndef upgrade():\n    print(\"ran m1\")\n")
        let finding = try upgradePath()
        #expect(
            finding?["message"].text
                == "`upgrade heads` fails on a database deployed at HEAD: Alembic ends with a `KeyError` after m1"
        )
        #expect(finding?["help"].text?.hasPrefix("remove d0 from m1: it is an ancestor") == true)
        #expect(line(of: finding) == 2)
        #expect(try project.upgrade().complaint.contains("KeyError"))
    }

    @Test(
        "A redundant edge makes the upgrade of a fresh database fail, whether it is published or not",
        arguments: [
            #"down_revision = ("d1", "e1", "d0")"#, "down_revision = (\"d1\", \"e1\")\ndepends_on = \"d0\"",
        ])
    func aRedundantEdgeFailsOnAFreshDatabase(edges: String) throws {
        try project.write(.init("e1", "d0"))
        try project.repository.write(
            "migrations/versions/schema/m1.py",
            "revision = \"m1\"\n\(edges)\n\n\ndef upgrade():\n    print(\"ran m1\")\n")
        // It is one finding, with a state to compare with and without.
        for place in ["a database deployed at HEAD", "a fresh database"] {
            let findings = try project.repository.report().diagnostics.filter { $0["rule"].text == "upgrade-path" }
            #expect(findings.count == 1)
            #expect(
                findings.first?["message"].text
                    == "`upgrade heads` fails on \(place): Alembic ends with a `KeyError` after m1")
            #expect(findings.first?["help"].text?.hasPrefix("remove d0 from m1: it is an ancestor") == true)
            try project.commit("Published")
        }
        try project.repository.remove("database")
        #expect(try project.upgrade().complaint.contains("KeyError"))
    }

    @Test("A moved and renamed file is not a change")
    func aMovedAndRenamedFileIsNoChange() throws {
        try project.repository.git("mv", "migrations/versions/schema/d1.py", "migrations/versions/schema/other.py")
        let report = try project.repository.report("--staged")
        #expect(report.rules.isDisjoint(with: ["published-unchanged", "upgrade-path"]))
    }

    @Test("Changed code of a published migration is an info")
    func changedCodeIsAnInfo() throws {
        let path = "migrations/versions/schema/d1.py"
        try project.repository.write(
            path,
            "\"\"\"Said better.\"\"\"\nrevision = 'd1'\r\ndown_revision = 'd0'\n\n\n"
                + "def upgrade():\n    print(\"ran d1\")\n")
        #expect(try !project.repository.report().rules.contains("upgrade-path"))
        try project.repository.write(
            path, "revision = \"d1\"\ndown_revision = \"d0\"\n\n\ndef upgrade():\n    drop()\n")
        let finding = try project.repository.report().diagnostic(of: "published-unchanged")
        #expect(finding?["severity"].text == "info")
        #expect(finding?["message"].text == "the code of the published migration d1 was changed")
        #expect(try project.repository.lint().status == 0)
    }

    @Test("A deployed release is compared with the new heads, too")
    func aDeployedReleaseIsComparedWithTheNewHeads() throws {
        try project.repository.git("tag", "v1")
        try project.core("s1", "s2", "s3")
        try project.write(.init("d0", nil, dependsOn: "s3", label: "data"))
        try project.commit("Edit what is published")
        // Nothing was changed since HEAD, but much since the release.
        #expect(try upgradePath()?.isPresent != true)
        let finding = try project.repository.report("--deployed", "v1").diagnostic(of: "upgrade-path")
        #expect(finding?["message"].text?.hasPrefix("databases deployed at v1 would never run s3") == true)
        let unknown = try project.repository.lint("--deployed", "v2")
        #expect(unknown.status == 2 && unknown.errors.contains("`v2`"))
    }

    @Test("An edited edge that is not a literal cannot be evaluated")
    func anEditedEdgeThatIsNotALiteralIsNotEvaluated() throws {
        try project.repository.write(
            "migrations/versions/schema/d1.py",
            "revision = \"d1\"\ndown_revision = find()\n\n\ndef upgrade():\n    pass\n")
        let report = try project.repository.report()
        #expect(report["notEvaluated"].elements?.compactMap { $0["rule"].text }.contains("published-unchanged") == true)
        #expect(report["notEvaluated"].elements?.compactMap { $0["rule"].text }.contains("upgrade-path") == true)
        #expect(try project.repository.lint().status == 2)
    }
}
