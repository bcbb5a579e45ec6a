internal import Linting
internal import ProcessStart
internal import SourceFiles

/// What the process knows of itself: its arguments, variables, folder and executable.
enum ProcessState {
    /// The arguments after the program's name; bytes that are not UTF-8 are replaced, as Swift does it.
    static var arguments: [String] {
        guard let words = unsafe process_start_words() else { return Array(CommandLine.arguments.dropFirst()) }
        return (1..<max(1, Int(process_start_count()))).compactMap { number in
            unsafe words[number].map { unsafe String(cString: $0) }
        }
    }

    /// The surroundings of the run.
    static var invocation: Invocation {
        Invocation(folder: folder, variables: variables, seconds: time(nil), executable: executable)
    }

    /// The environment variables.
    static var variables: [String: String] {
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

    /// The absolute path of the running program; `nil` if the system does not provide it, or if it is not UTF-8.
    static var executable: String? {
        guard let path = unsafe realpath("/proc/self/exe", nil) else { return nil }
        defer { unsafe free(path) }
        return unsafe String(validatingCString: path)
    }

    /// The absolute path of the current folder.
    private static var folder: [UInt8] {
        guard let text = unsafe getcwd(nil, 0) else { return [UInt8(ascii: "/")] }
        defer { unsafe free(text) }
        return Array(unsafe String(cString: text).utf8)
    }
}
