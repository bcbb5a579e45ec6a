import Foundation
import TestSupport

/// The executable under test, which the build puts beside these tests.
enum LintProgram {
    /// Its absolute path.
    static let path: String = {
        // On macOS a helper of the toolchain runs the tests, so their place is that of the bundle.
        let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL
        let tests = bundle ?? URL(fileURLWithPath: CommandLine.arguments[0])
        return tests.standardizedFileURL.deletingLastPathComponent().appendingPathComponent("lint").path
    }()

    /// Runs it in a folder, with an environment that is the same on every machine.
    static func run(
        _ arguments: [String],
        in folder: String,
        environment: [String: String] = [:]
    ) throws -> Command.Result {
        try Command.run(
            path, arguments, in: folder, environment: GitRepository.environment.merging(environment) { $1 })
    }
}

extension GitRepository {
    /// Runs `lint` in the work tree.
    func lint(_ arguments: String..., environment: [String: String] = [:]) throws -> Command.Result {
        try LintProgram.run(arguments, in: root, environment: environment)
    }

    /// Runs `lint` with these arguments and reads its JSON report.
    func report(_ arguments: String...) throws -> JSONNode {
        let result = try LintProgram.run(arguments + ["--format", "json"], in: root)
        return try JSONNode(parsing: result.output)
    }
}
