internal import ArgumentParser
internal import Linting
internal import SourceFiles

/// The program: parses the arguments, performs the request, prints what it returns, and ends the process.
@main
enum Program {
    /// Ends the process; no other function does.
    static func main() {
        let outcome = outcome(of: ProcessState.arguments)
        if let failure = outcome.outputs.compactMap(Terminal.write).first {
            _ = Terminal.write(.standardError("lint: cannot write the output: \(failure)"))
            exit(ExitStatus.notEvaluated.rawValue)
        }
        // The process ends while the outcome is alive: it does not spend time on freeing thousands of migrations.
        withExtendedLifetime(outcome) {
            switch outcome.ending {
            case .exit(let status): exit(status.rawValue)
            case .become(let hook):
                _ = Terminal.write(.standardError(HookShell.become(hook)))
                exit(ExitStatus.notEvaluated.rawValue)
            }
        }
    }

    /// Parses the arguments and performs the request.
    private static func outcome(of arguments: [String]) -> Outcome {
        do {
            if let request = CheckRequest(plain: arguments) { return request.run(in: ProcessState.invocation) }
            var command = try Lint.parseAsRoot(arguments)
            if let command = command as? any RequestCommand { return command.request.run(in: ProcessState.invocation) }
            // A command with subcommands throws its help.
            try command.run()
            return Outcome([], status: .success)
        } catch {
            // Help and version are thrown, too.
            let message = Lint.fullMessage(for: error)
            return Lint.exitCode(for: error) == .success
                ? Outcome([.standardOutput(Array((message + "\n").utf8))], status: .success)
                : Outcome([.standardError(message)], status: .notEvaluated)
        }
    }
}

extension CheckRequest {
    /// The request of a plain `lint` and of the hooks; `nil` for every other command line, which ArgumentParser parses.
    ///
    /// ArgumentParser takes almost half of a run on a small project (12 of 27 million instructions, measured with
    /// callgrind), and people switch off a hook that they have to wait for. A test compares the two ways.
    init?(plain arguments: [String]) {
        self.init()
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            switch argument {
            case "--staged" where snapshot.commit == nil: snapshot.isStaged = true
            case "--commit" where !snapshot.isStaged:
                // ArgumentParser judges a value that begins with a dash.
                guard let revision = rest.popFirst(), !revision.hasPrefix("-") else { return nil }
                snapshot.commit = revision
            case "--quiet", "-q": report.isQuiet = true
            default: return nil
            }
        }
        report.colors = Terminal.colors(.auto)
    }
}
