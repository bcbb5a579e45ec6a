import SourceFiles
import TestSupport
import Testing

/// Which files are linted: those on disk, those of the index, or those of a commit.
struct SnapshotTests {
    @Test("The working tree contains untracked files and no ignored ones")
    func theWorkingTreeContainsUntrackedFilesAndNoIgnoredOnes() throws {
        let repository = try ReferenceProject.make()
        let path = try repository.writeMigration("a1b2c3d4e5f6", revises: "0123456789ab")
        #expect(try repository.report().rules == ["known-revision"])
        try repository.write(".gitignore", path + "\n")
        let report = try repository.report()
        // Not linted, but no clone has it.
        #expect(report.rules == ["migration-location"])
        #expect(report["summary"]["migrations"].integer == 1)
        #expect(report["snapshot"]["kind"].text == "worktree")
    }

    @Test("With --staged, the index is linted")
    func stagedIsTheIndex() throws {
        let repository = try ReferenceProject.make()
        try repository.writeMigration("a1b2c3d4e5f6", revises: "0123456789ab")
        try repository.git("add", "--all")
        // Fixed on disk, but not in the index.
        try repository.writeMigration("a1b2c3d4e5f6", revises: ReferenceProject.root)
        #expect(try repository.lint("--quiet").status == 0)
        #expect(try repository.lint("--staged", "--quiet").status == 1)
        #expect(try repository.report("--staged").rules == ["known-revision"])
        #expect(try repository.report("--staged")["snapshot"]["kind"].text == "index")

        // The other way round.
        try repository.git("add", "--all")
        try repository.writeMigration("a1b2c3d4e5f6", revises: "0123456789ab")
        #expect(try repository.lint("--quiet").status == 1)
        #expect(try repository.lint("--staged", "--quiet").status == 0)
    }

    @Test("Commits are linted in a bare clone")
    func commitsAreLintedInABareClone() throws {
        let repository = try ReferenceProject.make()
        let good = try repository.git("rev-parse", "HEAD")
        try repository.writeMigration("a1b2c3d4e5f6", revises: "0123456789ab")
        try repository.git("add", "--all")
        let bad = try repository.commit("Break the chain")
        let bare = try repository.clone("--bare", to: "bare.git")

        let report = try bare.report("--commit", "main")
        #expect(report.rules == ["known-revision"])
        #expect(report["snapshot"]["kind"].text == "commit")
        #expect(report["snapshot"]["commit"].text == bad)
        #expect(try bare.lint("--commit", "main~1", "--quiet").status == 0)
        #expect(try bare.report("--commit", good)["snapshot"]["commit"].text == good)

        for arguments in [[], ["--staged"]] {
            let without = try LintProgram.run(arguments, in: bare.root)
            #expect(without.status == 2 && without.text.isEmpty)
            #expect(without.errors.contains("bare") && without.errors.contains("--commit"), "\(without.errors)")
        }
        // An index that somebody makes and names is linted: a hook of the server may do that.
        let index = ["GIT_INDEX_FILE": bare.path("made")]
        try bare.git("read-tree", good, environment: index)
        let named = try bare.lint("--staged", "--base", good, environment: index)
        #expect(named.status == 0, "\(named.errors)\(named.text)")
    }

    @Test("Migrations in the base are published")
    func migrationsInTheBaseArePublished() throws {
        let repository = try ReferenceProject.make()
        let stale = "165303a20fb1"
        try repository.writeMigration("a1b2c3d4e5f6", revises: ReferenceProject.root, dependsOn: stale)
        try repository.git("add", "--all")
        #expect(try repository.report("--staged").rules == ["depends-on-current"])
        try repository.commit("Publish it")
        // Databases may have applied it, so an old `depends_on` is not an error.
        #expect(try repository.report().rules.isEmpty)
        // It is one if only the commit before is published.
        #expect(try repository.report("--base", "HEAD~1").rules == ["depends-on-current"])
        #expect(try repository.report("--base", "HEAD~1")["snapshot"]["base"].text == "HEAD~1")
    }

    @Test("A linked worktree is linted by itself")
    func aLinkedWorktreeIsAProjectOfItsOwn() throws {
        let repository = try ReferenceProject.make()
        try repository.git("worktree", "add", "--quiet", "../linked", "-b", "topic")
        let linked = GitRepository(existing: "linked", in: repository.folder)
        try linked.writeMigration("a1b2c3d4e5f6", revises: "0123456789ab")
        #expect(try linked.lint("--quiet").status == 1)
        #expect(try linked.lint("--staged", "--quiet").status == 0)
        try linked.git("add", "--all")
        #expect(try linked.lint("--staged", "--quiet").status == 1)
        #expect(try repository.lint("--staged", "--quiet").status == 0)
        #expect(try repository.lint("--quiet").status == 0)
    }

    @Test("The result is the same from every folder of the repository")
    func itRunsFromAnyFolderOfTheRepository() throws {
        let repository = try ReferenceProject.make()
        try repository.writeMigration("a1b2c3d4e5f6", revises: "0123456789ab")
        let here = try repository.lint("--format", "concise")
        #expect(here.status == 1)
        for folder in ["migrations/versions", "workflows"] {
            let below = try LintProgram.run(["--format", "concise"], in: repository.path(folder))
            #expect(below.text == here.text)
            #expect(try repository.lint("-C", folder, "--format", "concise").text == here.text)
        }
    }

    @Test("File names that are not UTF-8 or contain control characters are linted")
    func fileNamesAreBytes() throws {
        let repository = try ReferenceProject.make()
        // An escape sequence and a byte that is not UTF-8; and a newline, with which Alembic loads no migration.
        let migration = Array("\(ReferenceProject.migrations)/a1\u{1B}[31m".utf8) + [0xFF] + Array(".py".utf8)
        try repository.write(
            Path(normalized: migration), Array("revision = 'a1'\ndown_revision = 'b1'\n".utf8))
        try repository.write("translations/en\nGB.json", "{}\n")
        for option in [[], ["--staged"]] {
            let result = try LintProgram.run(option + ["--format", "concise"], in: repository.root)
            #expect(result.status == 1)
            // Each of the two findings is on one line, and then come the summary and the environment.
            #expect(result.text.split(separator: "\n").count == 4)
            #expect(result.text.contains("[known-revision]") && result.text.contains("[translation-names]"))
            #expect(!result.output.contains(0x1B))
            try repository.git("add", "--all")
        }
        #expect(try repository.report().diagnostic(of: "known-revision") != nil)
    }

    @Test("The names of folders may contain bytes that are not UTF-8, in arguments and variables too")
    func folderNamesAreBytes() throws {
        let repository = try ReferenceProject.make()
        for name in ["pre-commit", "pre-push"] {
            try repository.hook(name, String(decoding: ExampleProject.packageFile("hooks/\(name)"), as: UTF8.self))
        }
        // Git gives `commit --all` and a linked worktree absolute paths in variables.
        let script = #"""
            set -e
            odd=$(printf 'odd\351')
            mkdir "$odd"
            mv project "$odd/project"
            git -C "$odd/project" worktree add --quiet ../linked
            for folder in project linked; do
                cd "$odd/$folder/migrations"
                "$LINT" --quiet
                cd ../../..
                "$LINT" --quiet -C "$odd/$folder"
                "$LINT" --quiet "--directory=$odd/$folder"
                "$LINT" --quiet --config "$odd/$folder/rules.json" -C "$odd/$folder"
                GIT_DIR=$(git -C "$odd/$folder" rev-parse --absolute-git-dir) GIT_WORK_TREE=$odd/$folder "$LINT" --quiet
                cd "$odd/$folder"
                git commit --quiet --allow-empty --all --message Good
                rm -r migrations/versions
                if git commit --quiet --all --message Bad; then exit 1; fi
                cd ../..
            done
            """#
        try repository.write("rules.json", #"{"lint": 1}"#)
        try repository.git("add", "--all")
        try repository.commit("Add settings", environment: ["LINT": LintProgram.path])
        let result = try Command.run(
            "/bin/sh", ["-c", script], in: repository.folder.path,
            environment: GitRepository.environment.merging(["LINT": LintProgram.path]) { $1 })
        #expect(result.status == 0, "\(result.errors)\(result.text)")
        #expect(result.errors.contains("published-unchanged"))
    }
}
