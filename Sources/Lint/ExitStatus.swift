internal import ArgumentParser
internal import GitBridge
internal import Glibc
internal import Rules
internal import SourceFiles

/// How the program ends.
enum ExitStatus {
    /// Something was found.
    static let found = ExitCode(1)
    /// The question could not be answered.
    static let couldNotTell = ExitCode(2)

    /// Ends the process.
    static func leave(_ code: ExitCode) -> Never {
        exit(code.rawValue)
    }

    /// Runs `body` and ends the process: with what it throws told on standard error, and never with 0 for an error.
    static func end(_ body: () throws -> Void) -> Never {
        do {
            try body()
            exit(0)
        } catch let code as ExitCode {
            exit(code.rawValue)
        } catch let error as SnapshotError {
            Terminal.complain(error.attempt + ": " + error.reason, help: error.help)
        } catch let error as SettingsProblem {
            for line in error.lines { Terminal.complain(line, help: nil) }
            Terminal.help(error.help)
        } catch {
            // Help and version are thrown, too: they are no errors.
            let message = Lint.fullMessage(for: error)
            if Lint.exitCode(for: error) == .success {
                Terminal.write(Array((message + "\n").utf8), to: STDOUT_FILENO)
                exit(0)
            }
            Terminal.write(Array((message + "\n").utf8), to: STDERR_FILENO)
        }
        exit(couldNotTell.rawValue)
    }
}
