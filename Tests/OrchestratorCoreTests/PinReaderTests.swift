import OrchestratorCore
import SourceFiles
import Testing

struct PinReaderTests {
    private static let files = [
        "uv.lock": PinFixtures.uv(version: "5.0.3"),
        "poetry.lock": PinFixtures.poetry(version: "4.0.4"),
        "pdm.lock": PinFixtures.pdm(version: "3.0.0"),
        "Pipfile.lock": PinFixtures.pipfile(#""version": "==2.0.0""#),
        "requirements.txt": "orchestrator-core==1.3.6",
        "constraints.txt": "orchestrator-core==1.3.5",
        "pyproject.toml": "[project]\ndependencies = [\"orchestrator-core>=1\"]",
    ]

    @Test("The most trusted file comes first")
    func putsTheMostTrustworthyFirst() throws {
        let found = try pins(in: Self.files)
        let expected: [PinFile] = [
            .uvLock, .poetryLock, .pdmLock, .pdmLock, .pipfileLock, .requirements, .constraints, .pyproject,
        ]
        #expect(found.map(\.file) == expected)
    }

    @Test("The nearest folder with a deciding pin is used")
    func takesTheNearestFolder() throws {
        let files = ["a/b/requirements.txt": "orchestrator-core==1.3.6", "a/uv.lock": PinFixtures.uv(version: "5.0.3")]
        #expect(try pins(in: files, from: "a/b").map(\.path) == ["a/b/requirements.txt"])
        #expect(try pins(in: files, from: "a").map(\.path) == ["a/uv.lock"])
        #expect(try pins(in: files).isEmpty)
    }

    @Test("The folders above are read if the nearest does not decide")
    func goesOnWhereTheNearestFolderSettlesNothing() throws {
        let files = [
            "members/a/pyproject.toml": "[project]\ndependencies = [\"orchestrator-core>=5\"]",
            "members/pyproject.toml": "[tool.ruff]\nline-length = 120",
            "uv.lock": PinFixtures.uv(version: "5.0.3"),
        ]
        let found = try pins(in: files, from: "members/a")
        #expect(found.map(\.path) == ["members/a/pyproject.toml", "uv.lock"])
    }

    @Test("A source that is not an index decides")
    func stopsAtAPlaceThatIsNoRelease() throws {
        let files = [
            "a/uv.lock": PinFixtures.uv(version: "5.0.3", source: #"{ editable = "../core" }"#),
            "requirements.txt": "orchestrator-core==1.3.6",
        ]
        #expect(try pins(in: files, from: "a").map(\.path) == ["a/uv.lock"])
    }

    @Test("The pins of any package are found")
    func looksForAnyPackage() throws {
        let files = ["requirements.txt": "Acme.Core==1.0\norchestrator-core==1.3.6"]
        #expect(try pins(in: files, package: "acme-core").map(\.requirement) == ["==1.0"])
    }
}
