import Diagnostics
import JSONSyntax
import ProjectModel
import SourceFiles
import Testing

struct SettingsFileTests {
    private static let format = SettingsFile(rules: [
        RuleSetting(
            id: "merge-conflict", summary: "The merge has no conflict.", severity: .error,
            whyMandatory: "no rule can be evaluated on a file in conflict"),
        RuleSetting(id: "single-head", summary: "Every branch has one head.", severity: .error),
        RuleSetting(id: "file-name", summary: "The file name contains the id.", severity: .info),
    ])

    /// The settings of a file.
    private static func settings(_ text: String) throws -> Settings {
        guard case .settings(let settings) = try format.read(Array(text.utf8)) else {
            Issue.record("the file is not one of lint")
            return format.standard
        }
        return settings
    }

    /// The messages of the problems of a file, each with the text that it points at.
    private static func problems(_ text: String) -> [(message: String, text: String)] {
        do {
            _ = try format.read(Array(text.utf8))
            return []
        } catch {
            return error.problems.map { ($0.message, String(decoding: Array(text.utf8)[$0.range], as: UTF8.self)) }
        }
    }

    @Test("The default that is written is read back")
    func readsTheDefault() throws {
        let written = Self.format.text(of: Self.format.standard)
        let settings = try Self.settings(String(decoding: written, as: UTF8.self))
        #expect(Self.format.text(of: settings) == written)
        #expect(settings.severities == ["merge-conflict": .error, "single-head": .error, "file-name": .info])
    }

    @Test("A file with a different value for every key is read and written back")
    func readsEveryKey() throws {
        let text = """
            {"$schema": "rules.schema.json", "lint": 1, "profile": "alembic", "base": "origin/main",
             "configs": ["a/alembic.ini"], "layout": {"migrations": "m", "translations": "t"},
             "branches": {"schema": "s", "data": "d"},
             "core": {"package": "p", "versions": "v", "head": "h"},
             "external": {"folders": ["f"], "revisions": ["r"]},
             "rules": {"single-head": "off", "file-name": "warning"},
             "ignore": [{"path": "*.py", "rules": ["file-name"], "reason": "old"}]}
            """
        let settings = try Self.settings(text)
        #expect(settings.profile == .alembic)
        #expect(settings.base == "origin/main")
        #expect(settings.configs == ["a/alembic.ini"])
        #expect(settings.layout[.migrations] == "m" && settings.layout[.translations] == "t")
        #expect(settings.layout[.workflows] == "workflows")
        #expect(settings.branches.schema == "s" && settings.branches.data == "d")
        #expect(settings.core.package == "p" && settings.core.versions == "v" && settings.core.head == "h")
        #expect(settings.external.folders == ["f"] && settings.external.revisions == ["r"])
        #expect(settings.severities == ["merge-conflict": .error, "file-name": .warning])
        #expect(settings.ignores.map(\.path) == ["*.py"])
        #expect(settings.ignores.map(\.rules) == [["file-name"]])
        #expect(settings.ignores.map(\.reason) == ["old"])
        let written = Self.format.text(of: settings)
        #expect(Self.format.text(of: try Self.settings(String(decoding: written, as: UTF8.self))) == written)
    }

    @Test("A file without the key `lint` belongs to another tool")
    func passesOverAnotherTool() throws {
        guard case .foreign = try Self.format.read(Array(#"{"rules": ["no-console"]}"#.utf8)) else {
            Issue.record("read as settings of lint")
            return
        }
    }

    @Test(
        "A mistake is reported with its place and the expected value",
        arguments: [
            (#"{"lint": 1, "profil": "auto"}"#, "unknown key `profil`: did you mean `profile`?", #""profil""#),
            (
                #"{"lint": 1, "rules": {"single-haed": "off"}}"#,
                "unknown key `rules.single-haed`: did you mean `single-head`?", #""single-haed""#
            ),
            (#"{"lint": 1, "xyzzy": 1}"#, "unknown key `xyzzy`", #""xyzzy""#),
            (
                #"{"lint": 1, "rules": {"single-head": "warn"}}"#,
                "`warn` is not a valid value of `rules.single-head`; expected `error`, `warning`, `info`, `off`",
                #""warn""#
            ),
            (
                #"{"lint": 1, "rules": {"merge-conflict": "off"}}"#,
                "`rules.merge-conflict` must be `error`: no rule can be evaluated on a file in conflict", #""off""#
            ),
            (#"{"lint": 2}"#, "`lint` must be 1, the version of the format", "2"),
            (#"{"lint": 1, "core": {"head": 5}}"#, "`core.head` must be a string or null, not a number", "5"),
            (#"{"lint": 1, "base": []}"#, "`base` must be a string or null, not an array", "[]"),
            (#"{"lint": 1, "configs": "a"}"#, "`configs` must be a list, not a string", #""a""#),
            (
                #"{"lint": 1, "layout": {"workflows": "../x"}}"#, "`../x` points outside of the repository",
                #""../x""#
            ),
            (
                #"{"lint": 1, "ignore": [{"path": "a", "rules": []}]}"#, "`reason` is missing in `ignore[0]`",
                #"{"path": "a", "rules": []}"#
            ),
            (#"{"lint": 1,}"#, "trailing comma before `}`", ","),
            ("[]", "the file must be a JSON object, not an array", "[]"),
        ])
    func reportsAMistake(text: String, message: String, place: String) throws {
        let found = try #require(Self.problems(text).first)
        #expect(found.message == message)
        #expect(found.text == place)
    }

    @Test("Every mistake is reported, in the order of the file")
    func reportsEveryMistake() {
        let found = Self.problems(#"{"lint": 1, "a": 1, "b": 2, "rules": {"c": "off"}, "base": 3}"#)
        #expect(found.map(\.text) == [#""a""#, #""b""#, #""c""#, "3"])
    }

    @Test("The rule that cannot be turned off accepts only its severity")
    func acceptsTheSeverityOfAMandatoryRule() throws {
        let settings = try Self.settings(#"{"lint": 1, "rules": {"merge-conflict": "error"}}"#)
        #expect(settings.severities["merge-conflict"] == .error)
        #expect(Self.problems(#"{"lint": 1, "rules": {"merge-conflict": "warning"}}"#).count == 1)
    }

    @Test("The JSON Schema, the written file and the documentation have the same keys")
    func hasTheSameKeysEverywhere() throws {
        let schema = try JSONParser.parse(Self.format.schemaText)
        let written = try JSONParser.parse(Self.format.text(of: Self.format.standard))
        let properties = try #require(schema["properties"]?.object)
        let keys = try #require(written.object).map(\.key)
        #expect(properties.map(\.key) == keys)
        #expect(schema["required"]?.array?.map(\.string) == ["lint"])
        let rules = schema["properties"]?["rules"]?["properties"]
        #expect(rules?["single-head"]?["enum"]?.array?.map(\.string) == ["error", "warning", "info", "off"])
        #expect(rules?["merge-conflict"]?["const"]?.string == "error")
        let documentation = Self.format.documentation
        for member in try #require(written.object) {
            let nested = member.key == "rules" ? nil : member.value.object?.map { "\(member.key).\($0.key)" }
            for name in nested ?? [member.key] { #expect(documentation.contains("\n| `\(name)` |"), "\(name)") }
        }
    }
}

struct NearestNameTests {
    @Test(
        "The nearest name is found if it is near enough",
        arguments: [
            ("profil", "profile"), ("PROFILE", "profile"), ("bsae", "base"), ("single-haed", "single-head"),
            ("xyzzy", nil), ("", nil),
        ])
    func findsTheNearestName(name: String, expected: String?) {
        #expect(NearestName.of(name, among: ["profile", "base", "single-head", "configs"]) == expected)
    }

    @Test("Of two equally near names the first by bytes is taken")
    func isDeterministic() {
        #expect(NearestName.of("ac", among: ["ab", "aa"]) == "aa")
        #expect(NearestName.of("a", among: []) == nil)
    }
}
