import TestSupport
import Testing

/// `staged-complete`: a commit contains what is staged, not what is on disk.
struct StagedCompleteTests {
    @Test("An unstaged parent is reported with its file")
    func aMigrationThatIsNotStagedIsNamedWithTheFile() throws {
        let repository = try ReferenceProject.make()
        let below = try repository.writeMigration("aaaaaaaaaaaa", revises: ReferenceProject.root)
        let above = try repository.writeMigration("bbbbbbbbbbbb", revises: "aaaaaaaaaaaa")
        try repository.git("add", above)
        #expect(try repository.report().diagnostics.isEmpty)
        let report = try repository.report("--staged")
        #expect(report.rules == ["staged-complete"])
        let finding = report.diagnostic(of: "staged-complete")
        #expect(finding?["message"].text == "`down_revision` names aaaaaaaaaaaa, whose file is not staged")
        #expect(finding?["help"].text == "stage it: `git add \(below)`")
        #expect(finding?["path"].text == above)
        try repository.git("add", below)
        #expect(try repository.lint("--staged").status == 0)
    }

    /// The file is staged, but in another version.
    @Test("An id that was changed on disk alone is unstaged")
    func anIdThatWasChangedOnDiskAlone() throws {
        let repository = try ReferenceProject.make()
        let path = try repository.writeMigration("aaaaaaaaaaaa", revises: ReferenceProject.root)
        try repository.git("add", path)
        try repository.write(path, "revision = 'cccccccccccc'\ndown_revision = '\(ReferenceProject.root)'\n")
        let above = try repository.writeMigration("bbbbbbbbbbbb", revises: "cccccccccccc")
        try repository.git("add", above)
        #expect(
            try repository.report("--staged").diagnostic(of: "staged-complete")?["help"].text?.contains(path) == true)
    }

    @Test("A revision that no file declares is unknown, not unstaged")
    func whatIsNowhereIsUnknown() throws {
        let repository = try ReferenceProject.make()
        try repository.writeMigration("bbbbbbbbbbbb", revises: "0123456789ab")
        try repository.git("add", "--all")
        #expect(try repository.report("--staged").rules == ["known-revision"])
    }
}
