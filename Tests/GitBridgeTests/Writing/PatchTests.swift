import Foundation
import GitBridge
import SourceFiles
import TestSupport
import Testing

/// Patches of random changes, applied by real Git.
struct PatchTests {
    private static let names = [
        "a.py", "with blank.py", "quote\".py", "back\\slash.py", "new\nline.py", "tab\t.py", "ünïcode.py", "b/c/d.py",
        "-dash.py", "a b/e f.py",
    ]
    private static let lines = ["", "one", "two \\ three", "\u{0}zero", "tail ", "\u{FEFF}mark", "é", "last"]

    private struct Case {
        var before: [Path: [UInt8]] = [:]
        var changes: [FileChange] = []
        var after: [Path: [UInt8]] = [:]
    }

    private static func text(_ random: inout SeededGenerator) -> [UInt8] {
        let ending = ["\n", "\r\n", "\n"].randomElement(using: &random) ?? "\n"
        let count = Int.random(in: 0...9, using: &random)
        let chosen = (0..<count).map { _ in lines.randomElement(using: &random) ?? "" }
        return Array((chosen.joined(separator: ending) + (Bool.random(using: &random) ? ending : "")).utf8)
    }

    private static func draw(_ random: inout SeededGenerator) -> Case {
        var test = Case()
        var free = names.shuffled(using: &random).map { Path(normalized: Array($0.utf8)) }
        // A name of bytes that are not UTF-8.
        free.append(Path(normalized: [0x78, 0xFF, 0xFE, 0x2E, 0x70, 0x79]))
        free.shuffle(using: &random)
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            guard let path = free.popLast() else { break }
            let before = text(&random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0:
                let created = text(&random)
                test.changes.append(FileChange(path: path, before: nil, after: created))
                test.after[path] = created
            case 1:
                guard let target = free.popLast() else { break }
                let after = Bool.random(using: &random) ? before : before + Array("x\n".utf8)
                test.before[path] = before
                test.changes.append(FileChange(path: path, before: before, after: after, newPath: target))
                test.after[target] = after
            default:
                let after = text(&random)
                test.before[path] = before
                if after != before { test.changes.append(FileChange(path: path, before: before, after: after)) }
                test.after[path] = after
            }
        }
        return test
    }

    @Test("`git apply` applies a patch and gives the same bytes", arguments: 1...4 as ClosedRange<UInt64>)
    func gitAppliesThem(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for number in 0..<60 {
            let test = Self.draw(&random)
            if test.changes.isEmpty { continue }
            let repository = try GitRepository(at: "\(seed)-\(number)")
            for (path, bytes) in test.before { try repository.write(path, bytes) }
            try repository.git("add", "--all")
            try repository.commit("Begin")
            let patch = try Repository.patch(of: test.changes)
            try repository.git("apply", "--index", "--whitespace=nowarn", input: patch)
            // What is staged is what is on disk, and both are as foretold.
            let worktree = try #require(
                try Repository.open(discoveringFrom: repository.root, environment: GitRepository.environment)
            ).worktree()
            let files = try worktree.entries(in: .root, recursive: true)
            #expect(files.map(\.path) == test.after.keys.sorted(), "\(seed)-\(number)")
            for (path, bytes) in test.after {
                #expect(try worktree.contents(of: path) == bytes, "\(seed)-\(number): \(path)")
            }
            #expect(try repository.git("diff", "--name-only") == "")
        }
    }
}
