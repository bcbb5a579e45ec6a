internal import Glibc

/// Where the process starts.
///
/// An asynchronous `main` gives its thread up with `pthread_exit`, which unwinds the stack; in a static executable that sorts the unwinding tables of the
/// whole program first: 30 ms, where all the rest of a run takes 4. So the first thread waits instead.
@main
enum Program {
    static func main() {
        Task.detached { await Lint.start() }
        while true { pause() }
    }
}
