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

    @Test func theCoreGrowsAndThePublishedDependsOnIsEdited() throws {
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
                == "put `depends_on` of d0 back to \"s2\"; to wait for s3, add a new migration with `depends_on = \"s3\"`"
        )
        #expect(
            finding?["notes"].elements?.last?["message"].text
                == "`alembic_version` of such a database holds d1; all that lies below in today's files is taken as already run"
        )
        #expect(try project.repository.report().rules.contains("published-unchanged"))
        #expect(try project.repository.lint().status == 1)

        let upgrade = try project.upgrade()
        #expect(upgrade.ran.isEmpty && upgrade.complaint.isEmpty)
    }

    @Test func theGrownCoreIsDeployedAndThenTheDependsOnIsEdited() throws {
        try project.core("s1", "s2", "s3")
        try project.commit("Raise the core")
        #expect(try project.upgrade().ran == ["s3"])
        try project.write(.init("d0", nil, dependsOn: "s3", label: "data"))
        let finding = try upgradePath()
        #expect(
            finding?["message"].text
                == "no database deployed at HEAD can be upgraded: it holds d1 and s3, and s3 would now lie below d1 "
                + "(Alembic: `Requested revision d1 overlaps with other requested revisions s3`)")
        #expect(line(of: finding) == 4)
        #expect(finding?["help"].text?.hasPrefix("put `depends_on` of d0 back to \"s2\"") == true)
        #expect(
            try project.upgrade().complaint.contains("Requested revision d1 overlaps with other requested revisions s3")
        )
    }

    @Test(arguments: [false, true])
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

    @Test func aNewMigrationWithoutDependsOnIsToldThatItCouldCatchUp() throws {
        try project.core("s1", "s2", "s3", "s4")
        try project.write(.init("d2", "d1"))
        let report = try project.repository.report()
        #expect(report.diagnostic(of: "upgrade-path")?.isPresent != true)
        let finding = report.diagnostic(of: "depends-on-behind")
        #expect(finding?["severity"].text == "info")
        #expect(finding?["path"].text == "migrations/versions/schema/d2.py")
        #expect(
            finding?["help"].text?.contains("this new migration is the place to catch up: write `depends_on = \"s4\"`")
                == true)
        #expect(try project.repository.lint().status == 0)
        #expect(try project.upgrade().ran.sorted() == ["d2", "s3", "s4"])
    }

    @Test func oneOfTwoDeployedHeadsIsPutOnTopOfTheOther() throws {
        try project.write(.init("e1", "d0"))
        try project.commit("Two heads")
        #expect(try project.upgrade().ran == ["e1"])
        try project.write(.init("e1", "d1"))
        let finding = try upgradePath()
        #expect(
            finding?["message"].text
                == "no database deployed at HEAD can be upgraded: it holds d1 and e1, and d1 would now lie below e1 "
                + "(Alembic: `Requested revision e1 overlaps with other requested revisions d1`)")
        #expect(finding?["path"].text == "migrations/versions/schema/e1.py")
        #expect(line(of: finding) == 2)
        #expect(
            finding?["help"].text
                == "put `down_revision` of e1 back to \"d0\"; to join the two, add a merge revision on top")
        #expect(try project.upgrade().complaint.contains("overlaps with other requested revisions"))
    }

    @Test func aNewMigrationIsSlippedInBelowADeployedOne() throws {
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
                == "put `down_revision` of d1 back to \"d0\"; e1 belongs on top: give it `down_revision = \"d1\"`")
        #expect(finding?["notes"].elements?.first?["message"].text == "e1 would never run")
        #expect(finding?["notes"].elements?.first?["path"].text == "migrations/versions/schema/e1.py")
        let upgrade = try project.upgrade()
        #expect(upgrade.ran.isEmpty && upgrade.complaint.isEmpty)
    }

    @Test func aDeployedMigrationIsDeleted() throws {
        try project.remove("d1")
        let report = try project.repository.report()
        #expect(
            report.diagnostic(of: "upgrade-path")?["message"].text
                == "no database deployed at HEAD can be upgraded: it holds d1, which is no longer there "
                + "(Alembic: `Can't locate revision identified by 'd1'`)")
        #expect(report.diagnostic(of: "published-unchanged")?["message"].text == "the published migration d1 is gone")
        #expect(try project.upgrade().complaint.contains("Can't locate revision identified by 'd1'"))
    }

    @Test func theIdOfADeployedMigrationIsChanged() throws {
        try project.remove("d1")
        try project.repository.write(
            "migrations/versions/schema/d1.py",
            "revision = \"d9\"\ndown_revision = \"d0\"\n\n\ndef upgrade():\n    pass\n")
        let report = try project.repository.report()
        #expect(
            report.diagnostic(of: "upgrade-path")?["message"].text?.contains("it holds d1, which is no longer there")
                == true)
        #expect(
            report.diagnostic(of: "published-unchanged")?["message"].text
                == "the published migration d1 is now called d9")
        #expect(try project.upgrade().complaint.contains("Can't locate revision identified by 'd1'"))
    }

    /// The example of the README, with the real core.
    @Test func theReadmeShowsWhatIsPrinted() throws {
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

    @Test func anEdgeThatIsTakenAwayRunsWhatItLedToASecondTime() throws {
        try project.write(.init("d1", nil))
        #expect(
            try upgradePath()?["message"].text == "databases deployed at HEAD would run d0, s1, s2 a second time")
        #expect(try project.upgrade().ran.sorted() == ["d0", "s1", "s2"])
    }

    /// A defect of Alembic 1.20.1, which no fresh look at the graph would suggest.
    @Test func aRedundantEdgeBreaksTheUpgradeOff() throws {
        try project.write(.init("e1", "d0"))
        try project.commit("Two heads")
        #expect(try project.upgrade().ran == ["e1"])
        try project.repository.write(
            "migrations/versions/schema/m1.py",
            "revision = \"m1\"\ndown_revision = (\"d1\", \"e1\", \"d0\")\n\n\ndef upgrade():\n    print(\"ran m1\")\n")
        let finding = try upgradePath()
        #expect(
            finding?["message"].text
                == "`upgrade heads` fails on a database deployed at HEAD: Alembic ends with a `KeyError` once m1 has run"
        )
        #expect(finding?["help"].text?.hasPrefix("leave d0 out: it lies below what m1 names besides") == true)
        #expect(line(of: finding) == 2)
        #expect(try project.upgrade().complaint.contains("KeyError"))
    }

    @Test func aMovedAndRenamedFileIsNoChange() throws {
        try project.repository.git("mv", "migrations/versions/schema/d1.py", "migrations/versions/schema/other.py")
        let report = try project.repository.report("--staged")
        #expect(report.rules.isDisjoint(with: ["published-unchanged", "upgrade-path"]))
    }

    @Test func changedCodeIsToldAsAnInfo() throws {
        let path = "migrations/versions/schema/d1.py"
        try project.repository.write(
            path,
            "\"\"\"Said better.\"\"\"\nrevision = 'd1'\r\ndown_revision = 'd0'\n\n\ndef upgrade():\n    print(\"ran d1\")\n"
        )
        #expect(try !project.repository.report().rules.contains("upgrade-path"))
        try project.repository.write(
            path, "revision = \"d1\"\ndown_revision = \"d0\"\n\n\ndef upgrade():\n    drop()\n")
        let finding = try project.repository.report().diagnostic(of: "published-unchanged")
        #expect(finding?["severity"].text == "info")
        #expect(finding?["message"].text == "the code of the published migration d1 was changed")
        #expect(try project.repository.lint().status == 0)
    }

    @Test func aReleaseInProductionIsHeldAgainstTheNewHeadsToo() throws {
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

    @Test func anEditedEdgeThatIsNoLiteralIsAnOpenQuestion() throws {
        try project.repository.write(
            "migrations/versions/schema/d1.py",
            "revision = \"d1\"\ndown_revision = find()\n\n\ndef upgrade():\n    pass\n")
        let report = try project.repository.report()
        #expect(report["notEvaluated"].elements?.compactMap { $0["rule"].text }.contains("published-unchanged") == true)
        #expect(report["notEvaluated"].elements?.compactMap { $0["rule"].text }.contains("upgrade-path") == true)
        #expect(try project.repository.lint().status == 2)
    }
}
