import Foundation
import TestSupport

/// The wheel, installed by pip into a fresh virtual environment.
///
/// `make check-wheel`, which `make test` runs first, builds it, and tries it where there is neither Swift nor libgit2.
struct InstalledWheel {
    /// The folder of the environment's programs, `lint` among them.
    let programs: String

    /// The one for tests that do not change it, made once in each run.
    static let shared = Result {
        let folder = ExampleProject.package + "/.build/installed-wheel"
        try? FileManager.default.removeItem(atPath: folder)
        return try InstalledWheel(in: folder)
    }

    /// Makes the environment in a new folder, without the network.
    init(in environment: String) throws {
        let wheels = ExampleProject.package + "/.build/wheel"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: wheels)) ?? []
        guard let wheel = names.first(where: { $0.hasSuffix(".whl") }) else {
            throw TestSupportError("there is no wheel in .build/wheel: run `make wheel` first")
        }
        programs = environment + "/bin"
        try Self.run(PythonOracle.program("python"), "-m", "venv", environment)
        try Self.run(programs + "/pip", "install", "--quiet", "--no-index", "\(wheels)/\(wheel)")
    }

    /// The variables of a shell in which the environment is active.
    var environment: [String: String] {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return GitRepository.environment.merging(["PATH": "\(programs):\(path)"]) { $1 }
    }

    private static func run(_ program: String, _ arguments: String...) throws {
        let variables = ["HOME": "/nonexistent", "PIP_DISABLE_PIP_VERSION_CHECK": "1"]
        let result = try Command.run(program, arguments, in: "/", environment: variables)
        guard result.status == 0 else { throw TestSupportError("\(program) failed: \(result.errors)") }
    }
}
