import Foundation
import TestSupport
import Testing

@Suite("The doors between the rooms are those of the design")
struct DoorTests {
    /// The rooms that each room may import: the table of docs/architecture.md.
    private static let doors: [String: Set<String>] = [
        "SourceFiles": [],
        "Diagnostics": ["SourceFiles"],
        "JSONSyntax": ["SourceFiles"],
        "TOMLSyntax": ["SourceFiles", "TOMLKit"],
        "GitBridge": ["CLibgit2", "OfflineLibgit2", "SourceFiles"],
        "Alembic": ["SourceFiles", "TOMLSyntax"],
        "OrchestratorCore": ["Alembic", "SourceFiles", "JSONSyntax", "TOMLSyntax"],
        "ProjectModel": [
            "SourceFiles", "Diagnostics", "JSONSyntax", "TOMLSyntax", "Alembic", "OrchestratorCore",
        ],
        "Rules": ["ProjectModel", "Diagnostics", "SourceFiles", "Alembic", "OrchestratorCore"],
        "Fixing": ["Rules", "ProjectModel", "Diagnostics", "SourceFiles", "Alembic", "OrchestratorCore"],
        "Reporting": ["Diagnostics", "SourceFiles", "JSONSyntax"],
        "Linting": [
            "SourceFiles", "Diagnostics", "JSONSyntax", "TOMLSyntax", "GitBridge", "Alembic", "OrchestratorCore",
            "ProjectModel", "Rules", "Fixing", "Reporting",
        ],
        // SourceFiles and ProcessStart: the process itself, its arguments and its two streams.
        "Lint": ["Linting", "Reporting", "ArgumentParser", "SourceFiles", "ProcessStart"],
    ]

    /// Modules that are no rooms: each may be imported by the rooms that are named.
    private static let libraries: [String: Set<String>] = [
        "Dispatch": ["GitBridge", "SourceFiles"], "Synchronization": ["GitBridge", "SourceFiles"],
    ]

    @Test("Every folder of Sources is a room of the table or one of the three C targets")
    func rooms() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: PythonOracle.root + "/Sources")
        let targets: Set<String> = ["CLibgit2", "OfflineLibgit2", "ProcessStart"]
        #expect(Set(folders).subtracting(targets) == Set(Self.doors.keys))
    }

    @Test("A target of Package.swift depends on rooms of the table only", arguments: doors.keys.sorted())
    func targets(room: String) throws {
        let found = try #require(try dependencies()[room], "Package.swift has no target \(room)")
        #expect(found.subtracting(Self.doors[room] ?? []).isEmpty)
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

    @Test("An import of a room that is not in the table is found")
    func foundImport() {
        let text = "internal import Rules\npublic import struct GitBridge.Repository\n"
        let file = SwiftSource(path: "X.swift", text: text)
        #expect(file.imports == ["Rules", "GitBridge"])
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
