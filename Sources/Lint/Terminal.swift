internal import Linting
internal import Reporting
internal import SourceFiles

/// Standard output and standard error.
enum Terminal {
    /// Writes an output of a request; returns why that failed, and `nil` on success.
    static func write(_ output: Output) -> String? {
        switch output {
        case .standardOutput(let bytes): write(bytes, to: STDOUT_FILENO)
        case .standardError(let line): write(Array((line + "\n").utf8), to: STDERR_FILENO)
        }
    }

    /// Writes all of `bytes`; returns why that failed, and `nil` on success.
    ///
    /// If nobody reads (`| head`, or a stream that is closed), that is not a failure.
    static func write(_ bytes: [UInt8], to descriptor: Int32) -> String? {
        var written = 0
        var failure: Int32 = 0
        unsafe bytes.withUnsafeBytes { buffer in
            while written < buffer.count {
                let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[written...])
                let count = unsafe systemWrite(descriptor, rest.baseAddress, rest.count)
                if count > 0 {
                    written += count
                } else if errno != EINTR {
                    failure = errno
                    break
                }
            }
        }
        return [0, EPIPE, EBADF].contains(failure) ? nil : unsafe String(cString: strerror(failure))
    }

    /// Whether a report on standard output is coloured: on a terminal that can show colours, unless `NO_COLOR` is set.
    static func colors(_ choice: ColorChoice) -> ColorMode {
        switch choice {
        case .always: return .ansi
        case .never: return .plain
        case .auto:
            guard isatty(STDOUT_FILENO) == 1 else { return .plain }
            let variables = ProcessState.variables
            let isRefused = variables["NO_COLOR"].map { !$0.isEmpty } ?? false
            return !isRefused && variables["TERM"] != "dumb" ? .ansi : .plain
        }
    }
}
