import Foundation
import Rules
import Testing

struct RegistryTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// `single-head` for `SingleHead`, and `revision-id` for `RevisionID`.
    private static func identifier(of typeName: String) -> String {
        var identifier = ""
        var previous: Character?
        for character in typeName {
            if character.isUppercase, previous?.isLowercase == true { identifier.append("-") }
            identifier.append(contentsOf: character.lowercased())
            previous = character
        }
        return identifier
    }

    @Test func everyFileIsARuleAndEveryRuleAFile() throws {
        let folder = Self.root.appending(path: "Sources/Rules/Checks")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }
            .map { String($0.dropLast(6)) }
        #expect(files.sorted() == RuleRegistry.rules.map { "\($0)" }.sorted())
        for rule in RuleRegistry.rules { #expect(rule.metadata.id == Self.identifier(of: "\(rule)")) }
        #expect(RuleRegistry.rules.map { $0.metadata.id } == RuleRegistry.rules.map { $0.metadata.id }.sorted())
    }

    @Test func everyRuleHasExamplesOfBothKinds() {
        for rule in RuleRegistry.rules {
            #expect(!rule.metadata.good.isEmpty && !rule.metadata.bad.isEmpty, "\(rule.metadata.id)")
            #expect(rule.metadata.summary.hasSuffix("."))
        }
    }

    @Test func generatedFilesAreUpToDate() throws {
        let files: [(String, [UInt8])] = [
            ("docs/rules.md", Array(try RuleDocumentation.markdown().utf8)),
            ("rules.json", SettingsFile.defaultText),
            ("rules.schema.json", SettingsFile.schemaText),
        ]
        for (name, expected) in files {
            let found = try Data(contentsOf: Self.root.appending(path: name))
            let isCurrent = Array(found) == expected
            #expect(isCurrent, "\(name) is out of date: run `make docs`")
        }
    }
}
