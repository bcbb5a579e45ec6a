import Diagnostics
import Linting
import SourceFiles
import TestSupport
import Testing

@Suite("A configuration that Alembic refuses is one error, and its environment is linted")
struct RefusedConfigurationTests {
    /// A configuration, and the word of the error that Alembic fails with.
    struct Refused: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let name: String
        let bytes: [UInt8]
        let failure: String

        init(_ description: String, ini text: String, failure: String) {
            self.init(description, bytes: Array(text.utf8), failure)
        }

        init(_ description: String, toml text: String, failure: String) {
            self.init(description, name: "pyproject.toml", bytes: Array("[tool.alembic]\n\(text)\n".utf8), failure)
        }

        init(_ description: String, name: String = "alembic.ini", bytes: [UInt8], _ failure: String) {
            testDescription = description
            (self.name, self.bytes, self.failure) = (name, bytes, failure)
        }
    }

    private static let ini = "[alembic]\nscript_location = m\n"
    private static let toml = "script_location = \"m\"\n"
    private static let location = "No 'script_location' key found in configuration"

    static let cases = [
        Refused("a byte order mark", ini: "\u{FEFF}" + ini, failure: "MissingSectionHeaderError"),
        Refused("a byte order mark before a comment", ini: "\u{FEFF}# x\n" + ini, failure: "MissingSectionHeaderError"),
        Refused("Latin-1 in a comment", bytes: Array(ini.utf8) + [0x23, 0xE9, 0x0A], "UnicodeDecodeError"),
        Refused(
            "Latin-1 in a location",
            bytes: Array("[alembic]\nscript_location = m".utf8) + [0xE9, 0x0A], "UnicodeDecodeError"),
        Refused("UTF-16", bytes: [0xFF, 0xFE] + ini.utf16.flatMap { [UInt8($0), 0] }, "UnicodeDecodeError"),
        Refused("a section in another case", ini: "[Alembic]\nscript_location = m\n", failure: location),
        Refused("a section with blanks", ini: "[ alembic ]\nscript_location = m\n", failure: location),
        Refused(
            "an empty separator", ini: ini + "path_separator =\nversion_locations = m/versions\n",
            failure: "ValueError"),
        Refused(
            "an empty separator for two options",
            ini: ini + "path_separator =\nversion_locations = m/versions\nprepend_sys_path = .\n",
            failure: "ValueError"),
        Refused("a list of script locations", toml: "script_location = [\"m\"]", failure: "TypeError"),
        Refused("a number as the script location", toml: "script_location = 3", failure: "TypeError"),
        Refused(
            "a date as the script location", toml: "script_location = 2020-01-01",
            failure: "unsupported TOML value type"),
        Refused(
            "a fraction as the script location", toml: "script_location = 1.5",
            failure: "unsupported TOML value type"),
        Refused(
            "a string as a Boolean", toml: toml + "recursive_version_locations = \"yes\"",
            failure: "boolean value expected for TOML parameter"),
        Refused(
            "a number as a Boolean", toml: toml + "sourceless = 0",
            failure: "boolean value expected for TOML parameter"),
        Refused("a number in a list", toml: toml + "version_locations = [\"m/versions\", 3]", failure: "TypeError"),
        Refused("a number in a path", toml: toml + "prepend_sys_path = [\".\", 3]", failure: "TypeError"),
        Refused(
            "a byte order mark in TOML", name: "pyproject.toml",
            bytes: Array("\u{FEFF}[tool.alembic]\n\(toml)".utf8), "TOMLDecodeError"),
        Refused(
            "Latin-1 in TOML", name: "pyproject.toml",
            bytes: Array("[tool.alembic]\n\(toml)#".utf8) + [0xE9, 0x0A], "UnicodeDecodeError"),
    ]

    private static func make(_ files: [String: String] = [:]) throws -> GitRepository {
        let environment = [
            "m/env.py": "", "m/script.py.mako": "", "m/versions/a1_x.py": migration("a1"),
            "m/versions/b1_x.py": migration("b1", ["a1"]),
        ]
        return try GitRepository.make(environment.merging(files) { $1 })
    }

    @Test("The error names what Alembic fails with, once", arguments: cases)
    func isReported(_ refused: Refused) throws {
        let repository = try Self.make()
        try repository.write(.init(stringLiteral: refused.name), refused.bytes)
        let verdict = try repository.alembicRefusal(refused.name)
        #expect(verdict?.contains(refused.failure) == true, "\(verdict ?? "not refused")")
        let found = repository.lint()
        #expect(found.environments == ["m: b1"])
        let diagnostics = found.outcome.report?.diagnostics ?? []
        #expect(diagnostics.map(\.rule) == ["alembic-config"], "\(found.outcome.text)")
        #expect(diagnostics.first?.severity == .error)
        #expect(diagnostics.first?.message.contains(refused.failure) == true, "\(found.outcome.text)")
        #expect(diagnostics.first?.location?.path == .init(stringLiteral: refused.name))
    }

    @Test("Other sections, and a misspelled one that Alembic does not need, are silent")
    func sections() throws {
        for text in ["[reports]\nscript_location = m\n", "[Alembic]\nx = y\n[alembic]\nscript_location = m\n"] {
            let repository = try Self.make(["alembic.ini": text])
            #expect(repository.lint().outcome.rules.isEmpty && repository.lint().environments == ["m: b1"])
        }
        let repository = try Self.make([
            "alembic.ini": "[Alembic]\nscript_location = m\n", "pyproject.toml": "[tool.alembic]\n\(Self.toml)",
        ])
        #expect(repository.lint().outcome.rules.isEmpty && repository.lint().environments == ["m: b1"])
        let other = try Self.make(["development.ini": "[Alembic]\nscript_location = m\n"])
        #expect(other.lint().outcome.rules.isEmpty && other.lint().environments == ["m: b1"])
    }

    @Test("An empty script_location is an error, unless the current folder is the script directory")
    func emptyLocation() throws {
        let project = try AlembicProject()
        try project.write(("a1", down: "None"))
        try project.repository.write("alembic.ini", "[alembic]\nscript_location =\n")
        try project.commit()
        #expect(try project.upgrade().complaint.contains("Can't find Python file env.py"))
        let found = project.repository.lint()
        #expect(found.environments == ["m: a1"])
        #expect(found.outcome.report?.diagnostics.map(\.rule) == ["alembic-config"], "\(found.outcome.text)")
        #expect(found.outcome.text.contains("`Can't find Python file env.py`"))
        let beside = try GitRepository.make([
            "m/alembic.ini": "[alembic]\nscript_location =\n", "m/env.py": "", "m/versions/a1_x.py": migration("a1"),
        ])
        #expect(beside.lint().outcome.rules.isEmpty && beside.lint().environments == ["m: a1"])
    }

    @Test("A file that configures no environment is silent, unless its name is alembic.ini")
    func foreign() throws {
        let text = "\u{FEFF}[tool]\npath_separator =\n"
        let repository = try Self.make([
            "m/alembic.ini": "[alembic]\n", "tox.ini": text, "setup.cfg": text, "app.ini": "[Alembic]\nx = 1\n",
        ])
        #expect(repository.lint().outcome.rules.isEmpty, "\(repository.lint().outcome.text)")
    }

    @Test("An environment is linted beside a refused alembic.ini in its own folder")
    func ownFolder() throws {
        let repository = try Self.make(["m/alembic.ini": "\u{FEFF}[alembic]\n"])
        let found = repository.lint()
        #expect(found.environments == ["m: b1"])
        #expect(found.outcome.report?.diagnostics.map(\.rule) == ["alembic-config"], "\(found.outcome.text)")
    }

    @Test("An error of pyproject.toml is reported there, also where alembic.ini leaves the options to it")
    func fallback() throws {
        let repository = try Self.make([
            "alembic.ini": "[alembic]\nsqlalchemy.url = sqlite://\n",
            "pyproject.toml": "[tool.alembic]\n\(Self.toml)recursive_version_locations = \"yes\"\n",
        ])
        let diagnostics = repository.lint().outcome.report?.diagnostics ?? []
        #expect(diagnostics.map(\.rule) == ["alembic-config"] && diagnostics.first?.location?.path == "pyproject.toml")
        try repository.write("pyproject.toml", "[tool.alembic]\nscript_location = \"nosuch\"\n")
        let missing = repository.lint().outcome.report?.diagnostics.filter { $0.message.contains("nosuch") } ?? []
        #expect(missing.first?.location?.path == "pyproject.toml" && missing.first?.location?.range != nil)
        // Alembic does not read an option that alembic.ini sets.
        try repository.write("alembic.ini", "[alembic]\nscript_location = m\nrecursive_version_locations = false\n")
        try repository.write(
            "pyproject.toml", "[tool.alembic]\nscript_location = 3\nrecursive_version_locations = \"yes\"\n")
        #expect(try repository.alembicRefusal("alembic.ini") == nil)
        #expect(repository.lint().outcome.rules.isEmpty, "\(repository.lint().outcome.text)")
    }
}

extension GitRepository {
    /// The exception with which Alembic refuses a configuration; `nil` if it accepts it.
    func alembicRefusal(_ config: String) throws -> String? {
        struct Verdict: Decodable, Sendable { var refused: String? }
        // The configuration of this name is the default one: the oracle completes others.
        let argument = config == "alembic.ini" ? root : "\(root)//\(config)"
        return try PythonOracle.values(Verdict.self, of: "heads_oracle.py", [argument]).first?.refused
    }
}
