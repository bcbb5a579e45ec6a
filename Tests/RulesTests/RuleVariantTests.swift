import Diagnostics
import Rules
import SourceFiles
import TestSupport
import Testing

@Suite("Findings do not depend on byte order marks, line ends, comments, strings and the order of files")
struct RuleVariantTests {
    /// The bad examples that are about migrations.
    static let cases = RuleCase.bad.filter { test in
        test.rule.metadata.id != "unused-suppression"
            && test.example.files.contains { $0.path.hasSuffix(".py") && $0.text?.contains("«") == true }
    }

    @Test("A byte order mark moves the findings by three bytes", arguments: cases)
    func byteOrderMark(_ test: RuleCase) throws {
        let found = try diagnostics(of: test, in: test.tree { [0xEF, 0xBB, 0xBF] + $0 })
        let expected = try diagnostics(of: test, in: test.example.tree).map { diagnostic in
            diagnostic.location.map { location in
                let isMigration = location.path.nameText.hasSuffix(".py")
                return Location(
                    location.path,
                    isMigration ? location.range.map { ($0.lowerBound + 3)..<($0.upperBound + 3) } : location.range)
            }
        }
        #expect(found.map(\.location) == expected)
    }

    @Test("Line ends of Windows do not change a message", arguments: cases)
    func windowsLineEnds(_ test: RuleCase) throws {
        let found = try diagnostics(
            of: test, in: test.tree { bytes in bytes.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] } })
        #expect(found.map(\.message) == (try diagnostics(of: test, in: test.example.tree).map(\.message)))
    }

    @Test("A comment at the top silences the rule in the file", arguments: cases)
    func commentAtTheTop(_ test: RuleCase) throws {
        let comment = Array("# lint: ignore[\(test.rule.metadata.id)] tried by a test\n".utf8)
        let outcome = try ExampleRunner.outcome(
            of: test.rule, on: test.example, in: test.tree { comment + $0 })
        #expect(outcome.diagnostics.filter { $0.location?.path.nameText.hasSuffix(".py") == true }.map(\.message) == [])
        #expect(outcome.suppressed > 0)
    }

    @Test("A comment at the end of the line silences the finding", arguments: cases)
    func commentOnTheLine(_ test: RuleCase) throws {
        // The findings of these rules are inside strings, docstrings and open brackets, where # starts no comment.
        guard !["python-syntax", "docstring-agrees"].contains(test.rule.metadata.id) else { return }
        var files: [(String, [UInt8])] = []
        for file in test.example.files {
            guard let text = file.text, !file.isUnstaged else { continue }
            let marked = text.split(separator: "\n", omittingEmptySubsequences: false)
                .map {
                    $0.contains("«") && file.path.hasSuffix(".py")
                        ? $0 + "  # lint: ignore[\(test.rule.metadata.id)] tried by a test" : $0[...]
                }
                .joined(separator: "\n")
            files.append((file.path, RuleExample.unmarked(marked).text))
        }
        let outcome = try ExampleRunner.outcome(
            of: test.rule, on: test.example, in: test.tree(replacing: files))
        #expect(outcome.diagnostics.map(\.message) == [])
        #expect(outcome.suppressed > 0)
    }

    @Test("Code in comments and strings is not evaluated", arguments: RuleCase.good)
    func commentsAndStrings(_ test: RuleCase) throws {
        // These rules are about comments, and about any change of a published file.
        guard !["unused-suppression", "published-unchanged"].contains(test.rule.metadata.id) else { return }
        for bad in test.rule.metadata.examples.bad {
            for file in bad.files where file.path.hasSuffix(".py") {
                guard let text = file.text, !text.contains("\"\"\"") else { continue }
                let plain = String(decoding: RuleExample.unmarked(text).text, as: UTF8.self)
                let lines = plain.split(separator: "\n", omittingEmptySubsequences: false)
                let commented = lines.map { "# " + $0 }.joined(separator: "\n")
                let tree = test.tree { $0 + Array("\n\(commented)\nTEXT = r\"\"\"\n\(plain)\n\"\"\"\n".utf8) }
                let found = try diagnostics(of: test, in: tree)
                #expect(found.map(\.message) == [])
            }
        }
    }

    @Test("The findings do not depend on the order of the files", arguments: RuleCase.bad, [1, 2, 3] as [UInt64])
    func orderOfFiles(_ test: RuleCase, seed: UInt64) throws {
        let expected = try diagnostics(of: test, in: test.example.tree)
        let project = try ExampleRunner.project(test.example, in: ShuffledTree(test.example.tree, seed: seed))
        let isAboutAll = test.rule.metadata.id == "unused-suppression"
        let found = Engine.run(isAboutAll ? RuleRegistry.rules : [test.rule], on: project).diagnostics
            .filter { $0.rule == test.rule.metadata.id }
        #expect(found == expected)
    }

    private func diagnostics(of test: RuleCase, in tree: MemoryTree) throws -> [Diagnostic] {
        try ExampleRunner.outcome(of: test.rule, on: test.example, in: tree).diagnostics
    }
}

extension RuleCase {
    /// The example's tree with every migration changed.
    func tree(_ change: ([UInt8]) -> [UInt8]) -> MemoryTree {
        let tree = example.tree
        var files: [Path: [UInt8]] = [:]
        for entry in tree.entries(in: .root, recursive: true) {
            let bytes = tree.contents(of: entry.path) ?? []
            files[entry.path] = entry.path.nameText.hasSuffix(".py") && !bytes.isEmpty ? change(bytes) : bytes
        }
        return MemoryTree(files, emptyFolders: example.emptyFolders.map { Path(stringLiteral: $0) })
    }

    /// The example's tree with some files replaced.
    func tree(replacing replaced: [(String, [UInt8])]) -> MemoryTree {
        let tree = example.tree
        var files: [Path: [UInt8]] = [:]
        for entry in tree.entries(in: .root, recursive: true) {
            files[entry.path] = tree.contents(of: entry.path) ?? []
        }
        for (path, bytes) in replaced { files[Path(stringLiteral: path)] = bytes }
        return MemoryTree(files, emptyFolders: example.emptyFolders.map { Path(stringLiteral: $0) })
    }
}

/// A snapshot that lists its entries in another order.
final class ShuffledTree: FileTree {
    private let tree: MemoryTree
    private let seed: UInt64

    init(_ tree: MemoryTree, seed: UInt64) {
        self.tree = tree
        self.seed = seed
    }

    func entry(at path: Path) -> FileEntry? { tree.entry(at: path) }
    func contents(of path: Path) -> [UInt8]? { tree.contents(of: path) }

    func entries(in folder: Path, recursive: Bool) -> [FileEntry] {
        var generator = SeededGenerator(seed: seed)
        return tree.entries(in: folder, recursive: recursive).shuffled(using: &generator)
    }

    func map<Value: Sendable>(
        _ entries: [FileEntry],
        _ transform: @escaping @Sendable (FileEntry, borrowing Span<UInt8>) -> Value
    ) -> [Value] {
        tree.map(entries, transform)
    }
}
