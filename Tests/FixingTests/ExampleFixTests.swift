import Diagnostics
import Fixing
import Foundation
import Rules
import SourceFiles
import TestSupport
import Testing

/// The fixes of the rules' bad examples, in the forms that files have: the result parses, has no such finding, and is
/// not fixed again.
struct ExampleFixTests {
    /// How the files of an example are written.
    enum Form: CaseIterable, Sendable {
        case plain, byteOrderMark, windows, apostrophes, unfinished

        /// The same file in this form.
        func apply(to bytes: [UInt8]) -> [UInt8] {
            switch self {
            case .plain: bytes
            case .byteOrderMark: [0xEF, 0xBB, 0xBF] + bytes
            case .windows: bytes.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
            case .apostrophes:
                String(decoding: bytes, as: UTF8.self).contains("\"\"\"") ? bytes : bytes.map { $0 == 0x22 ? 0x27 : $0 }
            case .unfinished: bytes.last == 0x0A ? bytes.dropLast() : bytes
            }
        }
    }

    /// A bad example in one of the forms.
    struct Case: CustomTestStringConvertible, Sendable {
        let rule: any Rule.Type
        let example: RuleExample
        let form: Form
        var testDescription: String { "\(rule.metadata.id): \(example.title), \(form)" }

        static let all = RuleRegistry.rules.flatMap { rule in
            rule.metadata.examples.bad.flatMap { example in
                Form.allCases.map { Case(rule: rule, example: example, form: $0) }
            }
        }

        /// The files of `tree`, with the migrations in the form.
        func files(_ tree: MemoryTree) -> MemoryTree {
            var files: [Path: [UInt8]] = [:]
            for entry in tree.entries(in: .root, recursive: true) {
                let bytes = tree.contents(of: entry.path) ?? []
                files[entry.path] = entry.path.isMigration && !bytes.isEmpty ? form.apply(to: bytes) : bytes
            }
            return MemoryTree(files, emptyFolders: example.emptyFolders.map { Path(stringLiteral: $0) })
        }
    }

    /// The findings of all rules in a tree.
    private static func lint(_ tree: any FileTree, _ test: Case) throws -> LintedState {
        let project = try ExampleRunner.project(
            test.example, in: tree, published: test.files(test.example.publishedTree))
        return LintedState([project], RuleRegistry.rules)
    }

    private static func fix(_ tree: any FileTree, _ test: Case, allowsUnsafe: Bool) throws -> Fixer.Result {
        let fixer = Fixer(tree, allowsUnsafe: allowsUnsafe) { tree, _ throws(SnapshotError) in
            do {
                return try lint(tree, test)
            } catch {
                throw error as? SnapshotError ?? SnapshotError("cannot lint", reason: "\(error)")
            }
        }
        return try fixer.run(from: lint(tree, test))
    }

    @Test(
        "Each fix of an example removes its finding, causes no other, and is made once", arguments: Case.all,
        [false, true])
    func fixesProveThemselves(_ test: Case, allowsUnsafe: Bool) throws {
        let tree = test.files(test.example.tree)
        let found = try Self.lint(tree, test).outcomes[0].diagnostics
        let result = try Self.fix(tree, test, allowsUnsafe: allowsUnsafe)
        #expect(result.skipped.map(\.fix.title) == [])

        // The fixable findings are gone, and there are no new ones.
        let left = try Self.lint(result.tree, test).outcomes[0].diagnostics
        #expect(left.filter { $0.fix.map { allowsUnsafe || $0.applicability == .safe } ?? false }.map(\.message) == [])
        #expect(left.count <= found.count - result.applied.count)

        // A second run has nothing to do.
        #expect(try Self.fix(result.tree, test, allowsUnsafe: allowsUnsafe).changes == [])

        // A published file is not changed, and neither is one that no change names.
        let published = test.files(test.example.publishedTree)
        let changed = Set(result.changes.map(\.path))
        for entry in tree.entries(in: .root, recursive: true) where !changed.contains(entry.path) {
            #expect(try result.tree.contents(of: entry.path) == tree.contents(of: entry.path))
        }
        for path in changed where path.isMigration {
            #expect(published.entry(at: path) == nil, "\(path) is published")
        }
    }

    /// Python reads every file that a fix has changed, and its header has the values that were meant.
    @Test("Python parses every fixed file and reads the values that were meant")
    func theFixedFilesAreGoodPython() throws {
        let folder = try TemporaryFolder()
        var files: [String] = []
        for (number, test) in Case.all.enumerated() {
            let result = try Self.fix(test.files(test.example.tree), test, allowsUnsafe: true)
            for change in result.changes where change.path.isMigration {
                let file = "\(number)-\(files.count).py"
                try Data(change.after).write(to: URL(fileURLWithPath: folder.path(file)))
                files.append(folder.path(file))
                let text = String(decoding: change.after, as: UTF8.self)
                if test.form == .windows, change.before != nil {
                    #expect(text.unicodeScalars.count { $0 == "\n" } == text.unicodeScalars.count { $0 == "\r" })
                }
                if test.form == .byteOrderMark, change.before != nil {
                    #expect(change.after.starts(with: [0xEF, 0xBB, 0xBF]))
                }
            }
        }
        #expect(files.count > 50)
        let judged = try PythonOracle.run("parse_oracle.py", files)
        #expect(String(decoding: judged, as: UTF8.self) == "")
    }

    @Test("The examples of a rule show exactly the fixes that it declares")
    func theExamplesShowTheFixesThatTheRulesDeclare() throws {
        for rule in RuleRegistry.rules {
            var shown: Set<Applicability> = []
            for example in rule.metadata.examples.bad {
                let outcome = try ExampleRunner.outcome(of: rule, on: example)
                shown.formUnion(outcome.diagnostics.compactMap(\.fix?.applicability))
            }
            #expect(shown == Set(rule.metadata.documentation.fixes.map(\.applicability)), "\(rule.metadata.id)")
        }
    }
}

extension Path {
    /// Whether this is a migration of an example.
    fileprivate var isMigration: Bool { nameText.hasSuffix(".py") && nameText != "__init__.py" }
}
