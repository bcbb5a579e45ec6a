public import Diagnostics

/// How a run ends; the raw values are the exit statuses of the process.
public enum ExitStatus: Int32, Sendable {
    /// Nothing was found at or above `--fail-on`.
    case success = 0
    /// Something was found.
    case found = 1
    /// Something could not be evaluated, or the run failed.
    case notEvaluated = 2
}

/// What a run has to print.
public enum Output: Hashable, Sendable {
    /// Bytes for standard output: the report, and nothing else.
    case standardOutput([UInt8])
    /// A line for standard error, without its line end.
    case standardError(String)
}

/// What a request came to: what to print, in this order, and how to end.
public struct Outcome: Sendable {
    /// How the process ends.
    public enum Ending: Sendable {
        /// With an exit status.
        case exit(ExitStatus)
        /// By becoming the shell that runs a hook.
        case become(HookRun)
    }

    /// What to print.
    public let outputs: [Output]
    /// How to end.
    public let ending: Ending
    /// The report; `nil` if nothing was linted.
    public let report: Report?
    /// Large values, which a process that ends while they are alive does not free one by one.
    let retained: [any Sendable]

    /// An outcome without a report.
    public init(_ outputs: [Output], status: ExitStatus) {
        self.init(outputs, ending: .exit(status))
    }

    init(_ outputs: [Output], ending: Ending, report: Report? = nil, retained: [any Sendable] = []) {
        (self.outputs, self.ending, self.report, self.retained) = (outputs, ending, report, retained)
    }
}

/// Collects what a request prints.
struct Transcript {
    private(set) var outputs: [Output] = []
    private(set) var retained: [any Sendable] = []
    /// The report.
    var report: Report?

    /// Prints a text on standard output.
    mutating func write(_ text: String) { write(Array(text.utf8)) }

    /// Prints bytes on standard output.
    mutating func write(_ bytes: [UInt8]) { outputs.append(.standardOutput(bytes)) }

    /// Prints a remark on standard error, unless the same one was printed before.
    mutating func note(_ text: String) {
        let output = Output.standardError("note: \(text)")
        if !outputs.contains(output) { outputs.append(output) }
    }

    /// Prints an error on standard error, and what to do about it.
    mutating func complain(_ message: String, help: String?) {
        outputs.append(.standardError("lint: \(message)"))
        if let help { self.help(help) }
    }

    /// Prints on standard error what to do.
    mutating func help(_ text: String) { outputs.append(.standardError("  help: \(text)")) }

    /// Keeps a value alive as long as the outcome.
    mutating func retain(_ value: any Sendable) { retained.append(value) }
}
