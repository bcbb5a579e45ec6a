import Alembic
import Foundation
import TestSupport
import Testing

/// Header reading compared with Python's own parser, name by name and byte by byte.
struct HeaderOracleTests {
    @Test("The header equals Python's values on the migrations of released packages")
    func agreesWithPythonOnTheMigrationsOfReleasedPackages() throws {
        let files = try PythonOracle.pythonFiles(below: PythonOracle.releasedMigrations())
        let modules = try PythonOracle.values(
            JudgedModule.self, of: "header_oracle.py", ["files"], input: files.joined(separator: "\n"))
        #expect(modules.count > 1000)
        #expect(modules.count { $0.refused != nil } == 0)
        try expectAgreement(on: modules)
    }

    @Test("The header equals Python's values on random modules", arguments: 1...4)
    func agreesWithPythonOnRandomModules(seed: Int) throws {
        let modules = try PythonOracle.values(
            JudgedModule.self, of: "header_oracle.py", ["random", "\(seed)", "1500"])
        // A generator that makes nothing but rubbish would prove nothing.
        #expect(modules.count { $0.refused == nil } > 1000)
        try expectAgreement(on: modules)
    }

    @Test("The names that a module binds equal Python's on the standard library")
    func agreesWithPythonOnItsOwnLibrary() throws {
        let files = try PythonOracle.standardLibrary().filter { !$0.contains("/test") }
        let modules = try PythonOracle.values(
            JudgedModule.self, of: "header_oracle.py", ["files"], input: files.joined(separator: "\n"))
        #expect(modules.count > 300)
        try expectAgreement(on: modules)
    }

    @Test("No syntax error is reported in a file that Python compiles")
    func findsNoDefectInWhatPythonCompiles() throws {
        let files = try PythonOracle.standardLibrary() + PythonOracle.installedPackages()
        #expect(files.count > 1000)
        let suspects = try files.filter { path in
            try HeaderReader.header(of: Array(Data(contentsOf: URL(fileURLWithPath: path)))).defect != nil
        }
        let answer = try PythonOracle.run("header_oracle.py", ["refused"], input: suspects.joined(separator: "\n"))
        let refused = Set(String(decoding: answer, as: UTF8.self).split(separator: "\n").map(String.init))
        #expect(suspects.filter { !refused.contains($0) } == [])
    }

    private func expectAgreement(on modules: [JudgedModule]) throws {
        for module in modules {
            let bytes = try module.bytes()
            let disagreements = module.disagreements(with: bytes)
            let place = module.path ?? String(decoding: bytes, as: UTF8.self)
            #expect(disagreements == [], "\(place.debugDescription)")
        }
    }
}
