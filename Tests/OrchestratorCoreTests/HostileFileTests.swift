import OrchestratorCore
import SourceFiles
import Testing

/// Files that nobody writes, but that a repository may hold: each must be answered, and soon.
struct HostileFileTests {
    private static let name = "orchestrator-core"

    /// A file that is one text over and over, between two others.
    struct Case: Sendable {
        let name: String
        let start: String
        let repeated: String
        let end: String

        init(_ name: String, _ start: String, _ repeated: String, _ end: String = "") {
            self.name = name
            self.start = start
            self.repeated = repeated
            self.end = end
        }
    }

    static let cases: [Case] = [
        Case("pyproject.toml", "# orchestrator-core\na = ", "["),
        Case("pyproject.toml", "# orchestrator-core\n[", "a.", "a]"),
        Case("pyproject.toml", "# orchestrator-core\n", "a.", "a = 1"),
        Case("pyproject.toml", "# orchestrator-core\na = {", "\"a\" . ", "a = 1}"),
        Case("pyproject.toml", "# orchestrator-core\na = ", "{a.a.a.a = "),
        Case("pyproject.toml", "# orchestrator-core\na = \"", "\\"),
        Case("pyproject.toml", "# orchestrator-core\na = \"\"\"", "\"\\"),
        Case("uv.lock", "[[package]]\nname = \"orchestrator-core\"\nversion = ", "["),
        Case("uv.lock", "", "[[package]]\nname = \"\n"),
        Case("uv.lock", "[[package]]\nname = \"orchestrator-core\"\nversion = \"1", "\u{0}", "\""),
        Case("poetry.lock", "[[package]]\nname = \"orchestrator-core", "-_.", "\""),
        Case("Pipfile.lock", "{\"orchestrator-core\": ", "["),
        Case("requirements.txt", "", "\\\n", "orchestrator-core"),
        Case("requirements.txt", "orchestrator-core", "["),
        Case("requirements.txt", "orchestrator-core", "="),
        Case("requirements.txt", "", "#egg="),
        Case("requirements.txt", "", "-r x\n"),
        Case("requirements.txt", "orchestrator-core==", "1."),
        Case("requirements.txt", "orchestrator-core==1+", "a."),
    ]

    @Test("Hostile files are read without a crash", .timeLimit(.minutes(1)), arguments: cases)
    func areAnswered(file: Case) throws {
        let content = file.start + String(repeating: file.repeated, count: 200_000) + file.end
        let reading = try PinReader(package: Self.name).pins(in: MemoryTree([file.name: content]), from: .root)
        #expect(reading.pins.allSatisfy { $0.exact == nil })
        for pin in reading.pins { #expect(pin.range.upperBound <= content.utf8.count) }
    }

    @Test("Bytes that are not text are skipped")
    func bytesThatAreNoTextArePassedOver() throws {
        let line = Array("caf\u{E9}==1 # ".utf8) + [0xE9, 0x00, 0xFF, 0x0A]
        let tree = MemoryTree(["requirements.txt": line + Array("orchestrator-core==1.3.6".utf8)])
        let found = try PinReader(package: Self.name).pins(in: tree, from: .root).pins
        #expect(found.map(\.exact) == [PackageVersion("1.3.6")])
        #expect(found.map(\.range.lowerBound) == [line.count + 19])
    }
}
