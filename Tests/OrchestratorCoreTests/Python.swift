import Foundation

/// The Python of this machine, as a second opinion; tests that ask it are skipped where it is missing.
enum Python {
    /// Whether `packaging`, the reference implementation of PEP 440 and PEP 508, can be imported.
    static let hasPackaging = (try? run("import packaging.version, packaging.requirements", input: Data())) != nil

    struct Failure: Error {}

    /// Runs a script and gives what it prints.
    static func run(_ script: String, input: Data) throws -> Data {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script]
        let (stdin, stdout) = (Pipe(), Pipe())
        process.standardInput = stdin
        process.standardOutput = stdout
        process.standardError = FileHandle.nullDevice
        try process.run()
        try stdin.fileHandleForWriting.write(contentsOf: input)
        try stdin.fileHandleForWriting.close()
        let output = try stdout.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure() }
        return output
    }
}
