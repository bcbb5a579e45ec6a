internal import Diagnostics
internal import ProjectModel
internal import SourceFiles

/// `translation-names`: every translation has a name like `en-GB.json` and contains a JSON object.
enum TranslationNames: Rule {
    static let metadata = RuleMetadata(
        id: "translation-names",
        severity: .warning,
        scope: .orchestrator,
        documentation: RuleDocumentation(
            summary: "Every translation has a name like `en-GB.json` and contains a JSON object.",
            rationale: """
                orchestrator-core serves `translations/<language>.json` if the language matches `^[a-z]+-[A-Z]+$`. It \
                never serves a file with another name, and a request for a file that is not a JSON object fails. Name \
                the file by language and country, and write one object into it.
                """),
        examples: RuleExamples(
            good: [
                RuleExample(
                    "a language and a country",
                    [
                        .file("translations/nl-NL.json", #"{"forms": {}}"#)
                    ]),
                RuleExample(
                    "a file that is not JSON",
                    [
                        .file("translations/README.md", "")
                    ]),
            ],
            bad: [
                RuleExample(
                    "an underscore in the name",
                    [
                        .file("translations/en_GB.json", "{}")
                    ]),
                RuleExample(
                    "an array",
                    [
                        .file("translations/nl-NL.json", "[]")
                    ]),
                RuleExample(
                    "invalid JSON",
                    [
                        .file("translations/nl-NL.json", "{«,»}")
                    ]),
            ])
    )

    static func check(_ project: Project, _ findings: inout Findings) {
        for translation in project.layout.translations {
            let path = translation.path
            if !isLanguage(path.name.dropLast(".json".utf8.count)) {
                findings.report(
                    "`\(path.nameText)` is not a valid name of a translation", at: Location(path),
                    help: "name it by language and country, like `en-GB.json`: "
                        + "orchestrator-core serves what matches `^[a-z]+-[A-Z]+$`")
            }
            switch translation.content {
            case .object: break
            case .otherValue(let kind):
                findings.report(
                    "the translation contains \(kind), not a JSON object", at: Location(path),
                    help: "write an object, like `{\"key\": \"text\"}`")
            case .invalid(let message, let range):
                findings.report(
                    "not valid JSON: \(message)", at: Location(path, range),
                    help: "correct the syntax: orchestrator-core reads the file as JSON")
            case .notAFile:
                findings.report(
                    "the translation is not a file", at: Location(path),
                    help: "replace it with a file: a link must lead to a file of the repository")
            }
        }
    }

    private static func isLanguage(_ name: ArraySlice<UInt8>) -> Bool {
        guard let dash = name.firstIndex(of: UInt8(ascii: "-")) else { return false }
        let (language, country) = (name[..<dash], name[(dash + 1)...])
        return !language.isEmpty && !country.isEmpty
            && language.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
            && country.allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
    }
}
