internal import Foundation

/// A program, run to its end.
///
/// By `posix_spawn` and files instead of Foundation's `Process`: no run loop, no pipe that fills up, and any number of
/// tests at once.
public enum Command {
    /// What a program left behind.
    public struct Result: Sendable {
        /// The exit status; 128 and the signal's number for a program that a signal ended.
        public let status: Int32
        /// What it wrote to its standard output.
        public let output: [UInt8]
        /// What it wrote to its standard error, as text.
        public let errors: String

        /// Its standard output as text.
        public var text: String { String(decoding: output, as: UTF8.self) }
    }

    /// Runs `program`, a path or a name to be found in `PATH`, with nothing in its environment but `environment` and
    /// `PATH`.
    public static func run(
        _ program: String,
        _ arguments: [String],
        in folder: String,
        environment: [String: String],
        input: [UInt8] = []
    ) throws -> Result {
        // Files that have no name any more: there is nothing to remove.
        let streams = try (0..<3).map { _ in try unnamedFile() }
        defer { for stream in streams { close(stream) } }
        try write(input, to: streams[0])

        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        for (number, stream) in streams.enumerated() {
            unsafe posix_spawn_file_actions_adddup2(&actions, stream, Int32(number))
        }

        var variables = environment
        variables["PATH"] = variables["PATH"] ?? ProcessInfo.processInfo.environment["PATH"]
        var process: pid_t = 0
        // `posix_spawn` has no portable way to change the folder.
        let command = ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", folder, program] + arguments
        let status = unsafe withStrings(command) { argv in
            unsafe withStrings(variables.map { "\($0.key)=\($0.value)" }) { environment in
                unsafe posix_spawn(&process, command[0], &actions, nil, argv, environment)
            }
        }
        guard status == 0 else {
            throw TestSupportError("cannot run \(program) in \(folder): \(unsafe String(cString: strerror(status)))")
        }
        var state: Int32 = 0
        while unsafe waitpid(process, &state, 0) < 0 {
            guard errno == EINTR else { throw TestSupportError("lost sight of \(program)") }
        }
        let signal = state & 0x7f
        return Result(
            status: signal == 0 ? (state >> 8) & 0xff : 128 + signal,
            output: try read(from: streams[1]),
            errors: String(decoding: try read(from: streams[2]), as: UTF8.self)
        )
    }

    private static func unnamedFile() throws -> Int32 {
        var template = Array((NSTemporaryDirectory() + "/lint-stream-XXXXXX").utf8CString)
        let descriptor = unsafe mkstemp(&template)
        guard descriptor >= 0 else { throw TestSupportError("cannot make a temporary file") }
        unsafe unlink(template)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        return descriptor
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) throws {
        try FileHandle(fileDescriptor: descriptor).write(contentsOf: Data(bytes))
        lseek(descriptor, 0, SEEK_SET)
    }

    private static func read(from descriptor: Int32) throws -> [UInt8] {
        lseek(descriptor, 0, SEEK_SET)
        return Array(try FileHandle(fileDescriptor: descriptor).readToEnd() ?? Data())
    }

    private static func withStrings<Value>(
        _ strings: [String],
        _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Value
    ) -> Value {
        let copies = unsafe strings.map { unsafe strdup($0) }
        defer { unsafe copies.forEach { unsafe free($0) } }
        var pointers = unsafe copies + [nil]
        return unsafe pointers.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress else { preconditionFailure("an array that ends in nil is not empty") }
            return unsafe body(base)
        }
    }
}
