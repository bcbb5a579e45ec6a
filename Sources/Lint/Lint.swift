internal import ArgumentParser

/// The command line: arguments in, wiring, and the exit status.
@main
struct Lint: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "lint", version: "0.1.0")
}
