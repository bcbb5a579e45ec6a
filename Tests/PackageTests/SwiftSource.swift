import Foundation
import TestSupport

/// A Swift file of the package.
struct SwiftSource {
    /// The path from the root of the package.
    let path: String
    /// The whole text.
    let text: String

    /// The files below a folder of the package, sorted by path; without generated ones.
    static func files(in folder: String) throws -> [SwiftSource] {
        let paths = FileManager.default.enumerator(atPath: PythonOracle.root + "/" + folder)
        return try (paths?.compactMap { $0 as? String } ?? [])
            .filter { $0.hasSuffix(".swift") && !$0.hasSuffix(".generated.swift") }
            .sorted()
            .map { name in
                let path = folder + "/" + name
                return SwiftSource(
                    path: path, text: try String(contentsOfFile: PythonOracle.root + "/" + path, encoding: .utf8))
            }
    }

    /// The lines.
    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

    /// The modules that it imports, in order.
    var imports: [String] {
        // An import without an access level is Python in an indented literal, unless it begins the line.
        let declared =
            /^\s*(?:@\w+(?:\(\w+\))? )*(?:public|internal|package|private|fileprivate) import (?:\w+ )?(\w+)(?:\.|$)/
        let plain = /^(?:@\w+ )*import (?:\w+ )?(\w+)(?:\.|$)/
        return lines.compactMap { line in
            (line.firstMatch(of: declared) ?? line.firstMatch(of: plain)).map { String($0.output.1) }
        }
    }
}
