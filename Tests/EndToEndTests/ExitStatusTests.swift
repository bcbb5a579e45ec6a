import Foundation
import SourceFiles
import TestSupport
import Testing

/// The exit status: 0 without findings, 1 with findings, 2 if something could not be evaluated.
struct ExitStatusTests {
    @Test("The severity of the findings decides on the exit status")
    func severityDecides() throws {
        let repository = try ReferenceProject.make()
        #expect(try repository.lint().status == 0)
        // A warning.
        try repository.write("translations/en_GB.json", "{}\n")
        #expect(try repository.lint().status == 0)
        #expect(try repository.lint("--fail-on", "warning").status == 1)
        #expect(try repository.lint("--skip", "translation-names", "--fail-on", "info").status == 0)
        #expect(try repository.lint("--only", "single-head", "--fail-on", "info").status == 0)
        #expect(try repository.lint("--only", "translation-names", "--fail-on", "info").status == 1)
        // An error, by the settings.
        try repository.write("rules.json", #"{"lint": 1, "rules": {"translation-names": "error"}}"#)
        #expect(try repository.lint().status == 1)
        try repository.write("rules.json", #"{"lint": 1, "rules": {"translation-names": "off"}}"#)
        #expect(try repository.lint("--fail-on", "info").status == 0)
    }

    @Test("With --quiet, a clean run prints nothing")
    func quietIsSilentOnlyWhereNothingIsWrong() throws {
        let repository = try ReferenceProject.make()
        let good = try repository.lint("--quiet")
        #expect(good.status == 0 && good.output.isEmpty && good.errors.isEmpty)
        try repository.writeMigration("a1b2c3d4e5f6", revises: "0123456789ab")
        let bad = try repository.lint("--quiet")
        #expect(bad.status == 1 && bad.text.contains("error[known-revision]"))
    }

    /// The arguments, and what standard error contains.
    @Test(
        "Wrong usage ends with status 2 and an explanation",
        arguments: [
            (["--only", "singel-head"], "did you mean `single-head`?"),
            (["--skip", "file_name"], "did you mean `file-name`?"),
            (["explain", "known-revison"], "did you mean `known-revision`?"),
            (["--no-such-option"], "--no-such-option"),
            (["--format", "xml"], "human"),
            (["--fail-on", "fatal"], "warning"),
            (["--staged", "--commit", "HEAD"], "exclude each other"),
            (["--commit", "no-such-branch"], "no-such-branch"),
            (["--base", "no-such-branch"], "no-such-branch"),
            (["-C", "no-such-folder"], "no-such-folder"),
            (["--config", "no-such-file.json"], "no-such-file.json"),
        ])
    func wrongUsage(arguments: [String], reason: String) throws {
        let repository = try ReferenceProject.make()
        let result = try LintProgram.run(arguments, in: repository.root)
        #expect(result.status == 2)
        #expect(result.errors.contains(reason), "\(result.errors)")
        #expect(result.output.isEmpty)
    }

    @Test(
        "Help, version and the catalogue end with status 0",
        arguments: ["--version", "--help", "check --help", "rules", "explain single-head", "config"])
    func askingIsNoError(arguments: String) throws {
        let words = arguments.split(separator: " ").map(String.init)
        let repository = try ReferenceProject.make()
        let result = try LintProgram.run(words, in: repository.root)
        #expect(result.status == 0)
        #expect(!result.output.isEmpty && result.errors.isEmpty)
    }

    // MARK: What cannot be read

    @Test("An unknown core ends with status 2")
    func anUnknownCoreIsNotEvaluated() throws {
        let repository = try ReferenceProject.make()
        try repository.write("requirements.txt", "orchestrator-core>=1.3\n")
        // Nothing is new, so the question does not arise.
        #expect(try repository.lint().status == 0)
        try repository.writeMigration("a1b2c3d4e5f6", revises: ReferenceProject.root, dependsOn: "165303a20fb1")
        let result = try repository.lint()
        #expect(result.status == 2)
        #expect(result.text.contains("not evaluated[depends-on-current]"))
        #expect(!result.text.contains("All checks passed"))
        #expect(try repository.lint("core").status == 2)
    }

    @Test("A broken index ends with status 2")
    func aBrokenIndex() throws {
        let repository = try ReferenceProject.make()
        try repository.write(".git/index", "DIRC, and then nothing that belongs here")
        try expectUnreadable(repository, "--staged", naming: "index")
    }

    @Test("A missing object ends with status 2")
    func aMissingObject() throws {
        let repository = try ReferenceProject.make()
        let blob = try repository.git("rev-parse", "HEAD:\(ReferenceProject.rootPath)")
        try repository.remove(".git/objects/\(blob.prefix(2))/\(blob.dropFirst(2))")
        try expectUnreadable(repository, "--commit", "HEAD", naming: String(blob.prefix(7)))
        try expectUnreadable(repository, "--staged", naming: String(blob.prefix(7)))
    }

    @Test("An unresolved conflict in the index ends with status 2")
    func anUnresolvedConflict() throws {
        let repository = try ReferenceProject.make()
        try repository.git("switch", "--quiet", "--create", "other")
        try repository.write("requirements.txt", "orchestrator-core==2.0.0\n")
        try repository.git("commit", "--quiet", "--all", "--message", "Other")
        try repository.git("switch", "--quiet", "main")
        try repository.write("requirements.txt", "orchestrator-core==2.1.2\n")
        try repository.git("commit", "--quiet", "--all", "--message", "Ours")
        #expect(throws: TestSupportError.self) { try repository.git("merge", "--quiet", "other") }
        try expectUnreadable(repository, "--staged", naming: "requirements.txt")
    }

    @Test("A repository with another hash ends with status 2")
    func aRepositoryOfAnotherHash() throws {
        let repository = try GitRepository("--object-format=sha256")
        try ReferenceProject.write(into: repository)
        try repository.git("add", "--all")
        try repository.commit("Prepare the source folder")
        try expectUnreadable(repository, "--staged", naming: "sha256")
    }

    private func expectUnreadable(_ repository: GitRepository, _ arguments: String..., naming name: String) throws {
        let result = try LintProgram.run(arguments, in: repository.root)
        #expect(result.status == 2)
        #expect(result.errors.lowercased().contains(name.lowercased()), "\(result.errors)")
        #expect(result.output.isEmpty)
    }
}
