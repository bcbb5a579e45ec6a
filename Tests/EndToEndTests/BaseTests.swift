import SourceFiles
import TestSupport
import Testing

/// Which base is chosen, and which state a change is compared with.
struct BaseTests {
    /// A clone whose `origin` has the branches `main` and `release`.
    private func clone() throws -> (origin: GitRepository, clone: GitRepository) {
        let origin = try ReferenceProject.make()
        try origin.git("branch", "release")
        return (origin, try origin.clone())
    }

    private func base(_ repository: GitRepository, _ environment: [String: String] = [:], _ arguments: String...) throws
        -> String?
    {
        let result = try LintProgram.run(
            arguments + ["--format", "json"], in: repository.root, environment: environment)
        #expect(result.status == 0, "\(result.errors)")
        return try JSONNode(parsing: result.output)["snapshot"]["base"].text
    }

    @Test("Without a remote, the base is HEAD or the target of the merge")
    func withoutARemoteItIsHeadOrWhatIsMergedInto() throws {
        let repository = try ReferenceProject.make()
        #expect(try base(repository) == "HEAD")
        try repository.git("branch", "release")
        #expect(try base(repository, [:], "--merge-into", "release") == "release")
    }

    @Test("The base is the head of the remote, else its main or master branch")
    func itIsWhatTheRemoteCallsItsHead() throws {
        let (_, clone) = try clone()
        #expect(try base(clone) == "origin/main")
        try clone.git("remote", "set-head", "origin", "release")
        #expect(try base(clone) == "origin/release")
        try clone.git("remote", "set-head", "origin", "--delete")
        #expect(try base(clone) == "origin/main")
        try clone.git("update-ref", "refs/remotes/origin/master", "HEAD")
        try clone.git("update-ref", "-d", "refs/remotes/origin/main")
        #expect(try base(clone) == "origin/master")
        try clone.git("update-ref", "-d", "refs/remotes/origin/master")
        #expect(try base(clone) == "HEAD")
    }

    @Test(
        "The variables of CI name the base",
        arguments: [
            ("GITHUB_BASE_REF", "release"), ("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "release"),
            ("BITBUCKET_PR_DESTINATION_BRANCH", "release"), ("SYSTEM_PULLREQUEST_TARGETBRANCH", "refs/heads/release"),
            ("CHANGE_TARGET", "release"),
        ])
    func ciNamesTheTargetBranch(variable: String, value: String) throws {
        let (_, clone) = try clone()
        #expect(try base(clone, [variable: value]) == "origin/release")
        // Set, and empty, outside of pull requests.
        #expect(try base(clone, [variable: ""]) == "origin/main")
        // The option comes before the variable.
        #expect(try base(clone, [variable: value], "--base", "HEAD") == "HEAD")
        // The setting is for where CI says nothing: a pull request may go to another branch.
        try clone.write("rules.json", #"{"lint": 1, "base": "origin/main"}"#)
        #expect(try base(clone, [variable: value]) == "origin/release")
        #expect(try base(clone) == "origin/main")
    }

    @Test("A target branch that was not fetched ends with status 2")
    func aTargetBranchThatWasNotFetchedIsNoGreen() throws {
        let (_, clone) = try clone()
        let result = try clone.lint(environment: ["GITHUB_BASE_REF": "elsewhere"])
        #expect(result.status == 2)
        #expect(result.errors.contains("GITHUB_BASE_REF"))
        #expect(result.errors.contains("git fetch origin +refs/heads/elsewhere:refs/remotes/origin/elsewhere"))
    }

    /// What others published since is missing in the branch, but not deleted by it.
    @Test("Commits that others added to the base are not changes of the branch")
    func whatOthersDidOnTheBaseIsNotBlamedOnTheBranch() throws {
        let (origin, clone) = try clone()
        try origin.writeMigration("bbbbbbbbbbbb", revises: ReferenceProject.root)
        try origin.git("add", "--all")
        try origin.commit("Published meanwhile")
        try clone.git("fetch", "--quiet")
        try clone.writeMigration("aaaaaaaaaaaa", revises: ReferenceProject.root)
        try clone.git("add", "--all")
        try clone.commit("New here")
        #expect(try clone.lint("--quiet").status == 0)
        #expect(try clone.report().diagnostics.isEmpty)
        // The preview of the merge reports both heads.
        let preview = try clone.report("--merge-into", "origin/main")
        #expect(preview.rules == ["single-head"])
        let notes = preview.diagnostic(of: "single-head")?["notes"].elements?.compactMap { $0["message"].text } ?? []
        #expect(notes.contains("bbbbbbbbbbbb (head, published, from origin/main)"))
        #expect(notes.contains("aaaaaaaaaaaa (head, unpublished, from the working tree)"))
        // While it is being merged, the base is a part of what is committed.
        try clone.git("merge", "--quiet", "--no-commit", "origin/main")
        #expect(try clone.report("--staged").rules == ["single-head"])
    }

    @Test("A project that moves into a folder stays published")
    func aProjectThatMovedIsStillPublished() throws {
        let repository = try ReferenceProject.make()
        let files = ["alembic.ini", "requirements.txt", "migrations", "products", "translations", "workflows"]
        try repository.makeFolder("src")
        for file in files { try repository.git("mv", file, "src/\(file)") }
        #expect(try repository.report("--staged").diagnostics.isEmpty)
        let path = "src/" + ReferenceProject.rootPath
        try repository.write(
            path, ReferenceProject.template.replacing(ReferenceProject.schemaHead, with: "165303a20fb1"))
        try repository.git("add", "--all")
        #expect(try repository.report("--staged").rules.contains("published-unchanged"))

        // Another project beside it is not compared with it.
        try repository.git("reset", "--quiet", "--hard")
        try repository.write("other/alembic.ini", "[alembic]\nscript_location = migrations\n")
        try repository.write("other/migrations/versions/a1_x.py", "revision = 'a1'\ndown_revision = None\n")
        try repository.git("add", "--all")
        let other = try LintProgram.run(["--staged", "--format", "json"], in: repository.path("other"))
        #expect(try JSONNode(parsing: other.output).rules.isDisjoint(with: ["published-unchanged", "upgrade-path"]))
    }

    @Test("Without the configuration that the base has, nothing can be evaluated")
    func nothingIsEvaluatedWithoutTheConfigurationOfTheBase() throws {
        let repository = try ReferenceProject.make()
        try repository.remove("alembic.ini")
        let result = try repository.lint("--only", "published-unchanged", "--only", "upgrade-path")
        #expect(result.status == 2)
        #expect(result.text.contains("whether the migrations of `migrations` were changed: `alembic.ini` was deleted"))
        #expect(try repository.report().rules.contains("alembic-config"))
    }

    @Test("In a shallow clone without the merge base, published migrations cannot be evaluated")
    func aShallowCloneWithoutTheMergeBaseIsNotEvaluated() throws {
        let (origin, _) = try clone()
        for number in 0..<3 {
            try origin.write("workflows/\(number).py", "pass\n")
            try origin.git("add", "--all")
            try origin.commit("More")
        }
        try origin.git("checkout", "--quiet", "-b", "topic", "HEAD~2")
        try origin.writeMigration("aaaaaaaaaaaa", revises: ReferenceProject.root)
        try origin.git("add", "--all")
        try origin.commit("Topic")
        let shallow = try origin.clone("--depth", "1", "--no-single-branch", "--branch", "topic", to: "shallow")
        let result = try shallow.lint("--base", "origin/main")
        #expect(result.status == 2)
        #expect(result.text.contains("not evaluated[published-unchanged]"))
        #expect(result.text.contains("not evaluated[upgrade-path]"))
        #expect(result.text.contains("git fetch --unshallow"))
        let preview = try shallow.lint("--merge-into", "origin/main")
        #expect(preview.status == 2)
        #expect(preview.errors.contains("git fetch --unshallow"))

        try shallow.git("fetch", "--quiet", "--unshallow")
        #expect(try shallow.lint("--base", "origin/main").status == 0)
        #expect(try shallow.lint("--merge-into", "origin/main").status == 0)
    }

    @Test("Branches without a common commit cannot be compared")
    func historiesThatShareNothingCannotBeCompared() throws {
        let repository = try ReferenceProject.make()
        try repository.git("checkout", "--quiet", "--orphan", "other")
        try repository.commit("Another beginning")
        let result = try repository.lint("--base", "main")
        #expect(result.status == 2)
        #expect(result.text.contains("no commit in common"))
        #expect(try repository.lint("--merge-into", "main").status == 2)
    }
}
