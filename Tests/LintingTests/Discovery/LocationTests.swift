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
}
