import OrchestratorCore
import SourceFiles
import Testing

/// Reads the header of a migration that is written `revision < down`, or `revision <` for a root.
func readHeader(_ path: Path, _ bytes: [UInt8]) -> SchemaRevision? {
    let parts = String(decoding: bytes, as: UTF8.self).split(separator: " ").map(String.init)
    guard parts.count >= 2, parts[1] == "<" else { return nil }
    return SchemaRevision(id: parts[0], down: parts.count > 2 ? parts[2] : nil)
}

/// What is detected in a project with these files.
func detect(
    _ files: [String: String],
    settings: CoreSettings = CoreSettings(),
    environments: [CoreEnvironment] = []
) throws -> CoreDetection {
    try CoreDetector(settings: settings, readMigration: readHeader)
        .detect(in: MemoryTree(files), folder: .root, environments: environments)
}

extension CoreState {
    /// The core, where it is known.
    var known: KnownCore? {
        if case .known(let core) = self { core } else { nil }
    }

    /// Why the head is unknown, if it is.
    var unknown: UnknownCore? {
        if case .unknown(let core) = self { core } else { nil }
    }
}

struct CoreDetectorTests {
    private static let pinned = "orchestrator-core==1.3.6"

    @Test("A lock file comes before a requirement")
    func aLockComesBeforeWhatWasAskedFor() throws {
        let found = try detect([
            "uv.lock": PinFixtures.uv(version: "5.0.3"), "requirements.txt": Self.pinned,
            "pyproject.toml": "[project]\ndependencies = [\"orchestrator-core==5.0.3\"]",
        ])
        let core = try #require(found.state.known)
        #expect(core.release == PackageVersion("5.0.3"))
        #expect(core.head == "cab8b6a0ac92")
        #expect(core.chain?.last?.id == core.head)
        #expect(core.source == .lock)
        #expect(core.path == "uv.lock")
        #expect(found.decidingPins.map(\.path) == ["uv.lock"])
        #expect(found.disagreeingPins.map(\.path) == ["requirements.txt"])
    }

    @Test("An exact requirement is a pin")
    func aRequirementPins() throws {
        let found = try detect(["requirements.txt": Self.pinned])
        #expect(found.state.known?.head == "da5c9f4cce1c")
        #expect(found.state.known?.source == .pin)
        #expect(found.disagreeingPins.isEmpty)
    }

    @Test("Without a pin the core is absent")
    func nothingIsAbsent() throws {
        #expect(try detect(["requirements.txt": "alembic==1.16.1"]).state == .absent)
        #expect(try detect([:]).state == .absent)
    }

    @Test("Without a pin an expected core is unknown")
    func nothingIsAQuestionWhereACoreIsExpected() throws {
        let found = try detect([:], settings: CoreSettings(isExpected: true))
        #expect(found.state.unknown?.help.contains("core.head") == true)
    }

    /// What leaves the head unknown, and a word of the reason.
    @Test(
        "The schema head is unknown with a reason",
        arguments: [
            (["requirements.txt": "orchestrator-core>=4"], "`>=4`"),
            (["requirements.txt": "orchestrator-core"], "any version"),
            (["requirements.txt": "orchestrator-core==99.0"], "the newest release that this lint knows"),
            (["requirements.txt": "orchestrator-core==1.3.7"], "is not a release that this lint knows"),
            (
                ["requirements.txt": "orchestrator-core==4.0.0rc1"],
                "several schema heads: `68d14db1b8da`, `fc5c993a4b4a`"
            ),
            (
                ["requirements.txt": "orchestrator-core @ git+https://git.example/core@v5"],
                "git+https://git.example/core@v5"
            ),
            (["uv.lock": PinFixtures.uv(version: "5.0.3", source: #"{ editable = "../core" }"#)], "editable ../core"),
            (
                ["requirements.txt": "orchestrator-core==4.0.4; python_version<'3.13'\norchestrator-core==5.0.3"],
                "different schema heads: 5.0.3, 4.0.4"
            ),
            (["pyproject.toml": "[project\norchestrator-core"], "cannot be read"),
        ])
    func isUnknown(files: [String: String], reason: String) throws {
        let found = try detect(files)
        let core = try #require(found.state.unknown, "\(found.state)")
        #expect(core.reason.contains(reason), "\(core.reason)")
        #expect(core.help.contains("core.head"))
        #expect(core.path.map { files[$0.text] != nil } == true)
    }

    @Test("A lock file without a release is not overruled by a pin")
    func aLockOfNoReleaseIsNotOverruledByAPin() throws {
        let git = PinFixtures.uv(version: "5.0.3", source: #"{ git = "https://git.example/core?rev=main#00" }"#)
        let found = try detect(["uv.lock": git, "requirements.txt": Self.pinned])
        #expect(found.state.unknown != nil)
        #expect(found.disagreeingPins.map(\.path) == ["requirements.txt"])
    }

    @Test("Several releases with the same head give one core")
    func severalReleasesWithOneHeadAreOneAnswer() throws {
        let found = try detect([
            "requirements.txt": "orchestrator-core==5.1.3; python_version<'3.13'\norchestrator-core==5.3.0"
        ])
        #expect(found.state.known?.head == "ca79fd834ba0")
        #expect(found.state.known?.release == PackageVersion("5.3.0"))
        #expect(found.disagreeingPins.count == 1)
    }

    @Test("The catalogue is not used for another package")
    func theCatalogueIsOfOnePackage() throws {
        let found = try detect(["requirements.txt": "acme-core==1.3.6"], settings: CoreSettings(package: "acme-core"))
        #expect(found.state.unknown?.reason.contains("not of acme-core") == true)
    }

    @Test("The changed edge of a pre-release is kept")
    func aChangedEdgeOfAPreReleaseIsKept() throws {
        let found = try detect(["requirements.txt": "orchestrator-core==5.0.0rc1"])
        #expect(found.state.known?.chain?.last?.down == "a1b2c3d4e5f6")
    }
}

struct ConfiguredCoreTests {
    private static let pinned = ["requirements.txt": "orchestrator-core==1.3.6"]

    @Test("The head in the settings comes first")
    func theHeadOfTheSettingsComesFirst() throws {
        let found = try detect(Self.pinned, settings: CoreSettings(head: "544fd845554d"))
        let core = try #require(found.state.known)
        #expect(core.head == "544fd845554d")
        #expect(core.chain?.count == 35)
        #expect(core.source == .config)
        #expect(found.pins.count == 1)
    }

    @Test("A head in the settings that no release has is accepted")
    func aHeadThatNoReleaseHasIsTakenAtItsWord() throws {
        let core = try #require(try detect(Self.pinned, settings: CoreSettings(head: "0123456789ab")).state.known)
        #expect(core.head == "0123456789ab")
        #expect(core.chain == nil)
    }

    @Test("The folder in the settings is read")
    func theFolderOfTheSettingsIsRead() throws {
        let files = [
            "core/s2.py": "s2 < s1", "core/s1.py": "s1 <", "core/s3.py": "s3 < s2", "core/__init__.py": "import x",
            "core/.#s4.py": "s4 < s3", "core/s5.sql": "select 1", "core/old/s6.py": "s6 < s3",
        ]
        let found = try detect(files, settings: CoreSettings(versions: "core"))
        let core = try #require(found.state.known)
        #expect(core.chain?.map(\.id) == ["s1", "s2", "s3"])
        #expect(core.head == "s3")
        #expect(core.path == "core")
        #expect(core.source == .config)
        #expect(try detect(files, settings: CoreSettings(versions: "core", head: "s3")).state.known == core)
        #expect(try detect(files, settings: CoreSettings(versions: "core", head: "s2")).state.unknown != nil)
    }

    @Test(
        "A folder that is not a single chain makes the head unknown",
        arguments: [
            ([:], "no migration"),
            (["core/a.py": "a <", "core/b.py": "b < a", "core/c.py": "c < a"], "`b` and `c` have the same parent `a`"),
            (["core/a.py": "a <", "core/b.py": "b <"], "`a` and `b` are both roots"),
            (["core/a.py": "a <", "core/b.py": "b < x"], "`b` does not descend from the root"),
            (["core/a.py": "a < b", "core/b.py": "b < a"], "does not descend from the root"),
            (["core/a.py": "a <", "core/b.py": "?"], "`core/b.py` cannot be read"),
        ])
    func aFolderThatIsNoChainIsAnOpenQuestion(files: [String: String], reason: String) throws {
        let core = try #require(try detect(files, settings: CoreSettings(versions: "core")).state.unknown)
        #expect(core.reason.contains(reason), "\(core.reason)")
        #expect(core.path == "core")
    }
}
