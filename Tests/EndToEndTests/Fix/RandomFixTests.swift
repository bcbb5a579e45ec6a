import Foundation
import SourceFiles
import TestSupport
import Testing

/// `lint --fix` over hundreds of random broken projects, in real repositories, judged by Python and by real Alembic.
struct RandomFixTests {
    /// Where the new files are, and how they are fixed.
    enum Mode: CaseIterable, Sendable {
        case untracked, staged, unsafe

        var options: [String] {
            switch self {
            case .untracked: ["--fix"]
            case .staged: ["--fix", "--staged"]
            case .unsafe: ["--fix", "--unsafe-fixes"]
            }
        }

        var count: Int { self == .untracked ? 180 : 60 }
    }

    private struct Verdict: Decodable {
        let unreadable: [String]
        let heads: [[String]]?
        let refused: String?
    }

    /// What is on disk, by path.
    private typealias Files = [String: [UInt8]]

    @Test("Every fix of a random project removes its finding and is stable", arguments: Mode.allCases)
    func everyFixProvesItself(_ mode: Mode) throws {
        let folder = try TemporaryFolder()
        try BrokenProject.writeCore(to: folder.path("core"))
        var clean: [Bool] = []
        var fixed = 0
        for number in 0..<mode.count {
            let project = BrokenProject(seed: UInt64(number + 1) * 31 + UInt64(mode.count))
            let repository = try GitRepository(at: "\(number)", in: folder)
            try Self.write(project, to: repository, isStaged: mode == .staged)
            let outcome = try judge(repository, project, mode, number)
            clean.append(outcome.isClean)
            fixed += outcome.repairs
        }
        let folders = (0..<mode.count).map { folder.path("\($0)") }
        let verdicts = try PythonOracle.values(
            Verdict.self, of: "fix_oracle.py", [folder.path("core")] + folders)
        #expect(verdicts.count == mode.count)
        for (number, verdict) in verdicts.enumerated() {
            #expect(verdict.unreadable == [], "project \(number)")
            guard clean[number] else { continue }
            // A clean project without migrations has the core's branch alone.
            #expect(verdict.heads == [["data"], ["schema"]], "project \(number): \(verdict.refused ?? "")")
        }
        // The generator has to come to what can be fixed.
        #expect(fixed > 2 * mode.count)
        #expect(clean.count { $0 } > mode.count / 2)
    }

    private func judge(
        _ repository: GitRepository, _ project: BrokenProject, _ mode: Mode, _ number: Int
    ) throws -> (isClean: Bool, repairs: Int) {
        let before = try Self.files(of: repository)
        let tails = mode == .staged ? try Self.addTails(to: repository, project) : [:]
        let snapshot = mode == .staged ? ["--staged"] : []
        let found = try Self.report(repository, snapshot)
        let patch =
            number % 4 == 0
            ? try LintProgram.run(
                ["--diff"] + snapshot + (mode == .unsafe ? ["--unsafe-fixes"] : []), in: repository.root) : nil

        let run = try LintProgram.run(mode.options + ["--format", "json"], in: repository.root)
        let report = try JSONNode(parsing: run.output)
        #expect(run.errors == "", "project \(number)")
        let after = try Self.files(of: repository)

        // Nothing that could be fixed is left, and nothing new was found.
        let left = report.diagnostics.filter { finding in
            finding["fix"]["applicability"].text.map { $0 == "safe" || mode == .unsafe } ?? false
        }
        #expect(left.compactMap { $0["message"].text } == [], "project \(number)")
        let known = Self.counts(found.diagnostics)
        for (finding, count) in Self.counts(report.diagnostics) {
            #expect(count <= known[finding, default: 0], "project \(number): \(finding)")
        }
        // A fresh run finds on disk what was computed in memory.
        let again = try Self.report(repository, snapshot)
        #expect(again.diagnostics.map(\.summary) == report.diagnostics.map(\.summary), "project \(number)")

        // What is published has its bytes, to the last one.
        for (path, text) in project.published { #expect(after[path] == Array(text.utf8), "project \(number): \(path)") }
        // In what was changed, the code is the same, and so are line ends and a byte order mark.
        for (path, text) in project.new {
            if mode == .unsafe, after[path] == nil { continue }
            let tail = tails[path] ?? []
            let (old, new) = (Array(text.utf8) + tail, after[path] ?? [])
            #expect(Self.code(of: new) == Self.code(of: old), "project \(number): \(path)")
            #expect(new.starts(with: [0xEF, 0xBB, 0xBF]) == old.starts(with: [0xEF, 0xBB, 0xBF]))
            let ends = { (bytes: [UInt8]) in (bytes.count { $0 == 0x0A }, bytes.count { $0 == 0x0D }) }
            #expect(ends(old).1 == 0 ? ends(new).1 == 0 : ends(new).0 - ends(new).1 == ends(old).0 - ends(old).1)
        }
        if mode == .staged { try checkStaging(repository, tails, number) }
        if let patch {
            let staged = after.reduce(into: after) { $0[$1.key] = $1.value.dropLast(tails[$1.key]?.count ?? 0) }
            try check(patch, gives: staged, from: before, repository, number)
        }

        // A second run has nothing to do.
        let second = try LintProgram.run(mode.options + ["--format", "json"], in: repository.root)
        #expect(try JSONNode(parsing: second.output)["repairs"].elements?.count == 0, "project \(number)")
        #expect(try Self.files(of: repository) == after, "project \(number)")
        let repairs = report["repairs"].elements?.count ?? 0
        return (report["summary"]["errors"].integer == 0 && again["graph"]["heads"].elements?.count == 2, repairs)
    }

    /// What is on disk is what is staged, and the unstaged lines besides.
    private func checkStaging(_ repository: GitRepository, _ tails: Files, _ number: Int) throws {
        let changed = try repository.git("diff", "--name-only", "-z").split(separator: "\0").map(String.init)
        #expect(Set(changed) == Set(tails.keys), "project \(number)")
        for path in changed {
            let lines = try repository.git("diff", "--unified=0", "--", path).split(separator: "\n").dropFirst(4)
            #expect(lines.filter { $0.hasPrefix("-") && !$0.hasPrefix("---") }.count <= 1, "project \(number): \(path)")
            #expect(lines.contains { $0.hasSuffix("# not staged") }, "project \(number): \(path)")
        }
    }

    /// The patch of `--diff`, applied by Git to the files as they were, gives what `--fix` gives.
    private func check(
        _ patch: Command.Result, gives after: Files, from before: Files, _ repository: GitRepository, _ number: Int
    ) throws {
        guard !patch.output.isEmpty else { return }
        let copy = GitRepository(existing: "\(number)-patched", in: repository.folder)
        try FileManager.default.createDirectory(atPath: copy.root, withIntermediateDirectories: true)
        for (path, bytes) in before { try copy.write(Path(normalized: Array(path.utf8)), bytes) }
        try copy.git("apply", "--whitespace=nowarn", input: patch.output)
        #expect(try Self.files(of: copy) == after, "project \(number)")
    }
}

extension RandomFixTests {
    /// Commits what is published, and puts what is new beside it.
    private static func write(_ project: BrokenProject, to repository: GitRepository, isStaged: Bool) throws {
        for (path, text) in project.published { try repository.write(path, text) }
        try repository.git("add", "--all")
        try repository.commit("Publish")
        for (path, text) in project.new { try repository.write(path, text) }
        if isStaged { try repository.git("add", "--all") }
    }

    /// Gives some of the staged files a line that is not staged.
    private static func addTails(to repository: GitRepository, _ project: BrokenProject) throws -> Files {
        var tails: Files = [:]
        for (position, (path, text)) in project.new.sorted(by: { $0.key < $1.key }).enumerated() where position % 2 == 0
        {
            let tail = Array("\n# not staged".utf8)
            try repository.write(Path(normalized: Array(path.utf8)), Array(text.utf8) + tail)
            tails[path] = tail
        }
        return tails
    }

    private static func report(_ repository: GitRepository, _ options: [String]) throws -> JSONNode {
        let result = try LintProgram.run(options + ["--format", "json"], in: repository.root)
        #expect(result.status < 2, "\(result.errors)")
        return try JSONNode(parsing: result.output)
    }

    /// How many findings each rule has.
    private static func counts(_ findings: [JSONNode]) -> [String: Int] {
        findings.reduce(into: [:]) { $0[$1["rule"].text ?? "?", default: 0] += 1 }
    }

    private static func files(of repository: GitRepository) throws -> Files {
        guard let walk = FileManager.default.enumerator(atPath: repository.root) else { return [:] }
        var files: Files = [:]
        for case let path as String in walk where path != ".git" && !path.hasPrefix(".git/") {
            var isFolder: ObjCBool = false
            _ = unsafe FileManager.default.fileExists(atPath: repository.path(path), isDirectory: &isFolder)
            if isFolder.boolValue { continue }
            files[path] = Array(try Data(contentsOf: URL(fileURLWithPath: repository.path(path))))
        }
        return files
    }

    /// Everything from the first function on.
    private static func code(of bytes: [UInt8]) -> String {
        let text = String(decoding: bytes, as: UTF8.self)
        return text.range(of: "def upgrade").map { String(text[$0.lowerBound...]) } ?? ""
    }
}

extension JSONNode {
    /// A finding in one line.
    fileprivate var summary: String {
        let offset = self["range"]["start"]["offset"].integer ?? -1
        return "\(self["rule"].text ?? "?") \(self["path"].text ?? "") \(offset) \(self["message"].text ?? "")"
    }
}
