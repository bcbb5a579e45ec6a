import Rules
import Testing

struct SettingsFileTests {
    private func problems(_ text: String) -> [(message: String, text: String)] {
        do {
            _ = try SettingsFile.read(Array(text.utf8))
            return []
        } catch {
            return error.problems.map { ($0.message, String(decoding: Array(text.utf8)[$0.range], as: UTF8.self)) }
        }
    }

    @Test func theDefaultIsTheDefault() throws {
        guard case .settings(let settings) = try SettingsFile.read(SettingsFile.defaultText) else {
            Issue.record("the default has no \"lint\" key")
            return
        }
        #expect(SettingsFile.text(of: settings) == SettingsFile.text(of: SettingsFile.standard))
        #expect(SettingsFile.text(of: settings) == SettingsFile.defaultText)
    }

    @Test func aFileWithoutTheKeyBelongsToAnotherTool() throws {
        guard case .foreign = try SettingsFile.read(Array(#"{"rules": ["no-console"]}"#.utf8)) else {
            Issue.record("taken for settings of lint")
            return
        }
    }

    @Test(arguments: [
        (#"{"lint": 1, "profil": "auto"}"#, "did you mean `profile`?", #""profil""#),
        (#"{"lint": 1, "rules": {"single-haed": "off"}}"#, "did you mean `single-head`?", #""single-haed""#),
        (#"{"lint": 1, "rules": {"single-head": "warn"}}"#, "`error`, `warning`, `info`, `off`", #""warn""#),
        (#"{"lint": 2}"#, "must be 1", "2"),
        (#"{"lint": 1, "core": {"head": 5}}"#, "`core.head` must be a string or null", "5"),
        (#"{"lint": 1, "layout": {"workflows": "../x"}}"#, "outside of the repository", #""../x""#),
        (
            #"{"lint": 1, "ignore": [{"path": "a", "rules": []}]}"#, "`reason` is missing",
            #"{"path": "a", "rules": []}"#
        ),
        (#"{"lint": 1,}"#, "comma", ","),
        ("[]", "must hold a JSON object", "[]"),
    ])
    func aMistakeIsNamedWithItsPlace(text: String, message: String, place: String) throws {
        let found = try #require(problems(text).first)
        #expect(found.message.contains(message), "\(found.message)")
        #expect(found.text == place)
    }

    @Test func everyMistakeIsTold() {
        #expect(problems(#"{"lint": 1, "a": 1, "b": 2, "rules": {"c": "off"}}"#).count == 3)
    }
}
