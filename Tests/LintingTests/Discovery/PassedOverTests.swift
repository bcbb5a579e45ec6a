import Diagnostics
import Linting
import SourceFiles
import TestSupport
import Testing

@Suite("What belongs to others, to another machine or to nobody is passed over")
struct PassedOverTests {
    private static let environment = [
        "alembic.ini": "[alembic]\nscript_location = m\n", "m/env.py": "", "m/versions/a1_x.py": migration("a1"),
    ]

    private static func environment(beside files: [String: String]) throws -> GitRepository {
        try GitRepository.make(environment.merging(files) { $1 })
    }

    // MARK: Vendored code

    private static let vendored = [
        "libs/other/alembic.ini": "[alembic]\nscript_location = %(here)s/m\n", "libs/other/m/env.py": "",
        "libs/other/m/versions/b1_x.py": migration("b1"),
    ]

    @Test(
        "A line of .gitattributes decides as in Git, the last one that matches",
        arguments: [
            ("libs/** linguist-vendored", false), ("libs/**/* text linguist-vendored=true", false),
            ("libs/other/** linguist-vendored\nlibs/other/** -linguist-vendored", true),
            ("libs linguist-vendored", true), ("libs/ linguist-vendored", true), ("# libs/** linguist-vendored", true),
            ("libs/** linguist-generated", true), (#""libs/**" linguist-vendored"#, false),
            (#"  "libs/other/**"  linguist-vendored"#, false), (#""libs/**"linguist-vendored"#, false),
            (#""libs/\157ther/**" linguist-vendored"#, false), (#""libs/\qther/**" linguist-vendored"#, true),
            (#""libs/** linguist-vendored"#, true), ("./libs/** linguist-vendored", true),
            ("/env.py linguist-vendored", true),
            ("/libs/** linguist-vendored", false),
        ])
    func vendored(attributes: String, isLinted: Bool) throws {
        var files = Self.vendored
        files[".gitattributes"] = attributes + "\n"
        let repository = try Self.environment(beside: files)
        let answer = try repository.git("check-attr", "linguist-vendored", "--", "libs/other/m/env.py")
        #expect((answer.contains(": set") || answer.contains(": true")) == !isLinted, "\(answer)")
        let expected = (isLinted ? ["libs/other/m: b1"] : []) + ["m: a1"]
        #expect(repository.lint().environments == expected)
        #expect(repository.lint { $0.snapshot.isStaged = true }.environments == expected)
        #expect(repository.lint { $0.snapshot.commit = "HEAD" }.environments == expected)
        #expect(repository.lint { $0.snapshot.directory = "libs/other" }.environments == ["libs/other/m: b1"])
    }

    @Test("A file of attributes deeper in the tree has the last word, and `exclude` replaces all of it")
    func deeperAttributes() throws {
        var files = Self.vendored
        files[".gitattributes"] = "*.py linguist-vendored\n"
        files["libs/other/.gitattributes"] = "*.py -linguist-vendored\n"
        files["m/.gitattributes"] = "* -linguist-vendored\n"
        let repository = try Self.environment(beside: files)
        #expect(repository.lint().environments == ["libs/other/m: b1", "m: a1"])
        try repository.remove("libs/other/.gitattributes")
        try repository.write(".gitattributes", "libs/** linguist-vendored\n")
        #expect(repository.lint().environments == ["m: a1"])
        try repository.write("rules.json", #"{"lint": 1, "exclude": ["vendor"]}"#)
        #expect(repository.lint().environments == ["libs/other/m: b1", "m: a1"])
    }

    @Test(
        "A path in `exclude` may begin with `./`, and means that folder alone",
        arguments: [("./libs/other", false), ("./libs", false), ("./other", true), ("/libs", false), ("other", false)])
    func excluded(pattern: String, isLinted: Bool) throws {
        var files = Self.vendored
        files["rules.json"] = #"{"lint": 1, "exclude": ["\#(pattern)"]}"#
        let repository = try Self.environment(beside: files)
        #expect(repository.lint().environments == (isLinted ? ["libs/other/m: b1"] : []) + ["m: a1"])
    }

    // MARK: Another machine

    @Test("The configuration that is installed on another machine is passed over beside one that is here")
    func anotherMachine() throws {
        let text = "[alembic]\nscript_location = /usr/share/app/migrations\n"
        let repository = try Self.environment(beside: ["packaging/app.ini": text])
        #expect(repository.lint().environments == ["m: a1"] && repository.lint().outcome.rules.isEmpty)
        let alone = try GitRepository.make(["alembic.ini": text, "m/versions/a1_x.py": migration("a1")])
        #expect(alone.lint().outcome.rules.contains("alembic-config"))
    }

    @Test("A path in a container means the script directory at the end of it")
    func container() throws {
        let repository = try GitRepository.make([
            "api/alembic.ini": "[alembic]\nscript_location = /code/m\n", "api/m/env.py": "",
            "api/m/script.py.mako": "", "api/m/versions/a1_x.py": migration("a1"),
        ])
        #expect(repository.lint().environments == ["api/m: a1"])
    }

    @Test("What is linted is not passed over as well, and a configuration of another machine is named by its file")
    func listed() throws {
        let repository = try GitRepository.make([
            "alembic.ini": "[alembic]\nscript_location = vendor/x/m\n", "vendor/x/m/env.py": "",
            "vendor/x/m/versions/a1_x.py": migration("a1"),
            "app.ini": "[alembic]\nscript_location = /usr/share/app/migrations\n",
        ])
        #expect(repository.lint().environments == ["vendor/x/m: a1"])
        #expect(repository.lint().outcome.report?.passedOver == ["app.ini"])
    }

    @Test("A virtual environment of any name is passed over")
    func virtualEnvironment() throws {
        let repository = try Self.environment(beside: [:])
        for (path, text) in Self.environment { try repository.write("my-env/share/\(path)", text) }
        #expect(repository.lint().environments == ["m: a1", "my-env/share/m: a1"])
        try repository.write("my-env/pyvenv.cfg", "home = /usr/bin\n")
        #expect(repository.lint().environments == ["m: a1"])
        #expect(repository.lint { $0.snapshot.directory = "my-env/share" }.environments == ["my-env/share/m: a1"])
    }

    // MARK: Nobody

    @Test("A requirement of the core does not make a source folder, until a file of one is there")
    func requirement() throws {
        let repository = try GitRepository.make(["requirements.txt": "orchestrator-core==4.0.0\n"])
        #expect(repository.lint().outcome.status == .notEvaluated)
        try repository.write("main.py", "app = None\n")
        #expect(repository.lint().outcome.rules.contains("source-layout"))
    }

    @Test("A configuration that Git ignores is named with the line that ignores it")
    func ignored() throws {
        let repository = try GitRepository.make([".gitignore": "# local\nalembic.ini\nm/\n", "README.md": "x\n"])
        for (path, text) in Self.environment { try repository.write("api/\(path)", text) }
        let found = repository.lint().outcome
        #expect(found.status == .notEvaluated)
        #expect(
            found.errors.contains {
                $0.contains("Git ignores `api/alembic.ini`") && $0.contains("line 2 of .gitignore")
            }, "\(found.errors)")
        // Whoever does what it says has an environment to lint.
        try repository.write(".gitignore", "# local\n")
        try repository.git("add", "--all")
        #expect(repository.lint { $0.snapshot.isStaged = true }.environments == ["api/m: a1"])
    }

    // MARK: Installed packages

    @Test("Where a program adds the migrations of packages, published references to them are one info")
    func packages() throws {
        let repository = try Self.environment(beside: [
            "m/env.py": "x = entry_points(group='app.migrations')\nc.set_main_option('version_locations', x)\n",
            "m/versions/b1_x.py": migration("b1", ["a1"], dependsOn: "p1"),
            "m/versions/c1_x.py": migration("c1", ["b1"], dependsOn: "p2"),
        ])
        let found = repository.lint().outcome
        #expect(found.status == .success)
        let infos = found.report?.diagnostics.filter { $0.rule == "known-revision" } ?? []
        #expect(infos.map(\.severity) == [.info], "\(found.text)")
        #expect(infos.first?.message.contains("p1, p2") == true && infos.first?.message.contains("m/env.py") == true)
        try repository.write("rules.json", #"{"lint": 1, "external": {"revisions": ["p1", "p2"]}}"#)
        #expect(!repository.lint().outcome.rules.contains("known-revision"))
        try repository.write("m/versions/d1_x.py", migration("d1", ["c1"], dependsOn: "p3"))
        let new = repository.lint().outcome.report?.diagnostics.first { $0.message.contains("p3") }
        #expect(new?.severity == .warning && new?.help?.contains("`m/env.py`") == true)
    }

    @Test("Two thousand folders within each other are searched", .timeLimit(.minutes(1)))
    func deepFolders() throws {
        let repository = try GitRepository.make(Self.environment)
        // Longer than a path may be, so that each is made in the one before.
        let program = "import os\nfor _ in range(2000): os.mkdir('deep'); os.chdir('deep')"
        for place in ["untracked", "m"] {
            try repository.makeFolder(Path(stringLiteral: place))
            let made = try Command.run(
                "python3", ["-c", program], in: repository.path(place), environment: [:])
            try #require(made.status == 0)
        }
        #expect(repository.lint().environments == ["m: a1"])
        // Without an environment, everything that is untracked is searched.
        try repository.git("rm", "-r", "--quiet", "alembic.ini", "m")
        try repository.commit("Remove the environment")
        #expect(repository.lint().outcome.status == .notEvaluated)
    }
}
