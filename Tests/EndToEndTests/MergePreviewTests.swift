import Foundation
import TestSupport
import Testing

/// `--merge-into`: the tree of a would-be merge, and the verdict on it.
struct MergePreviewTests {
    /// The heads that `alembic heads` prints for a project.
    private struct Verdict: Decodable {
        var heads: [String]?
        var refused: String?
    }

    private struct Pair {
        let number: Int
        let conflicts: Set<String>
        let report: JSONNode
        let status: Int32
        /// The output of Git.
        let words: String
    }

    /// Real branches, really merged by Git, judged by real Alembic afterwards.
    @Test("The preview finds the heads that Alembic finds after the merge", arguments: [1, 2] as [UInt64])
    func theHeadsAreThoseThatAlembicFindsAfterTheMerge(seed: UInt64) throws {
        let count = 120
        let repository = try GitRepository()
        var branches = RandomBranches(seed: seed)
        try repository.git("fast-import", "--quiet", input: Array(branches.stream(of: count).utf8))
        var pairs: [Pair] = []
        for number in 0..<count { pairs.append(try merge(number, in: repository)) }

        let folders = pairs.map { repository.folder.path("merged/\($0.number)") }
        let verdicts = try PythonOracle.values(Verdict.self, of: "heads_oracle.py", folders)
        #expect(verdicts.count == count)
        var compared = 0
        var stopped = 0
        for (pair, verdict) in zip(pairs, verdicts) {
            let relevant = pair.conflicts.filter { $0.hasPrefix(RandomBranches.folder) || $0 == "alembic.ini" }
            let told = Set(
                pair.report.diagnostics.filter { $0["rule"].text == "merge-conflict" }.compactMap { $0["path"].text })
            #expect(
                told.isEmpty == relevant.isEmpty,
                "pair \(pair.number): Git has \(relevant), lint \(told): \(pair.words)")
            let elsewhere = pair.report["snapshot"]["conflictsElsewhere"].elements?.compactMap(\.text) ?? []
            #expect(Set(elsewhere) == pair.conflicts.subtracting(relevant), "pair \(pair.number)")
            if !relevant.isEmpty {
                stopped += 1
                #expect(pair.status == 1, "pair \(pair.number)")
            } else if let heads = verdict.heads {
                compared += 1
                let found = pair.report["graph"]["heads"].elements?.compactMap { $0["revision"].text }.sorted()
                #expect(found == heads, "pair \(pair.number)")
                #expect(pair.report.rules.contains("single-head") == (heads.count > 1), "pair \(pair.number)")
            } else {
                #expect(pair.status != 0, "pair \(pair.number): Alembic refuses it (\(verdict.refused ?? ""))")
            }
        }
        // The generator has to come to all of it.
        #expect(compared > count / 2 && stopped > 5)
        // A conflict elsewhere stops nothing.
        #expect(pairs.contains { !$0.conflicts.isEmpty && !$0.report.rules.contains("merge-conflict") })
    }

    /// A project with the branches `main`, `a` and `b`, each of which has gone on; `b` is checked out.
    private func project(
        main: (GitRepository) throws -> Void = { _ in },
        a: @escaping (GitRepository) throws -> Void = { _ in },
        b: @escaping (GitRepository) throws -> Void
    ) throws -> GitRepository {
        let repository = try ReferenceProject.make()
        try repository.write("README.md", "one\n")
        try repository.git("add", "--all")
        try repository.commit("Begin")
        for (branch, change) in [("a", a), ("b", b)] {
            try repository.git("checkout", "--quiet", "-b", branch, "main")
            try change(repository)
            try repository.git("add", "--all")
            try repository.commit("Go on")
        }
        try repository.git("checkout", "--quiet", "main")
        try main(repository)
        try repository.git("add", "--all")
        try repository.commit("Go on")
        try repository.git("checkout", "--quiet", "b")
        return repository
    }

    @Test("Several branches are merged one after another")
    func aQueueOfBranchesIsMergedOneAfterAnother() throws {
        let repository = try project(
            a: { try $0.writeMigration("aaaaaaaaaaaa", revises: ReferenceProject.root) },
            b: { try $0.writeMigration("bbbbbbbbbbbb", revises: ReferenceProject.root) })
        #expect(try repository.lint("--merge-into", "main").status == 0)
        let report = try repository.report("--merge-into", "main", "--merge-into", "a")
        #expect(report.rules == ["single-head"])
        #expect(report["snapshot"]["kind"].text == "merge")
        #expect(report["snapshot"]["mergeInto"].text == "main, a")
        #expect(report["snapshot"]["merged"].text == "worktree")
        let notes = report.diagnostic(of: "single-head")?["notes"].elements?.compactMap { $0["message"].text } ?? []
        #expect(notes.contains("aaaaaaaaaaaa (head, unpublished, from a)"))
        #expect(notes.contains("bbbbbbbbbbbb (head, unpublished, from the working tree)"))
    }

    @Test("A conflict in a migration is the only finding")
    func aConflictInAMigrationIsTheOnlyFinding() throws {
        let repository = try project(
            main: { try $0.writeMigration("aaaaaaaaaaaa", revises: ReferenceProject.root, dependsOn: "da5c9f4cce1c") },
            b: { try $0.writeMigration("aaaaaaaaaaaa", revises: "0123456789ab") })
        let report = try repository.report("--merge-into", "main")
        #expect(report.rules == ["merge-conflict"])
        let finding = report.diagnostic(of: "merge-conflict")
        #expect(
            finding?["message"].text
                == "Git cannot merge this file automatically: both sides added it with different contents")
        #expect(finding?["help"].text?.hasPrefix("merge main into the branch and resolve the conflict there") == true)
        #expect(try repository.lint("--merge-into", "main").status == 1)
        // Nothing that could hide it is of use.
        #expect(try repository.lint("--merge-into", "main", "--only", "single-head").status == 1)
    }

    @Test("A conflict in another file is named and does not stop the preview")
    func aConflictElsewhereIsNamedAndStopsNothing() throws {
        let repository = try project(
            main: { try $0.write("README.md", "two\n") }, b: { try $0.write("README.md", "three\n") })
        let result = try repository.lint("--merge-into", "main")
        #expect(result.status == 0)
        #expect(result.text.contains("conflicts in files that no rule reads: README.md"))
        #expect(
            try repository.report("--merge-into", "main")["snapshot"]["conflictsElsewhere"].elements?.map(\.text)
                == ["README.md"])
    }

    /// A lock file counts if it pins the core; without a core it is like any other file.
    @Test(
        "A conflict in a pin counts only in an orchestrator project",
        arguments: [("orchestrator", true), ("alembic", false)])
    func aConflictInAPin(profile: String, matters: Bool) throws {
        func pin(_ release: String) -> (GitRepository) throws -> Void {
            { try $0.write("requirements.txt", "orchestrator-core==\(release)\n") }
        }
        let repository = try project(main: pin("1.3.5"), b: pin("1.3.4"))
        try repository.write("rules.json", "{\"lint\": 1, \"profile\": \"\(profile)\"}")
        let report = try repository.report("--merge-into", "main")
        #expect(report.rules.contains("merge-conflict") == matters)
        #expect(report["snapshot"]["conflictsElsewhere"].isPresent != matters)
    }

    @Test(
        "The preview merges the snapshot that the options name", arguments: [["--staged"], ["--commit", "HEAD"], []])
    func thePreviewIsOfWhatIsAskedFor(snapshot: [String]) throws {
        let repository = try project(
            main: { try $0.writeMigration("aaaaaaaaaaaa", revises: ReferenceProject.root) }, b: { _ in })
        try repository.writeMigration("bbbbbbbbbbbb", revises: ReferenceProject.root)
        let isStaged = snapshot == ["--staged"]
        if isStaged { try repository.git("add", "--all") }
        let before = try repository.git("count-objects") + repository.git("status", "--porcelain")
        let result = try LintProgram.run(snapshot + ["--merge-into", "main", "--quiet"], in: repository.root)
        // The new migration is in no commit.
        #expect(result.status == (snapshot == ["--commit", "HEAD"] ? 0 : 1), "\(result.text)\(result.errors)")
        #expect(try repository.git("count-objects") + repository.git("status", "--porcelain") == before)
    }

    @Test("A merge that cannot be computed ends with status 2")
    func whatCannotBeMergedIsNoGreen() throws {
        let repository = try project(b: { _ in })
        let unknown = try repository.lint("--merge-into", "nowhere")
        #expect(unknown.status == 2 && unknown.errors.contains("`nowhere`"))
        let unborn = try GitRepository()
        try ReferenceProject.write(into: unborn)
        #expect(try unborn.lint("--merge-into", "main").status == 2)
        let folder = try TemporaryFolder()
        let without = try LintProgram.run(["--merge-into", "main"], in: folder.path)
        #expect(without.status == 2 && without.errors.contains("not in a Git repository"))
    }

    /// Merges a pair with Git, puts the project of the merge aside, and previews the same merge.
    private func merge(_ number: Int, in repository: GitRepository) throws -> Pair {
        let merged = repository.folder.path("merged/\(number)")
        try repository.git("worktree", "add", "--quiet", "--detach", merged, "ours-\(number)")
        let result = try Command.run(
            "git", ["merge", "--quiet", "--no-edit", "theirs-\(number)"], in: merged,
            environment: GitRepository.environment)
        var conflicts: Set<String> = []
        if result.status != 0 {
            let listing = try Command.run(
                "git", ["diff", "--name-only", "--diff-filter=U"], in: merged, environment: GitRepository.environment)
            conflicts = Set(listing.text.split(separator: "\n").map(String.init))
        }
        let preview = try LintProgram.run(
            [
                "--commit", "theirs-\(number)", "--merge-into", "ours-\(number)", "--base", "base-\(number)",
                "--format", "json",
            ]
                + [
                    "--only", "single-head", "--only", "merge-conflict", "--only", "known-revision", "--only",
                    "alembic-config",
                ],
            in: repository.root)
        return Pair(
            number: number, conflicts: conflicts, report: try JSONNode(parsing: preview.output), status: preview.status,
            words: result.text)
    }
}
