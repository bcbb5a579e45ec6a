internal import Glibc
internal import SourceFiles

/// A hook's script, about to be run by the shell in the place of this process.
struct HookRun {
    let hook: Hook
    /// What Git passes to the hook.
    var arguments: [String] = []
    /// What the script reads, less than a pipe holds (64 KiB), or `nil` for this process's own standard input.
    var input: String?

    /// Becomes the shell that runs the script, which calls this very program.
    ///
    /// It comes back only to throw.
    func become() throws(SnapshotError) -> Never {
        if let executable = ProcessState.executable { unsafe setenv("LINT", executable, 1) }
        if let input { try feed(input) }
        let words = ["sh", "-c", hook.script, hook.name] + arguments
        // Never freed: the process becomes another.
        let copies = unsafe words.map { unsafe strdup($0) } + [nil]
        unsafe execv("/bin/sh", copies)
        throw failure("cannot start /bin/sh")
    }

    /// Puts `text` where the script reads.
    private func feed(_ text: String) throws(SnapshotError) {
        var ends: [Int32] = [0, 0]
        guard unsafe pipe(&ends) == 0, dup2(ends[0], STDIN_FILENO) >= 0 else { throw failure("cannot make a pipe") }
        Terminal.write(Array(text.utf8), to: ends[1])
        for end in ends { close(end) }
    }

    private func failure(_ what: String) -> SnapshotError {
        SnapshotError(
            "cannot run the hook \(hook.name)", reason: "\(what): \(unsafe String(cString: strerror(errno)))",
            help: "run what it stands for: `\(hook.line)`")
    }
}
