internal import Diagnostics
internal import SourceFiles

/// What a command asks for, as plain values.
///
/// A request takes the surroundings of the run and returns an ``Outcome``. It prints nothing itself, and it does not
/// end the process.
public protocol Request {
    /// Performs the request; what it throws is printed, and the exit status is 2.
    func run(in invocation: Invocation) -> Outcome
}

/// A request that prints, and ends with an exit status.
protocol TranscriptRequest: Request {
    /// Performs the request; throws ``SnapshotError`` or ``SettingsProblem``.
    func perform(in invocation: Invocation, _ transcript: inout Transcript) throws -> ExitStatus
}

extension TranscriptRequest {
    /// Performs the request; what it throws is printed, and the exit status is 2.
    public func run(in invocation: Invocation) -> Outcome {
        var transcript = Transcript()
        var status = ExitStatus.notEvaluated
        do {
            status = try perform(in: invocation, &transcript)
        } catch let error as SnapshotError {
            transcript.complain(error.attempt + ": " + error.reason, help: error.help)
        } catch let nothing as NothingToLint {
            if nothing.isSuccess { status = .success } else { nothing.report(in: &transcript) }
        } catch let error as SettingsProblem {
            for line in error.lines { transcript.complain(line, help: nil) }
            transcript.help(SettingsProblem.help)
        } catch {
            transcript.complain("\(error)", help: nil)
        }
        return Outcome(
            transcript.outputs, ending: .exit(status), report: transcript.report, retained: transcript.retained)
    }
}
