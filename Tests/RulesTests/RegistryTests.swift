import Foundation
import ProjectModel
import Rules
import Testing

@Suite("The registry lists every rule, and the generated files agree with it")
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

    @Test("Every file in Checks is a rule of the registry, its id is its name, and the ids are sorted")
    func files() throws {
        let folder = Self.root.appending(path: "Sources/Rules/Checks")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }
            .map { String($0.dropLast(6)) }
        #expect(files.sorted() == RuleRegistry.rules.map { "\($0)" }.sorted())
        for rule in RuleRegistry.rules { #expect(rule.metadata.id == Self.identifier(of: "\(rule)")) }
        #expect(RuleRegistry.rules.map { $0.metadata.id } == RuleRegistry.rules.map { $0.metadata.id }.sorted())
    }

    @Test("Every rule has good and bad examples, and a summary that is a sentence")
    func examples() {
        for rule in RuleRegistry.rules {
            let examples = rule.metadata.examples
            #expect(!examples.good.isEmpty && !examples.bad.isEmpty, "\(rule.metadata.id)")
            #expect(rule.metadata.summary.hasSuffix("."))
        }
    }

    @Test("The generated files are up to date")
    func generatedFiles() throws {
        let file = RuleRegistry.settingsFile
        let files: [(String, [UInt8])] = [
            ("docs/rules.md", Array(try RulePages.markdown().utf8)),
            ("rules.json", file.text(of: file.standard)),
            ("rules.schema.json", file.schemaText),
        ]
        for (name, expected) in files {
            let found = try Data(contentsOf: Self.root.appending(path: name))
            let isCurrent = Array(found) == expected
            #expect(isCurrent, "\(name) is out of date: run `make docs`")
        }
    }

    @Test("The default of rules.json is valid, with the severity of every rule")
    func defaultSettings() throws {
        let file = RuleRegistry.settingsFile
        guard case .settings(let settings) = try file.read(file.text(of: file.standard)) else {
            Issue.record("the key `lint` is missing")
            return
        }
        #expect(file.text(of: settings) == file.text(of: file.standard))
        #expect(settings.severities.count == RuleRegistry.rules.count)
    }
}
