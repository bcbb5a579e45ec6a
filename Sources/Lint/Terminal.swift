internal import Glibc
internal import ProcessStart
internal import Reporting
internal import Rules

/// Standard output and standard error: the report, and nothing else, goes to the one; the rest goes to the other.
enum Terminal {
    /// Writes all of `bytes`; a reader that has gone away (`| head`) ends the writing quietly.
    static func write(_ bytes: [UInt8], to descriptor: Int32) {
        var written = 0
        unsafe bytes.withUnsafeBytes { buffer in
            while written < buffer.count {
                let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[written...])
                let count = unsafe Glibc.write(descriptor, rest.baseAddress, rest.count)
                if count > 0 {
                    written += count
                } else if errno != EINTR {
                    break
                }
            }
        }
    }

    /// Says on standard error what went wrong, and what to do about it.
    static func complain(_ message: String, help: String?) {
        write(Array("lint: \(message)\n".utf8), to: STDERR_FILENO)
        if let help { self.help(help) }
    }

    /// Says on standard error what to do.
    static func help(_ text: String) {
        write(Array("  help: \(text)\n".utf8), to: STDERR_FILENO)
    }

    /// Says something on standard error that is no error.
    static func note(_ text: String) {
        write(Array("note: \(text)\n".utf8), to: STDERR_FILENO)
    }

    /// Whether a report on standard output is coloured: on a terminal that can, and not against `NO_COLOR`.
    static func colors(_ choice: ColorChoice, environment: [String: String]) -> ColorMode {
        switch choice {
        case .always: return .ansi
        case .never: return .plain
        case .auto:
            let isRefused = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
            return isatty(STDOUT_FILENO) == 1 && !isRefused && environment["TERM"] != "dumb" ? .ansi : .plain
        }
    }
}

/// The variables and the folder of the process.
enum ProcessState {
    /// The words of the command line after the program's name; what is no UTF-8 is repaired, as Swift does it.
    static var arguments: [String] {
        guard let words = unsafe process_start_words() else { return Array(CommandLine.arguments.dropFirst()) }
        return (1..<max(1, Int(process_start_count()))).compactMap { number in
            unsafe words[number].map { unsafe String(cString: $0) }
        }
    }

    /// The environment.
    static var environment: [String: String] {
        var variables: [String: String] = [:]
        var entry = unsafe environ
        while let text = unsafe entry.pointee {
            let variable = unsafe String(cString: text)
            if let equals = variable.firstIndex(of: "=") {
                variables[String(variable[..<equals])] = String(variable[variable.index(after: equals)...])
            }
            unsafe entry += 1
        }
        return variables
    }

    /// The day of the run; `SOURCE_DATE_EPOCH` sets it, as it does for other tools that write dates.
    static func today(_ environment: [String: String]) -> CalendarDay {
        CalendarDay(secondsSinceEpoch: environment["SOURCE_DATE_EPOCH"].flatMap { Int($0) } ?? time(nil))
    }

    /// The absolute path of the current folder.
    static var currentFolder: [UInt8] {
        guard let text = unsafe getcwd(nil, 0) else { return [UInt8(ascii: "/")] }
        defer { unsafe free(text) }
        return Array(unsafe String(cString: text).utf8)
    }
}
