import Foundation
import TestSupport

/// The bundled example with defects, made again by the script that `make lint` calls.
enum ExampleProject {
    /// The folder of the package.
    static let package = PythonOracle.root

    /// Makes the example in a temporary folder.
    static func make() throws -> GitRepository {
        let folder = try TemporaryFolder()
        let result = try Command.run(
            "\(package)/Examples/make-example", [folder.path("project")], in: package,
            environment: GitRepository.environment)
        guard result.status == 0 else { throw TestSupportError("make-example failed: \(result.errors)") }
        return GitRepository(existing: "project", in: folder)
    }

    /// The bytes of a file of the package.
    static func packageFile(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: "\(package)/\(path)")))
    }
}
