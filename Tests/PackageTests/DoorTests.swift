import Foundation
import TestSupport
import Testing

@Suite("The doors between the rooms are those of the design")
struct DoorTests {
    /// The rooms that each room may import: the table of docs/architecture.md.
    private static let doors: [String: Set<String>] = {
        let page = try? String(contentsOfFile: PythonOracle.root + "/docs/architecture.md", encoding: .utf8)
        var doors: [String: Set<String>] = ["SourceFiles": []]
        let table = page?.components(separatedBy: "| room | may import |").last?.components(separatedBy: "\n\n").first
        for row in table?.split(separator: "\n") ?? [] {
            let names = row.matches(of: /`(\w+)`/).map { String($0.output.1) }
            if let room = names.first { doors[room] = Set(names.dropFirst()) }
        }
        return doors
    }()

    /// Modules of the toolchain, and the rooms that may import them: they start threads.
    private static let libraries: [String: Set<String>] = [
        "Dispatch": ["GitBridge", "SourceFiles"], "Synchronization": ["GitBridge", "SourceFiles"],
    ]

    @Test("Every folder of Sources is a room of the table or one of the three C targets")
    func rooms() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: PythonOracle.root + "/Sources")
        let targets: Set<String> = ["CLibgit2", "OfflineLibgit2", "ProcessStart"]
        #expect(Set(folders).subtracting(targets) == Set(Self.doors.keys))
    }

    @Test("A target of Package.swift depends on the rooms of the table", arguments: doors.keys.sorted())
    func targets(room: String) throws {
        let found = try #require(try dependencies()[room], "Package.swift has no target \(room)")
        #expect(found == Self.doors[room])
    }

    @Test("A file imports rooms of the table only", arguments: doors.keys.sorted())
    func imports(room: String) throws {
        for file in try SwiftSource.files(in: "Sources/\(room)") {
            for module in file.imports where Self.libraries[module]?.contains(room) != true {
                let isAllowed = Self.doors[room]?.contains(module) == true || Self.platform[module] == file.path
                #expect(isAllowed, "\(file.path) imports \(module)")
            }
        }
    }

    @Test(
        "An import is found in every form that Swift has",
        arguments: [
            "import Rules", "internal import Rules", "public import Rules", "fileprivate import Rules",
            "@testable import Rules", "@preconcurrency import Rules", "@_spi(Test) public import Rules",
            "    @_exported public import Rules", "public import struct Rules.Engine",
        ])
    func foundImport(line: String) {
        #expect(SwiftSource(path: "X.swift", text: line + "\n").imports == ["Rules"])
    }

    /// The one file that names the C libraries.
    private static let platform: [String: String] = Dictionary(
        uniqueKeysWithValues: ["Glibc", "Musl", "Darwin"].map { ($0, "Sources/SourceFiles/Platform.swift") })

    /// The dependencies of each target, as Swift Package Manager reads them.
    private func dependencies() throws -> [String: Set<String>] {
        let manifest = try String(contentsOfFile: PythonOracle.root + "/Package.swift", encoding: .utf8)
        var found: [String: Set<String>] = [:]
        for target in manifest.split(separator: /\n {8}(?=[^ ])/) {
            let start = /^(?:room|\.executableTarget)\(\s*(?:name: )?"(\w+)"/
            guard let name = target.firstMatch(of: start) else { continue }
            let list = target.firstMatch(of: /(?:doors|dependencies): \[([^\]]*)\]/)?.output.1 ?? ""
            found[String(name.output.1)] = Set(
                list.split(separator: ",").compactMap { word in
                    if let module = word.firstMatch(of: /^\s*(?:\.product\(name: )?"(\w+)"/) {
                        return String(module.output.1)
                    }
                    return word.contains(/^\s*toml\s*$/) ? "TOMLKit" : nil
                })
        }
        return found
    }
}
