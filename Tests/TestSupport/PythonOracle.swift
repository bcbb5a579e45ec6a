internal import Foundation

/// The judges that are written in Python: scripts in `Tests/Oracles`, run in the environment that
/// `scripts/prepare-tests` sets up.
public enum PythonOracle {
    /// The absolute path of the package.
    public static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    /// The folder that holds the migrations of released packages, one folder for each.
    public static func releasedMigrations() throws -> String {
        try prepared(".build/migrations")
    }

    /// Runs a script of `Tests/Oracles` and gives what it printed.
    ///
    /// With `folder`, it runs there instead of in the package's root; a failure of the script is an error that contains
    /// what it said.
    public static func run(
        _ script: String,
        _ arguments: [String] = [],
        in folder: String = root,
        environment: [String: String] = [:],
        input: String = ""
    ) throws -> [UInt8] {
        let python = try prepared(".build/alembic-venv") + "/bin/python"
        let fixed = [
            "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C.UTF-8", "HOME": "/nonexistent",
        ]
        let result = try Command.run(
            python, ["\(root)/Tests/Oracles/\(script)"] + arguments, in: folder,
            environment: fixed.merging(environment) { $1 }, input: Array(input.utf8))
        guard result.status == 0 else {
            throw TestSupportError("\(script) ended with \(result.status): \(result.errors.suffix(2000))")
        }
        return result.output
    }

    /// Runs a script that prints one JSON value on each line.
    public static func values<Value: Decodable>(
        _ type: Value.Type,
        of script: String,
        _ arguments: [String] = [],
        in folder: String = root,
        environment: [String: String] = [:],
        input: String = ""
    ) throws -> [Value] {
        let decoder = JSONDecoder()
        return try run(script, arguments, in: folder, environment: environment, input: input)
            .split(separator: UInt8(ascii: "\n"))
            .map { try decoder.decode(type, from: Data($0)) }
    }

    /// The Python files below a folder, sorted.
    public static func pythonFiles(below folder: String) throws -> [String] {
        guard let walk = FileManager.default.enumerator(atPath: folder) else {
            throw TestSupportError("cannot list \(folder)")
        }
        return walk.compactMap { $0 as? String }.filter { $0.hasSuffix(".py") }.sorted().map { folder + "/" + $0 }
    }

    /// The Python files of the judge's own standard library.
    public static func standardLibrary() throws -> [String] {
        let script = "import sysconfig; print(sysconfig.get_path('stdlib'))"
        let python = try prepared(".build/alembic-venv") + "/bin/python"
        let folder = try Command.run(python, ["-c", script], in: root, environment: [:]).text
        return try pythonFiles(below: String(folder.dropLast())).filter { !$0.contains("/site-packages/") }
    }

    /// The Python files of what is installed beside Alembic.
    public static func installedPackages() throws -> [String] {
        try pythonFiles(below: prepared(".build/alembic-venv"))
    }

    /// The absolute path of a program that is installed beside Alembic.
    public static func program(_ name: String) throws -> String {
        try prepared(".build/alembic-venv") + "/bin/" + name
    }

    /// The absolute path of something that `scripts/prepare-tests` makes, once that has come to its end.
    private static func prepared(_ path: String) throws -> String {
        let absolute = root + "/" + path
        guard FileManager.default.fileExists(atPath: absolute + "/.done") else {
            throw TestSupportError("\(path) is missing or incomplete: run `scripts/prepare-tests` first")
        }
        return absolute
    }
}
