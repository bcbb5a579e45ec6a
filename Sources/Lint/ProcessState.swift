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
        var originals = OriginalTexts()
        rememberArguments(in: &originals)
        let variables = variables(&originals)
        return Invocation(
            folder: folder, variables: variables, seconds: time(nil), executable: executable, originals: originals)
    }

    /// Remembers the bytes of arguments that are not UTF-8, and of the values in arguments like `--directory=DIR`.
    private static func rememberArguments(in originals: inout OriginalTexts) {
        guard let words = unsafe process_start_words() else { return }
        for number in 1..<max(1, Int(process_start_count())) {
            guard let word = unsafe words[number].map({ unsafe bytes(of: $0) }) else { continue }
            _ = originals.decode(word)
            guard let equals = word.firstIndex(of: UInt8(ascii: "=")) else { continue }
            _ = originals.decode(Array(word[(equals + 1)...]))
        }
    }

    /// The environment variables.
    static var variables: [String: String] {
        var originals = OriginalTexts()
        return variables(&originals)
    }

    private static func variables(_ originals: inout OriginalTexts) -> [String: String] {
        var variables: [String: String] = [:]
        var entry = unsafe environ
        while let text = unsafe entry.pointee {
            let variable = unsafe bytes(of: text)
            if let equals = variable.firstIndex(of: UInt8(ascii: "=")) {
                let value = originals.decode(Array(variable[(equals + 1)...]))
                variables[String(decoding: variable[..<equals], as: UTF8.self)] = value
            }
            unsafe entry += 1
        }
        return variables
    }

    /// The bytes of a C string, without its NUL.
    private static func bytes(of text: UnsafePointer<CChar>) -> [UInt8] {
        unsafe [UInt8](UnsafeRawBufferPointer(start: text, count: strlen(text)))
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
        return unsafe bytes(of: text)
    }
}
