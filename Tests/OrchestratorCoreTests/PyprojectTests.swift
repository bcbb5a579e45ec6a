import OrchestratorCore
import SourceFiles
import Testing

struct PyprojectTests {
    /// A `pyproject.toml`, which versions it pins exactly, and the bytes that each of its pins points at.
    @Test(
        "The requirements of every table are read",
        arguments: [
            (
                "[project]\nname = \"p\"\ndependencies = [\"deepdiff\", \"orchestrator-core==5.0.3\"]", ["5.0.3"],
                ["5.0.3"]
            ),
            ("[project]\ndependencies = [\n  'orchestrator-core[celery] ==5.0.3',\n]", ["5.0.3"], ["5.0.3"]),
            (
                "[project]\n# \"orchestrator-core==5.0.3\"\ndependencies = [\"orchestrator-core==5.0.3\"] # as in 5.0.3",
                ["5.0.3"],
                ["5.0.3"]
            ),
            (
                #"[project]\#ndependencies = ["orchestrator-core==5.0.3; python_version < \"3.14\""]"#, ["5.0.3"],
                ["5.0.3"]
            ),
            ("[project]\ndependencies = [\"orchestrator-core>=4,<5\"]", [nil], [">=4,<5"]),
            ("[project]\ndependencies = [\"orchestrator-core\"]", [nil], ["orchestrator-core"]),
            (
                "[project.optional-dependencies]\nall = [\"orchestrator-core==5.0.3\"]\n"
                    + "[dependency-groups]\nci = [{include-group = \"x\"}, \"orchestrator-core==5.0.2\"]",
                ["5.0.3", "5.0.2"],
                ["5.0.3", "5.0.2"]
            ),
            (
                "[tool.uv]\ndev-dependencies = [\"orchestrator-core==1.0.0\"]\n"
                    + "override-dependencies = [\"orchestrator-core==1.0.1\"]\n"
                    + "constraint-dependencies = [\"orchestrator-core==1.0.2\"]", ["1.0.0", "1.0.1", "1.0.2"],
                ["1.0.0", "1.0.1", "1.0.2"]
            ),
            ("[tool.pdm.dev-dependencies]\ntest = [\"orchestrator-core==1.0.0\"]", ["1.0.0"], ["1.0.0"]),
            ("[tool.poetry.dependencies]\norchestrator-core = \"1.3.6\"", ["1.3.6"], ["1.3.6"]),
            ("[tool.poetry.dependencies]\nOrchestrator_Core = '==1.3.6'", ["1.3.6"], ["1.3.6"]),
            ("[tool.poetry.dependencies]\n\"orchestrator-core\" = \"^1.3.6\"", [nil], ["^1.3.6"]),
            ("[tool.poetry.dependencies]\norchestrator-core = \"~1.3\"", [nil], ["~1.3"]),
            ("[tool.poetry.dependencies]\norchestrator-core = \"1.3.*\"", [nil], ["1.3.*"]),
            ("[tool.poetry.dependencies]\norchestrator-core = \"*\"", [nil], ["*"]),
            (
                "[tool.poetry.dependencies]\na = \"1.3.6\"\norchestrator-core = {version = \"1.3.6\", extras = [\"x\"]}",
                ["1.3.6"], ["1.3.6"]
            ),
            (
                "[tool.poetry.dependencies.orchestrator-core]\nversion = \"1.3.6\"\noptional = true", ["1.3.6"],
                ["1.3.6"]
            ),
            (
                "[tool.poetry.dependencies]\norchestrator-core = [\n  {version = \"1.3.6\", python = \"<3.12\"},\n"
                    + "  {version = \"2.0.0\", python = \">=3.12\"},\n]", ["1.3.6", "2.0.0"], ["1.3.6", "2.0.0"]
            ),
            (
                "[tool.poetry.dependencies]\norchestrator-core = \"^1.3\"\n[tool.poetry.group.dev.dependencies]\n"
                    + "orchestrator-core = \"1.3.6\"\n[tool.poetry.dev-dependencies]\norchestrator-core = \"1.3.5\"",
                [nil, "1.3.6", "1.3.5"], ["^1.3", "1.3.6", "1.3.5"]
            ),
            (
                "[project]\ndependencies = [\"orchestrator-core-ui==1.0.0\"]\n[tool.x]\norchestrator-core = \"1.3.6\"",
                [],
                []
            ),
            ("[build-system]\nrequires = [\"orchestrator-core==1.0.0\"]", [], []),
        ])
    func reads(content: String, exact: [String?], places: [String]) throws {
        let files = ["pyproject.toml": content]
        let found = try pins(in: files)
        #expect(found.map(\.exact) == exact.map { $0.flatMap { PackageVersion($0) } })
        #expect(found.map { text(of: $0, in: files) } == places)
        #expect(found.allSatisfy { $0.file == .pyproject && $0.kind == .pin })
    }

    @Test("A range is that of the dependency, not of a comment")
    func pointsAtTheDependencyAndNotAtTheComment() throws {
        let content = "# \"orchestrator-core==5.0.3\"\n[project]\ndependencies = [\"orchestrator-core==5.0.3\"]\n"
        let found = try pins(in: ["pyproject.toml": content])
        #expect(found.map(\.range) == [75..<80])
    }

    @Test(
        "A source of uv replaces the index",
        arguments: [
            ("{ git = \"https://git.example/core\", tag = \"v5\" }", "git https://git.example/core"),
            ("{ path = \"../core\", editable = true }", "path ../core"),
            (
                "[{ index = \"main\", marker = \"a\" }, { git = \"https://git.example/core\" }]",
                "git https://git.example/core"
            ),
            ("{ workspace = true }", "workspace"),
        ])
    func uvTakesItFromElsewhere(source: String, place: String) throws {
        let content = """
            [project]
            dependencies = ["orchestrator-core==5.0.3"]
            [tool.uv.sources]
            orchestrator_core = \(source)
            """
        let found = try pins(in: ["pyproject.toml": content])
        #expect(found.map(\.origin) == [.elsewhere(place)])
        #expect(found.map(\.exact) == [nil])
    }

    @Test("Another index of uv still pins a release")
    func uvTakesItFromAnotherIndex() throws {
        let content = """
            [project]
            dependencies = ["orchestrator-core==5.0.3"]
            [tool.uv.sources]
            orchestrator-core = { index = "main" }
            """
        #expect(try pins(in: ["pyproject.toml": content]).map(\.exact) == [PackageVersion("5.0.3")])
    }

    @Test("A source of poetry replaces the index")
    func poetryTakesItFromElsewhere() throws {
        let content =
            "[tool.poetry.dependencies]\norchestrator-core = {git = \"https://git.example/core\", rev = \"00\"}"
        let found = try pins(in: ["pyproject.toml": content])
        #expect(found.map(\.origin) == [.elsewhere("git https://git.example/core")])
        #expect(text(of: found[0], in: ["pyproject.toml": content])?.hasPrefix("orchestrator-core") == true)
    }

    @Test(
        "A project does not pin itself",
        arguments: ["[project]\nname = \"Orchestrator.Core\"", "[tool.poetry]\nname = \"orchestrator-core\""])
    func aProjectDoesNotPinItself(header: String) throws {
        let content = header + "\n[dependency-groups]\nci = [\"orchestrator-core==5.0.3\"]\n"
        #expect(try pins(in: ["pyproject.toml": content]).isEmpty)
    }
}
