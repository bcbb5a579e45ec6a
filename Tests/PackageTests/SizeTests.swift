import Foundation
import TestSupport
import Testing

@Suite("Every file is small enough to be read at once")
struct SizeTests {
    @Test("No file has more than 300 lines", arguments: ["Sources", "Tests"])
    func files(folder: String) throws {
        let files = try SwiftSource.files(in: folder)
        #expect(files.count > 50)
        for file in files {
            #expect(file.lines.count <= 301, "\(file.path) has \(file.lines.count - 1) lines")
        }
    }

    @Test("No line of the sources has more than 120 columns")
    func lines() throws {
        for file in try SwiftSource.files(in: "Sources") {
            for (number, line) in file.lines.enumerated() where line.count > 120 {
                Issue.record("\(file.path):\(number + 1) has \(line.count) columns")
            }
        }
    }

    @Test("No function of the sources has more than 60 lines")
    func functions() throws {
        let start = /^( *)(?:[^\/ ].* )?(?:func|init|deinit)\b.*[^}]$/
        for file in try SwiftSource.files(in: "Sources") {
            for (number, line) in file.lines.enumerated() {
                guard let indent = line.firstMatch(of: start)?.output.1 else { continue }
                let end = file.lines[number...].firstIndex { $0 == indent + "}" } ?? number
                // A requirement of a protocol has no body: the next brace belongs to something else.
                let isBody = file.lines[number...end].dropFirst().allSatisfy { $0.isEmpty || $0.hasPrefix(indent) }
                #expect(!isBody || end - number < 60, "\(file.path):\(number + 1) has \(end - number + 1) lines")
            }
        }
    }

    @Test("The median file of the sources has at most 80 lines")
    func median() throws {
        let lengths = try SwiftSource.files(in: "Sources").map(\.lines.count).sorted()
        #expect(lengths[lengths.count / 2] <= 81)
    }

    @Test("The command line has less than 700 lines, because it does nothing but parse and print")
    func commandLine() throws {
        let lines = try SwiftSource.files(in: "Sources/Lint").map { $0.lines.count - 1 }
        #expect(lines.reduce(0, +) < 700)
    }
}
