import Foundation
import GitBridge
import SourceFiles
import TestSupport
import Testing

/// Merged trees, judged by `git merge-tree` over random branches with a fixed seed: every path, mode and byte.
struct MergeOracleTests {
    private typealias Files = [String: (mode: String, text: String)]

    @Test("A merge equals that of `git merge-tree` on random histories", arguments: [1, 2, 3] as [UInt64])
    func agreesWithGit(seed: UInt64) throws {
        let count = 100
        var random = SeededGenerator(seed: seed)
        let repository = try GitRepository()
        var stream = ""
        for pair in 0..<count {
            let base = Self.beginning(&random)
            stream += Self.commit("base-\(pair)", base, from: [])
            for side in ["ours", "theirs"] {
                stream += Self.commit("\(side)-\(pair)", Self.changed(base, &random), from: ["base-\(pair)"])
            }
        }
        try repository.git("fast-import", "--quiet", input: Array(stream.utf8))
        let opened = try repository.opened()
        var (clean, conflicting) = (0, 0)
        for pair in 0..<count {
            let tips = try ["base", "ours", "theirs"].map { try opened.resolve(revision: "\($0)-\(pair)") }
            // Both may have done the very same.
            if tips[1] != tips[2] { #expect(try opened.mergeBases(of: [tips[1]], and: [tips[2]]) == [tips[0]]) }
            let trees = try tips.map { try opened.tree(of: $0) }
            let merged = MergedTree(ancestor: trees[0], ours: trees[1], theirs: trees[2])
            let verdict = try Verdict("ours-\(pair)", "theirs-\(pair)", in: repository)
            let conflicts = Set(try merged.conflicts().map(\.path.text))
            #expect(conflicts.isEmpty == verdict.conflicts.isEmpty, "pair \(pair): \(conflicts), \(verdict.words)")
            if verdict.conflicts.isEmpty { clean += 1 } else { conflicting += 1 }
            // What Git writes for a file in conflict holds markers, and for some kinds it makes up a name.
            let unsettled = conflicts.union(verdict.conflicts)
            let isMadeUp = verdict.words.contains("file/directory") || verdict.words.contains("distinct types")
            if isMadeUp { continue }
            let found = try Self.listing(of: merged, in: repository).filter { !unsettled.contains($0.key) }
            let expected = verdict.files.filter { !unsettled.contains($0.key) }
            #expect(found == expected, "pair \(pair): \(verdict.words)")
        }
        #expect(clean > 20 && conflicting > 20)
    }

    /// Histories that crossed: the ancestor is what merging the merge bases gives.
    @Test("The merge bases equal those of `git merge-base --all`")
    func agreesWithGitAboutMergeBases() throws {
        var random = SeededGenerator(seed: 7)
        let repository = try GitRepository()
        var stream = ""
        let base = Self.beginning(&random)
        stream += Self.commit("c0", base, from: [])
        for number in 1..<60 {
            let parents = Set(
                (0..<Int.random(in: 1...2, using: &random)).map { _ in
                    "c\(max(0, number - Int.random(in: 1...3, using: &random)))"
                })
            stream += Self.commit("c\(number)", Self.changed(base, &random), from: parents.sorted(), date: number / 3)
        }
        try repository.git("fast-import", "--quiet", input: Array(stream.utf8))
        let opened = try repository.opened()
        var several = 0
        for _ in 0..<150 {
            let top = Int.random(in: 6..<60, using: &random)
            let names = (0..<Int.random(in: 2...3, using: &random)).map { _ in
                "c\(top - Int.random(in: 0..<6, using: &random))"
            }
            let ids = try names.map { try opened.resolve(revision: $0) }
            let result = try Command.run(
                "git", ["merge-base", "--all"] + names, in: repository.root, environment: GitRepository.environment)
            let expected = result.text.split(separator: "\n").map(String.init).sorted()
            #expect(
                try opened.mergeBases(of: [ids[0]], and: Array(ids[1...])).map(\.description) == expected, "\(names)")
            if expected.count > 1 { several += 1 }
        }
        #expect(several > 3)
    }

    // MARK: Git's verdict

    private struct Verdict {
        let files: [String: String]
        let conflicts: Set<String>
        let words: String

        init(_ ours: String, _ theirs: String, in repository: GitRepository) throws {
            let result = try Command.run(
                "git", ["merge-tree", "--write-tree", "--name-only", ours, theirs], in: repository.root,
                environment: GitRepository.environment)
            let parts = result.text.components(separatedBy: "\n\n")
            var lines = parts[0].split(separator: "\n").map(String.init)
            let tree = lines.removeFirst()
            conflicts = Set(lines)
            words = parts.dropFirst().joined(separator: "\n\n")
            files = try MergeOracleTests.listing(of: tree, in: repository)
        }
    }

    private static func listing(of tree: String, in repository: GitRepository) throws -> [String: String] {
        var files: [String: String] = [:]
        for line in try repository.git("ls-tree", "-r", tree).split(separator: "\n") {
            let fields = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
            files[String(fields[3])] = "\(fields[0]) \(fields[2])"
        }
        return files
    }

    private static func listing(of merged: MergedTree, in repository: GitRepository) throws -> [String: String] {
        var files: [String: String] = [:]
        for entry in try merged.entries(in: .root, recursive: true) {
            let mode: String
            switch entry.mode {
            case .file(let executable): mode = executable ? "100755" : "100644"
            case .symbolicLink: mode = "120000"
            case .folder, .submodule: mode = "other"
            }
            let bytes = try merged.contents(of: entry.path) ?? []
            let id = try entry.object?.description ?? repository.git("hash-object", "--stdin", input: bytes)
            files[entry.path.text] = "\(mode) \(id)"
        }
        return files
    }

    // MARK: Random branches

    private static func commit(_ branch: String, _ files: Files, from parents: [String], date: Int = 0) -> String {
        var text = "commit refs/heads/\(branch)\ncommitter A <a@example.com> \(1_767_323_045 + date) +0000\ndata 0\n"
        for (number, parent) in parents.enumerated() {
            text += "\(number == 0 ? "from" : "merge") refs/heads/\(parent)\n"
        }
        text += "deleteall\n"
        for (path, file) in files.sorted(by: { $0.key < $1.key }) {
            text += "M \(file.mode) inline \(path)\ndata \(file.text.utf8.count)\n\(file.text)\n"
        }
        return text + "\n"
    }

    private static func beginning(_ random: inout SeededGenerator) -> Files {
        var files: Files = [:]
        for number in 0..<Int.random(in: 3...8, using: &random) {
            let folder = ["", "a/", "a/b/", "c/"][Int.random(in: 0..<4, using: &random)]
            let text = (0..<12).map { "file \(number) line \($0)\n" }.joined()
            files["\(folder)f\(number)"] = ("100644", text)
        }
        return files
    }

    private static func changed(_ base: Files, _ random: inout SeededGenerator) -> Files {
        var files = base
        for _ in 0..<Int.random(in: 2...7, using: &random) {
            guard let path = files.keys.sorted().randomElement(using: &random), let file = files[path] else { break }
            let number = Int.random(in: 0..<3, using: &random)
            switch Int.random(in: 0..<11, using: &random) {
            case 0...3:
                let line = "line \(Int.random(in: 0..<12, using: &random))\n"
                files[path] = (file.mode, file.text.replacing(line, with: "changed \(number)\n"))
            case 4: files[path] = nil
            case 5:
                files[path] = nil
                files["\(path)-\(number)"] = file
            case 6:
                files[path] = nil
                files["moved\(number)/\(path.split(separator: "/").last ?? "")"] = file
            case 7: files["a/new\(number)"] = ("100644", "new \(Int.random(in: 0..<2, using: &random))\n")
            case 8: files["new\(number)/new"] = ("100644", "new\n")
            case 9: files[path] = ("100755", file.text)
            default: files["link\(number)"] = ("120000", "target \(Int.random(in: 0..<2, using: &random))")
            }
        }
        return files
    }
}
