import OrchestratorCore
import SourceFiles
import Testing

/// The pins in the root of a project with these files.
func pins(in files: [String: String], package: String = "orchestrator-core", from folder: Path = .root) throws -> [Pin]
{
    let reading = try PinReader(package: package).pins(in: MemoryTree(files), from: folder)
    #expect(reading.problems.isEmpty)
    for pin in reading.pins { #expect(text(of: pin, in: files) != nil) }
    return reading.pins
}

/// The bytes that a pin points at.
func text(of pin: Pin, in files: [String: String]) -> String? {
    guard let bytes = files[pin.path.text].map({ Array($0.utf8) }), bytes.indices.contains(pin.range.lowerBound),
        pin.range.upperBound <= bytes.count
    else { return nil }
    return String(decoding: bytes[pin.range], as: UTF8.self)
}

struct LockFileTests {
    @Test(
        "The table of the package is read",
        arguments: [
            ("uv.lock", PinFixtures.uv(version: "4.0.4"), PinFile.uvLock, 1),
            ("poetry.lock", PinFixtures.poetry(version: "4.0.4"), .poetryLock, 1),
            ("pdm.lock", PinFixtures.pdm(version: "4.0.4"), .pdmLock, 2),
        ])
    func readsTheTableOfThePackage(name: String, content: String, file: PinFile, count: Int) throws {
        let found = try pins(in: [name: content])
        #expect(found.count == count)
        for pin in found {
            #expect(pin.file == file)
            #expect(pin.kind == .lock)
            #expect(pin.exact == PackageVersion("4.0.4"))
            #expect(pin.requirement == "4.0.4")
            #expect(text(of: pin, in: [name: content]) == "4.0.4")
        }
    }

    @Test("The spelling of an old poetry is read")
    func readsTheSpellingOfOldPoetry() throws {
        let found = try pins(in: ["poetry.lock": PinFixtures.oldPoetry])
        #expect(found.map(\.exact) == [PackageVersion("1.0.2")])
    }

    @Test("Windows line ends are read")
    func readsWindowsLineEnds() throws {
        let content = PinFixtures.uv(version: "4.0.4").split(separator: "\n", omittingEmptySubsequences: false)
            .joined(separator: "\r\n")
        #expect(try pins(in: ["uv.lock": content]).map(\.exact) == [PackageVersion("4.0.4")])
    }

    @Test(
        "A source of uv that is not an index pins no release",
        arguments: [
            (#"{ git = "https://git.example/core?rev=v5#00" }"#, "git https://git.example/core?rev=v5#00"),
            (#"{ editable = "../core" }"#, "editable ../core"),
            (#"{ directory = "vendor/core" }"#, "directory vendor/core"),
            (
                #"{ path = "dist/orchestrator_core-4.0.4-py3-none-any.whl" }"#,
                "path dist/orchestrator_core-4.0.4-py3-none-any.whl"
            ),
            (#"{ url = "https://files.example/core.whl" }"#, "url https://files.example/core.whl"),
            (#"{ virtual = "core" }"#, "virtual core"),
        ])
    func uvLocksOtherSourcesToNoRelease(source: String, place: String) throws {
        let found = try pins(in: ["uv.lock": PinFixtures.uv(version: "4.0.4", source: source)])
        #expect(found.map(\.origin) == [.elsewhere(place)])
        #expect(found.map(\.exact) == [nil])
        #expect(found.map(\.version) == [PackageVersion("4.0.4")])
    }

    @Test("The project itself is not a pin", arguments: [#"{ editable = "." }"#, #"{ virtual = "." }"#])
    func theProjectItselfIsNoPin(source: String) throws {
        #expect(try pins(in: ["uv.lock": PinFixtures.uv(version: "4.0.4", source: source)]).isEmpty)
    }

    @Test("A folder in uv.lock needs no version")
    func uvNeedsNoVersionForAFolder() throws {
        let content = PinFixtures.uv(version: "4.0.4", source: #"{ editable = "../core" }"#)
            .replacing("version = \"4.0.4\"\n", with: "")
        let found = try pins(in: ["uv.lock": content])
        #expect(found.map(\.version) == [nil])
        #expect(text(of: found[0], in: ["uv.lock": content]) == "orchestrator-core")
    }

    @Test(
        "poetry.lock pins a release from any index",
        arguments: [
            ("legacy", PackageVersion("4.0.4")), ("git", nil), ("directory", nil), ("file", nil), ("url", nil),
        ])
    func poetryLocksToAReleaseOfAnyIndex(type: String, exact: PackageVersion?) throws {
        let source = """

            [package.source]
            type = "\(type)"
            url = "https://packages.example/simple"
            reference = "main"

            """
        let found = try pins(in: ["poetry.lock": PinFixtures.poetry(version: "4.0.4", source: source)])
        #expect(found.map(\.exact) == [exact])
        if exact == nil { #expect(found[0].origin == .elsewhere("\(type) https://packages.example/simple")) }
    }

    @Test(
        "A source of pdm that is not an index pins no release",
        arguments: [
            ("git = \"https://git.example/core\"", "git https://git.example/core"),
            ("editable = true\npath = \"./core\"", "path ./core"),
        ])
    func pdmLocksOtherSourcesToNoRelease(extra: String, place: String) throws {
        let found = try pins(in: ["pdm.lock": PinFixtures.pdm(version: "4.0.4", extra: extra)])
        #expect(found.first?.origin == .elsewhere(place))
    }

    @Test("Two versions for two Pythons are two pins")
    func readsTwoVersionsForTwoPythons() throws {
        let content = PinFixtures.uv(version: "4.0.4") + PinFixtures.uv(version: "5.0.3")
        let found = try pins(in: ["uv.lock": content])
        #expect(found.map(\.exact) == [PackageVersion("4.0.4"), PackageVersion("5.0.3")])
        #expect(found.map { text(of: $0, in: ["uv.lock": content]) } == ["4.0.4", "5.0.3"])
    }

    @Test(
        "Pipfile.lock has a pin for each category",
        arguments: [
            (#""version": "==4.0.4""#, "4.0.4", "4.0.4"),
            (
                #""extras": ["celery"], "hashes": ["sha256:00"], "index": "main", "version": "==4.0.4""#, "4.0.4",
                "4.0.4"
            ),
            (#""version": "===4.0.4""#, "4.0.4", "4.0.4"),
            (#""version": ">=4""#, nil, ">=4"),
            (#""version": "*""#, nil, "*"),
        ])
    func pipenvLocksEachCategory(entry: String, exact: String?, place: String) throws {
        let files = ["Pipfile.lock": PinFixtures.pipfile(entry)]
        let found = try pins(in: files)
        #expect(found.map(\.exact) == [exact.flatMap { PackageVersion($0) }])
        #expect(found.map { text(of: $0, in: files) } == [place])
        #expect(found.map(\.kind) == [.lock])
    }

    @Test("A repository or folder in Pipfile.lock pins no release")
    func pipenvKnowsRepositoriesAndFolders() throws {
        let git = #""git": "https://git.example/core", "ref": "00""#
        let folder = #""orchestrator_core": {"editable": true, "path": "./core"}"#
        let found = try pins(in: ["Pipfile.lock": PinFixtures.pipfile(git, develop: folder)])
        #expect(found.map(\.origin) == [.elsewhere("git https://git.example/core"), .elsewhere("path ./core")])
    }

    @Test(
        "A file that cannot be read is reported",
        arguments: [
            ("uv.lock", "[[package]]\nname = \"orchestrator-core\"\nversion = \n"),
            ("Pipfile.lock", #"{"default": {"orchestrator-core": }}"#),
            ("pyproject.toml", "[project]\ndependencies = [\"orchestrator-core==1.3.6\"\n"),
        ])
    func tellsWhatItCannotRead(name: String, content: String) throws {
        let reading = try PinReader(package: "orchestrator-core").pins(in: MemoryTree([name: content]), from: .root)
        #expect(reading.pins.isEmpty)
        #expect(reading.problems.map(\.path.text) == [name])
    }

    @Test("A broken file without the package is not parsed", arguments: ["uv.lock", "Pipfile.lock", "pyproject.toml"])
    func doesNotReadABrokenFileOfAnotherProject(name: String) throws {
        #expect(try pins(in: [name: "<<<<<<< HEAD\n[[package]]\nname = \"alembic\"\n"]).isEmpty)
    }
}
