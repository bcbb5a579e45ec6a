import Diagnostics
import Linting
import TestSupport
import Testing

@Suite("A location that Alembic does not find is an error with the right help")
struct LocationTests {
    @Test("A name in another Unicode form is another folder, as for Alembic")
    func unicodeForms() throws {
        let (composed, decomposed) = ("m\u{E9}", "me\u{301}")
        for name in [composed, decomposed] {
            let repository = try GitRepository.make([
                "alembic.ini": "[alembic]\nscript_location = \(name)\n", "\(decomposed)/env.py": "",
                "\(decomposed)/script.py.mako": "", "\(decomposed)/versions/a1_x.py": migration("a1"),
            ])
            let refusal = try repository.alembicRefusal("alembic.ini")
            let found = repository.lint().outcome
            #expect(refusal?.contains("Path doesn't exist") == (name.utf8.count == composed.utf8.count ? true : nil))
            #expect(found.rules == (refusal == nil ? [] : ["alembic-config"]), "\(found.text)")
        }
    }

    @Test("The help for a script directory that does not exist is to make one with Alembic")
    func missingFolder() throws {
        let repository = try GitRepository.make(["svc/alembic.ini": "[alembic]\nscript_location = %(here)s/m\n"])
        #expect(try repository.alembicRefusal("svc/alembic.ini")?.contains("Path doesn't exist") == true)
        let found = repository.lint().outcome
        let diagnostics = found.report?.diagnostics ?? []
        #expect(diagnostics.map(\.rule) == ["alembic-config"], "\(found.text)")
        #expect(diagnostics.first?.message.contains("`Path doesn't exist`") == true)
        #expect(diagnostics.first?.help?.contains("`alembic init m`") == true, "\(found.text)")
    }

    @Test(
        "Two percent signs are one before `%(here)s` is replaced, and no placeholder is printed",
        arguments: [("%%(here)s/m", "`%(here)s/m`"), ("x%(here)s/m", "`x%(here)s/m`"), ("%%%(here)s/m", nil)])
    func percentSigns(location: String, name: String?) throws {
        for (file, text) in [
            ("pyproject.toml", "[tool.alembic]\nscript_location = \"\(location)\"\n"),
            ("alembic.ini", "[alembic]\nscript_location = \(location)\n"),
        ] {
            let repository = try GitRepository.make([file: text])
            let found = repository.lint().outcome
            #expect(try repository.alembicRefusal(file)?.contains("Path doesn't exist") == true)
            #expect(found.rules == ["alembic-config"] && !found.text.contains("x00"), "\(found.text)")
            if let name { #expect(found.text.contains(name), "\(found.text)") }
        }
        let repository = try GitRepository.make([
            "pyproject.toml": "[tool.alembic]\nscript_location = \"100%%/m\"\n", "100%/m/env.py": "",
            "100%/m/versions/a1_x.py": migration("a1"),
        ])
        #expect(try repository.alembicHeads("pyproject.toml") == [["a1"]])
        #expect(repository.lint().outcome.rules.isEmpty && repository.lint().environments == ["100%/m: a1"])
    }
}
