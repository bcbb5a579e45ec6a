import Foundation
import SourceFiles
import TestSupport
import Testing

/// `lint --fix --staged`: the index and the disk, each in its own right; and the same inside of a hook.
struct StagedFixTests {
    private static let path = ReferenceProject.migrations + "/2026-01-01_a1_add.py"
    private static let stale = migration("a76b9185b334")
    private static let right = migration(ReferenceProject.schemaHead)

    private static func migration(_ dependency: String, tail: String = "") -> String {
        """
        revision = "a1"
        down_revision = "\(ReferenceProject.root)"
        depends_on = "\(dependency)"


        def upgrade():
            pass
        \(tail)
        """
    }

    /// The reference project with an unstaged migration that names an old schema revision.
    private static func project() throws -> GitRepository {
        let repository = try ReferenceProject.make()
        try repository.commit("Publish")
        try repository.write(path, stale)
        return repository
    }

    private static func onDisk(_ repository: GitRepository) throws -> String {
        try String(contentsOfFile: repository.path(path), encoding: .utf8)
    }

    private static func staged(_ repository: GitRepository) throws -> String {
        try repository.git("show", ":" + path) + "\n"
    }

    // MARK: Two copies

    @Test("With --fix alone, nothing is staged")
    func fixStagesNothing() throws {
        let repository = try Self.project()
        try repository.git("add", "--all")
        #expect(try repository.lint("--fix").status == 0)
        #expect(try Self.onDisk(repository) == Self.right)
        #expect(try Self.staged(repository) == Self.stale)
    }

    @Test("The staged copy and the one on disk are both fixed")
    func bothCopiesAreFixed() throws {
        let repository = try Self.project()
        try repository.git("add", "--all")
        try repository.write(Self.path, Self.migration("a76b9185b334", tail: "# later\n"))
        #expect(try repository.lint("--fix", "--staged").status == 0)
        #expect(try Self.staged(repository) == Self.right)
        #expect(try Self.onDisk(repository) == Self.migration(ReferenceProject.schemaHead, tail: "# later\n"))
    }

    @Test("A copy on disk that differs at the place of the fix is reported and left alone")
    func aCopyThatDiffersAtThatPlaceIsReported() throws {
        let repository = try Self.project()
        try repository.git("add", "--all")
        try repository.write(Self.path, Self.migration("165303a20fb1"))
        let result = try repository.lint("--fix", "--staged")
        #expect(result.status == 0)
        #expect(result.errors.contains("is fixed in the index only: the file on disk has other changes"))
        #expect(try Self.staged(repository) == Self.right)
        #expect(try Self.onDisk(repository) == Self.migration("165303a20fb1"))
    }

    @Test("Line endings that Git converts stay as they are")
    func lineEndsThatGitConvertsStay() throws {
        let repository = try Self.project()
        try repository.git("config", "core.autocrlf", "true")
        try repository.write(Self.path, Self.stale.replacing("\n", with: "\r\n"))
        try repository.git("add", "--all")
        #expect(try Self.staged(repository) == Self.stale)
        #expect(try repository.lint("--fix", "--staged").status == 0)
        #expect(try Self.staged(repository) == Self.right)
        #expect(try Self.onDisk(repository) == Self.right.replacing("\n", with: "\r\n"))
        #expect(try repository.git("status", "--porcelain") == "A  \(Self.path)")
    }

    @Test("A file behind a filter is reported and not staged")
    func aFileBehindAFilterIsReported() throws {
        let repository = try Self.project()
        try repository.git("config", "filter.same.clean", "cat")
        try repository.write(".gitattributes", "*.py filter=same\n")
        try repository.git("add", "--all")
        let result = try repository.lint("--fix", "--staged")
        #expect(result.status == 1)
        #expect(
            result.errors.contains(
                "was not made: Git runs a filter over \(Self.path); "
                    + "fix the file on disk with `lint --fix`, then `git add` it\n"))
        #expect(result.errors.components(separatedBy: "runs a filter").count == 2)
        #expect(try Self.staged(repository) == Self.stale)
        #expect(try repository.lint("--fix").status == 0)
        try repository.git("add", "--all")
        #expect(try repository.lint("--staged").status == 0)
    }

    @Test("A file outside of a sparse checkout is reported")
    func aFileOutsideOfASparseCheckoutIsReported() throws {
        let repository = try Self.project()
        try repository.git("add", "--all")
        try repository.git("update-index", "--skip-worktree", Self.path)
        try repository.remove(Path(normalized: Array(Self.path.utf8)))
        let result = try repository.lint("--fix")
        #expect(result.status == 1)
        #expect(
            result.errors.contains(
                "was not made: \(Self.path) is outside the sparse checkout; "
                    + "add its folder with `git sparse-checkout add`, or fix the index with `lint --fix --staged`\n"))
        #expect(!result.errors.contains("filter"))
        #expect(try repository.lint("--fix", "--staged").status == 0)
        #expect(try Self.staged(repository) == Self.right)
        #expect(try repository.git("ls-files", "-t", Self.path) == "S \(Self.path)")
    }

    // MARK: What is in the way

    @Test("A locked index is reported before anything is written")
    func aLockedIndexIsReportedBeforeAnythingIsWritten() throws {
        let repository = try Self.project()
        try repository.git("add", "--all")
        try repository.write(".git/index.lock", "")
        let result = try repository.lint("--fix", "--staged")
        #expect(result.status == 2)
        #expect(result.errors.contains("another Git process holds the lock"))
        #expect(result.errors.contains("not fixed: \(Self.path)"))
        #expect(try Self.onDisk(repository) == Self.stale)
        #expect(try Self.staged(repository) == Self.stale)
        // Only the index is locked.
        #expect(try repository.lint("--fix").status == 0)
    }

    @Test("A read-only file is not written")
    func aReadOnlyFileIsRefused() throws {
        let repository = try Self.project()
        try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: repository.path(Self.path))
        let result = try repository.lint("--fix")
        #expect(result.status == 2)
        #expect(result.errors.contains("lint: cannot fix \(Self.path): it is read-only"))
        #expect(try Self.onDisk(repository) == Self.stale)
    }

    @Test("Permissions and hard links are kept")
    func permissionsAndHardLinksAreKept() throws {
        let repository = try Self.project()
        let file = repository.path(Self.path)
        try FileManager.default.setAttributes([.posixPermissions: 0o751], ofItemAtPath: file)
        #expect(try repository.lint("--fix").status == 0)
        let attributes = try FileManager.default.attributesOfItem(atPath: file)
        #expect(attributes[.posixPermissions] as? Int == 0o751)
    }

    /// The forms of an index that users turn on.
    @Test(
        "Every format of the index is written or refused as a whole",
        arguments: [
            ["update-index", "--index-version", "2"], ["update-index", "--index-version", "4"],
            ["update-index", "--untracked-cache"],
            ["-c", "index.skipHash=true", "update-index", "--force-write-index"],
            ["update-index", "--split-index"], ["sparse-checkout", "set", "--cone", "--sparse-index", "migrations"],
        ])
    func everyKindOfIndexIsWrittenOrRefusedWhole(_ command: [String]) throws {
        let repository = try Self.project()
        try repository.git("add", "--all")
        // An older Git may not know one of them.
        guard (try? Self.git(command, in: repository)) != nil else { return }
        let before = try repository.git("ls-files", "--stage")
        let result = try repository.lint("--fix", "--staged", "--only", "depends-on-current")
        if result.status == 0 {
            #expect(try Self.staged(repository) == Self.right)
            #expect(try Self.onDisk(repository) == Self.right)
        } else {
            #expect(result.status == 2)
            #expect(result.errors.contains("cannot "), "\(result.errors)")
            #expect(result.errors.contains("help: "), "\(result.errors)")
            #expect(try repository.git("ls-files", "--stage") == before)
            #expect(try Self.onDisk(repository) == Self.stale)
        }
        try repository.git("fsck", "--no-dangling")
        try repository.git("status")
    }

    /// `index.skipHash` leaves zeros in the place of the checksum; libgit2 1.5 refuses to write such an index.
    @Test("An index without a checksum is left alone")
    func anIndexWithoutChecksumIsLeftAlone() throws {
        let repository = try Self.project()
        try repository.git("add", "--all")
        let url = URL(fileURLWithPath: repository.path(".git/index"))
        let index = try Data(contentsOf: url)
        let unchecked = index.dropLast(20) + Data(repeating: 0, count: 20)
        try unchecked.write(to: url)
        let result = try repository.lint("--fix", "--staged")
        #expect(result.status == 2)
        #expect(result.errors.contains("cannot stage the fixes"))
        #expect(result.errors.contains("help: fix the files on disk with `lint --fix`, then `git add` them"))
        #expect(try Data(contentsOf: url) == unchecked)
        #expect(try Self.onDisk(repository) == Self.stale)
    }

    private static func git(_ arguments: [String], in repository: GitRepository) throws {
        let result = try Command.run("git", arguments, in: repository.root, environment: GitRepository.environment)
        guard result.status == 0 else { throw TestSupportError(result.errors) }
    }

    // MARK: In a hook

    /// How people commit; each has another index while the hook runs.
    @Test("A hook fixes what is committed", arguments: [["commit"], ["commit", "--all"], ["commit", path]])
    func aHookFixesWhatIsCommitted(_ command: [String]) throws {
        let repository = try Self.project()
        try repository.git("add", "--all")
        try repository.hook("pre-commit", "exec \"\(LintProgram.path)\" --fix --staged")
        try Self.git(command + ["--quiet", "--message", "Add a1"], in: repository)
        #expect(try repository.git("show", "HEAD:" + Self.path) + "\n" == Self.right)
        #expect(try Self.onDisk(repository) == Self.right)
        #expect(try repository.git("status", "--porcelain") == "")
    }

    /// `git commit PATH` leaves what else is staged alone, and so does a fix in its hook.
    @Test("A commit of some files keeps the others staged")
    func aCommitOfSomeFilesKeepsTheRestStaged() throws {
        let repository = try Self.project()
        try repository.git("add", "--all")
        try repository.write("workflows/port.py", "pass\n")
        try repository.git("add", "--all")
        try repository.hook("pre-commit", "exec \"\(LintProgram.path)\" --fix --staged")
        try Self.git(["commit", "--quiet", "--message", "Add a1", Self.path], in: repository)
        #expect(try repository.git("show", "HEAD:" + Self.path) + "\n" == Self.right)
        #expect(try repository.git("status", "--porcelain") == "A  workflows/port.py")
    }

    /// If the commit and the index afterwards would contain the file in two versions, nothing is staged, and the commit
    /// is refused.
    @Test("A commit of some files is refused if the two indexes would differ")
    func aCommitOfOtherFilesIsRefusedWhereTheIndexesDiffer() throws {
        let repository = try Self.project()
        try repository.git("checkout", "--quiet", "-b", "topic")
        try repository.git("add", "--all")
        try repository.commit("Add a1")
        // Published is main; a1 is committed on the branch, and staged once more in another form.
        try repository.write("rules.json", #"{"lint": 1, "base": "main"}"#)
        try repository.write(Self.path, Self.migration("a76b9185b334", tail: "# more\n"))
        try repository.git("add", "--all")
        try repository.hook("pre-commit", "exec \"\(LintProgram.path)\" --fix --staged")
        let index = try repository.git("ls-files", "--stage")
        let result = try Command.run(
            "git", ["commit", "--message", "Settings", "rules.json"], in: repository.root,
            environment: GitRepository.environment)
        #expect(result.status == 1)
        #expect(result.errors.contains("\(Self.path) is staged with other content than that of this commit"))
        #expect(result.errors.contains("help: run `git commit` without paths"))
        #expect(try repository.git("ls-files", "--stage") == index)
        #expect(try Self.onDisk(repository) == Self.migration("a76b9185b334", tail: "# more\n"))
    }

    // MARK: Where nothing can be fixed

    @Test(
        "Options that --fix cannot be combined with are refused",
        arguments: [
            (["--fix", "--diff"], "exclude each other"), (["--unsafe-fixes"], "add --fix or --diff"),
            (["--fix", "--commit", "HEAD"], "cannot change a commit"),
            (["--fix", "--merge-into", "HEAD"], "merge or rebase, then fix"),
        ])
    func otherCombinationsAreRefused(_ arguments: [String], words: String) throws {
        let repository = try Self.project()
        let result = try LintProgram.run(arguments, in: repository.root)
        #expect(result.status == 2)
        #expect(result.errors.contains(words))
        #expect(try Self.onDisk(repository) == Self.stale)
    }

    @Test("Without a repository, --fix writes nothing")
    func withoutARepositoryNothingIsFixed() throws {
        let folder = try TemporaryFolder()
        let result = try LintProgram.run(["--fix"], in: folder.path)
        #expect(result.status == 2)
        #expect(result.errors.contains("nothing to lint"))
    }

    @Test("The fixes of a commit are printed as a patch")
    func thePatchOfACommitIsPrinted() throws {
        let repository = try Self.project()
        try repository.git("add", "--all")
        try repository.git("checkout", "--quiet", "-b", "topic")
        try repository.commit("Add a1")
        let result = try repository.lint("--diff", "--commit", "HEAD", "--base", "main")
        #expect(result.status == 1)
        #expect(result.text.contains("-depends_on = \"a76b9185b334\"\n+depends_on = \"da5c9f4cce1c\""))
        #expect(try Self.onDisk(repository) == Self.stale)
    }
}
