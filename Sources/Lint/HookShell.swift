internal import Linting
internal import SourceFiles

/// The shell that runs a hook's script in the place of this process.
enum HookShell {
    /// Replaces this process by the shell that runs the script, which calls this very program.
    ///
    /// Returns only if that failed, with the message, and what to do, on two lines.
    static func become(_ run: HookRun) -> String {
        if let executable = ProcessState.executable { unsafe setenv("LINT", executable, 1) }
        if let input = run.input, !feed(input) { return failure(of: run, "cannot create a pipe") }
        let words = ["sh", "-c", run.hook.script, run.hook.name] + run.arguments
        // Never freed: the process becomes another.
        let copies = unsafe words.map { unsafe strdup($0) } + [nil]
        unsafe execv("/bin/sh", copies)
        return failure(of: run, "cannot start /bin/sh")
    }

    /// Makes `text` the standard input; false, with `errno`, if that failed.
    private static func feed(_ text: String) -> Bool {
        var ends: [Int32] = [0, 0]
        guard unsafe pipe(&ends) == 0, dup2(ends[0], STDIN_FILENO) >= 0 else { return false }
        let failure = Terminal.write(Array(text.utf8), to: ends[1])
        for end in ends { close(end) }
        return failure == nil
    }

    private static func failure(of run: HookRun, _ reason: String) -> String {
        """
        lint: cannot run the hook \(run.hook.name): \(reason): \(unsafe String(cString: strerror(errno)))
          help: run the command of the hook: `\(run.hook.line)`
        """
    }
}
