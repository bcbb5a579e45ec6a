import Foundation
import TestSupport
import Testing

/// `--merge-into`: the tree of a would-be merge, and the verdict on it.
struct MergePreviewTests {
    /// What `alembic heads` says of a project.
    private struct Verdict: Decodable {
        var heads: [String]?
        var refused: String?
    }

    private struct Pair {
        let number: Int
        let conflicts: Set<String>
        let report: JSONNode
        let status: Int32
        /// What Git said.
        let words: String
    }

    /// Real branches, really merged by Git, judged by real Alembic afterwards.
    @Test(arguments: [1, 2] as [UInt64])
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
