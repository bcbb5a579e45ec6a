internal import Diagnostics
internal import SourceFiles

/// `translation-names`: translations are called `<xx-YY>.json` and hold a JSON object.
enum TranslationNames: Rule {
    static let metadata = RuleMetadata(
        id: "translation-names",
        summary: "Translations are called like en-GB.json and hold a JSON object.",
        rationale: """
            orchestrator-core serves `translations/<language>.json` where the language matches `^[a-z]+-[A-Z]+$`. A file of another name is \
            never served, and one that is no JSON object fails when it is asked for.
            """,
        severity: .warning,
        scope: .orchestrator,
        good: [
            RuleExample("a language and a country", [("translations/nl-NL.json", #"{"forms": {}}"#)]),
            RuleExample("other files are left alone", [("translations/README.md", "")]),
        ],
        bad: [
            RuleExample("an underscore", [("translations/en_GB.json", "{}")]),
            RuleExample("a list", [("translations/nl-NL.json", "[]")]),
            RuleExample("no JSON", [("translations/nl-NL.json", "{«,»}")]),
        ]
    )

    static func check(_ project: Project, _ findings: inout Findings) {
        for translation in project.translations {
            let path = translation.path
            if !isLanguage(path.name.dropLast(".json".utf8.count)) {
                findings.report(
                    "`\(path.nameText)` is no name of a translation", at: Location(path),
                    help: "call it by language and country, like `en-GB.json`: `^[a-z]+-[A-Z]+$`")
            }
            switch translation.content {
            case .object: break
            case .otherValue(let kind):
                findings.report(
                    "a translation holds \(kind), not a JSON object", at: Location(path),
                    help: "make it `{\"key\": \"text\"}`")
            case .invalid(let message, let range):
                findings.report(
                    "not JSON: \(message)", at: Location(path, range),
                    help: "mend the file: orchestrator-core reads it as JSON")
            case .notAFile:
                findings.report(
                    "a translation must be a file", at: Location(path),
                    help: "a symbolic link is not followed; put the file in its place")
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
