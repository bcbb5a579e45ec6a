import Diagnostics
import Linting
import SourceFiles
import TestSupport
import Testing

@Suite("What Alembic loads and the snapshot does not contain could not be evaluated")
struct OtherRepositoryTests {
    /// A project with a repository of its own at `path`, which contains these files: a submodule or a clone.
    private static func project(
        _ files: [String: String], with inner: [String: String], at path: String, isSubmodule: Bool
    ) throws -> GitRepository {
        let library = try GitRepository.make(inner)
        let repository = try GitRepository.make(files)
        let source = "file://\(library.root)"
        if isSubmodule {
            try repository.git(
                "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", source, path)
            try repository.commit("Add a submodule")
        } else {
            try repository.git("-c", "protocol.file.allow=always", "clone", "--quiet", source, path)
        }
        return repository
    }

    @Test("A repository in a version folder that Alembic searches with its folders", arguments: [true, false])
    func inVersionFolder(isSubmodule: Bool) throws {
        let ini = "[alembic]\nscript_location = m\nrecursive_version_locations = true\n"
        let repository = try Self.project(
            [
                "alembic.ini": ini, "m/env.py": "", "m/versions/a1_x.py": migration("a1"),
                "m/versions/b1_x.py": migration("b1", ["a1"]),
            ],
            with: ["c1_x.py": migration("c1", ["a1"])], at: "m/versions/more", isSubmodule: isSubmodule)
        #expect(try repository.alembicHeads("alembic.ini") == [["b1", "c1"]])
        for isStaged in isSubmodule ? [false, true] : [false] {
            let found = repository.lint { $0.snapshot.isStaged = isStaged }.outcome
            #expect(found.status == .notEvaluated)
            let reasons = found.report?.notEvaluated.map(\.reason) ?? []
            #expect(reasons.contains { $0.contains("`m/versions/more`") }, "\(found.text)")
        }
        // Without the option, Alembic does not look into it either.
        try repository.write("alembic.ini", "[alembic]\nscript_location = m\n")
        #expect(try repository.alembicHeads("alembic.ini") == [["b1"]])
        #expect(repository.lint().outcome.report?.notEvaluated.isEmpty == true)
    }

    @Test("A script directory in a submodule, with the command that lints it")
    func scriptDirectory() throws {
        let inner = ["m/env.py": "", "m/versions/a1_x.py": migration("a1")]
        let repository = try Self.project(
            ["alembic.ini": "[alembic]\nscript_location = db/m\n"], with: inner, at: "db", isSubmodule: true)
        let found = repository.lint().outcome
        #expect(found.status == .notEvaluated && found.report?.diagnostics.isEmpty == true, "\(found.text)")
        #expect(found.text.contains("`lint -C db`"), "\(found.text)")
        #expect(repository.lint { $0.snapshot.directory = "db" }.environments == ["m: a1"])
    }

    @Test("A migration that is a link to nowhere or out of the repository", arguments: ["nowhere.py", "/etc/passwd"])
    func link(target: String) throws {
        let repository = try GitRepository.make([
            "alembic.ini": "[alembic]\nscript_location = m\n", "m/env.py": "", "m/versions/a1_x.py": migration("a1"),
        ])
        try repository.link("m/versions/b1_x.py", to: target)
        #expect(repository.lint().outcome.status == .notEvaluated)
    }
}
