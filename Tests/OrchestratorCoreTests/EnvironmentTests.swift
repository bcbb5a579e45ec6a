import OrchestratorCore
import SourceFiles
import Testing

struct EnvironmentTests {
    private static let site = "lib/python3.13/site-packages"

    private static func environment(
        _ version: String,
        _ more: [String: String] = [:],
        location: Path? = ".venv"
    ) -> CoreEnvironment {
        var files = [
            "pyvenv.cfg": "version = 3.13",
            "\(site)/orchestrator_core-\(version).dist-info/METADATA": "Name: orchestrator-core",
            "\(site)/orchestrator_core_ui-9.9.9.dist-info/METADATA": "Name: orchestrator-core-ui",
            "\(site)/orchestrator/__init__.py": "",
        ]
        for (path, content) in more { files["\(site)/\(path)"] = content }
        return CoreEnvironment(name: ".venv", location: location, tree: MemoryTree(files))
    }

    @Test("The chain of a known release is read from the catalogue")
    func aKnownReleaseNeedsNoMigrations() throws {
        let found = try detect(["requirements.txt": "orchestrator-core>=4"], environments: [Self.environment("4.0.4")])
        let core = try #require(found.state.known)
        #expect(core.release == PackageVersion("4.0.4"))
        #expect(core.head == "161918133bec")
        #expect(core.source == .environment)
        #expect(core.path == ".venv/lib/python3.13/site-packages/orchestrator_core-4.0.4.dist-info")
        #expect(found.decidingPins.isEmpty)
    }

    @Test("An environment outside of the repository has no path in it")
    func anEnvironmentElsewhereHasNoPathInTheRepository() throws {
        let found = try detect([:], environments: [Self.environment("4.0.4", location: nil)])
        #expect(found.state.known?.head == "161918133bec")
        #expect(found.state.known?.path == nil)
    }

    @Test("An exact pin comes before the environment")
    func anExactPinComesBeforeTheEnvironment() throws {
        let found = try detect(
            ["requirements.txt": "orchestrator-core==1.3.6"], environments: [Self.environment("4.0.4")])
        #expect(found.state.known?.head == "da5c9f4cce1c")
    }

    @Test(
        "The schema of a newer release is read from the environment", arguments: ["orchestrator", "orchestrator/core"])
    func readsTheSchemaOfANewerRelease(package: String) throws {
        let folder = "\(package)/migrations/versions/schema"
        let environment = Self.environment("99.0", ["\(folder)/b.py": "b < a", "\(folder)/a.py": "a <"])
        let found = try detect(["requirements.txt": "orchestrator-core==99.0"], environments: [environment])
        let core = try #require(found.state.known)
        #expect(core.release == PackageVersion("99.0"))
        #expect(core.chain?.map(\.id) == ["a", "b"])
        #expect(core.head == "b")
    }

    @Test("An environment with another release than the pin is not used")
    func anOutdatedEnvironmentDoesNotAnswer() throws {
        let found = try detect(
            ["requirements.txt": "orchestrator-core==99.0"], environments: [Self.environment("4.0.4")])
        let core = try #require(found.state.unknown)
        #expect(core.reason.contains("the newest release that this lint knows"))
        #expect(core.reason.contains("contains 4.0.4, which is not the pinned release"))
        #expect(core.path == "requirements.txt")
    }

    @Test("The environment decides between several pins")
    func theEnvironmentChoosesAmongSeveralPins() throws {
        let files = ["requirements.txt": "orchestrator-core==4.0.4; a\norchestrator-core==5.0.3; b"]
        #expect(try detect(files, environments: [Self.environment("5.0.3")]).state.known?.head == "cab8b6a0ac92")
        #expect(try detect(files, environments: [Self.environment("3.0.0")]).state.unknown != nil)
    }

    @Test("A core from a repository is read, not looked up in the catalogue")
    func whatComesFromARepositoryIsReadAndNotLookedUp() throws {
        let folder = "orchestrator/migrations/versions/schema"
        let address = #"{"url": "https://git.example/core", "vcs_info": {"vcs": "git", "commit_id": "00"}}"#
        let environment = Self.environment(
            "4.0.4",
            [
                "orchestrator_core-4.0.4.dist-info/direct_url.json": address,
                "\(folder)/b.py": "b < a", "\(folder)/a.py": "a <",
            ])
        #expect(try detect([:], environments: [environment]).state.known?.head == "b")
    }

    @Test("An editable installation makes the head unknown")
    func anEditableInstallationIsAnOpenQuestion() throws {
        let address = #"{"url": "file:///srv/core", "dir_info": {"editable": true}}"#
        let environment = Self.environment("4.0.4", ["orchestrator_core-4.0.4.dist-info/direct_url.json": address])
        let core = try #require(try detect([:], environments: [environment]).state.unknown)
        #expect(core.reason.contains("file:///srv/core"))
        #expect(core.help.contains("core.versions"))
    }

    @Test("A package without migrations makes the head unknown")
    func aPackageWithoutMigrationsIsAnOpenQuestion() throws {
        let core = try #require(try detect([:], environments: [Self.environment("99.0")]).state.unknown)
        #expect(core.reason.contains("contains no migration"))
    }

    @Test("Two installations make the head unknown")
    func twoInstallationsAreAnOpenQuestion() throws {
        let environment = Self.environment("4.0.4", ["orchestrator_core-5.0.3.dist-info/METADATA": ""])
        #expect(try detect([:], environments: [environment]).state.unknown?.reason.contains("more than once") == true)
    }

    @Test("The first environment with the package is used")
    func theFirstEnvironmentThatHoldsItAnswers() throws {
        let empty = CoreEnvironment(name: "VIRTUAL_ENV", location: nil, tree: MemoryTree(["pyvenv.cfg": ""]))
        let environments = [empty, Self.environment("3.0.0"), Self.environment("5.0.3")]
        #expect(try detect([:], environments: environments).state.known?.release == PackageVersion("3.0.0"))
        #expect(try detect([:], environments: [empty]).state == .absent)
    }
}
