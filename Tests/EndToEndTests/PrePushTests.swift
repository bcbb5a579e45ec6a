import Foundation
import TestSupport
import Testing

/// `hooks/pre-push`, run by a real `git push`; a script that writes down its arguments stands for lint.
struct PrePushTests {
    /// A repository with the hook, and a bare remote with its `main`.
    private func project() throws -> GitRepository {
        let repository = try ReferenceProject.make()
        let remote = try GitRepository("--bare", at: "remote", in: repository.folder)
        try repository.git("remote", "add", "origin", remote.root)
        try repository.git("push", "--quiet", "origin", "main")
        let hook = String(decoding: try ExampleProject.packageFile("hooks/pre-push"), as: UTF8.self)
        try repository.hook("pre-push", hook)
        return repository
    }

    /// Pushes, and gives the result and what lint was asked, one line for each run.
    private func push(
        _ arguments: String...,
        from repository: GitRepository,
        status: Int = 0
    ) throws -> (result: Command.Result, runs: [String]) {
        let fake = repository.folder.path("fake lint")
        let log = repository.folder.path("log")
        try GitRepository.writeExecutable(fake, "#!/bin/sh\necho \"$*\" >>'\(log)'\nexit \(status)\n")
        try Data().write(to: URL(fileURLWithPath: log))
        let result = try Command.run(
            "git", ["push", "--quiet"] + arguments, in: repository.root,
            environment: GitRepository.environment.merging(["LINT": fake]) { $1 })
        let text = try String(contentsOfFile: log, encoding: .utf8)
        return (result, text.split(separator: "\n").map(String.init))
    }

    @Test("A pushed branch is linted as merged into the main branch")
    func aBranchIsMergedIntoTheMainBranchNewOrNot() throws {
        let repository = try project()
        for branch in ["topic", "topic"] {
            let id = try repository.commit("Change")
            let pushed = try push("origin", "HEAD:\(branch)", from: repository)
            #expect(pushed.result.status == 0, "\(pushed.result.errors)")
            #expect(pushed.runs == ["--commit \(id) --merge-into refs/remotes/origin/main --quiet"])
        }
    }

    @Test("A push to the main branch is compared with its old tip")
    func theMainBranchIsComparedWithItsOldTip() throws {
        let repository = try project()
        let old = try repository.git("rev-parse", "HEAD")
        let id = try repository.commit("Change")
        let pushed = try push("origin", "main", from: repository)
        #expect(pushed.runs == ["--commit \(id) --base \(old) --quiet"])
    }

    @Test("A push to an empty remote is linted")
    func aRemoteWithoutBranches() throws {
        let repository = try project()
        let empty = try GitRepository("--bare", at: "empty", in: repository.folder)
        try repository.git("remote", "add", "fresh", empty.root)
        let id = try repository.git("rev-parse", "HEAD")
        #expect(try push("fresh", "main", from: repository).runs == ["--commit \(id) --quiet"])
        // A remote that has no name.
        #expect(try push(empty.root, "main:other", from: repository).runs == ["--commit \(id) --quiet"])
    }

    @Test("Pushed tags are linted; deletions and notes are not")
    func tagsAreLintedPlainlyAndDeletionsAndNotesAreNot() throws {
        let repository = try project()
        try repository.git("tag", "v1")
        try repository.git("notes", "add", "--message", "A note")
        let id = try repository.git("rev-parse", "HEAD")
        #expect(try push("origin", "v1", "refs/notes/commits", from: repository).runs == ["--commit \(id) --quiet"])
        let deleted = try push("origin", ":v1", from: repository)
        #expect(deleted.result.status == 0 && deleted.runs.isEmpty)
    }

    @Test("A refused push names the branch and how to go on")
    func aRefusalNamesTheBranchAndTheWayOut() throws {
        let repository = try project()
        try repository.commit("Change")
        let refused = try push("origin", "main", "main:topic", from: repository, status: 1)
        #expect(refused.result.status != 0)
        #expect(refused.runs.count == 2)
        #expect(refused.result.errors.contains("lint refuses the push of refs/heads/main to refs/heads/topic"))
        #expect(refused.result.errors.contains("git push --no-verify"))
        #expect(refused.result.text.isEmpty)
        #expect(try push("--no-verify", "origin", "main", from: repository, status: 1).result.status == 0)
    }
}
