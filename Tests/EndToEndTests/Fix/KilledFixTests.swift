import Foundation
import SourceFiles
import TestSupport
import Testing

private let isLinux: Bool = {
    #if os(Linux)
        true
    #else
        false
    #endif
}()

/// `lint --fix`, killed or failed at each system call that changes a file, by `Tests/Oracles/failing_writes.c` in front
/// of the C library.
///
/// Linux alone: the dynamic linker of macOS protects what it starts.
struct KilledFixTests {
    /// How the call ends.
    enum End: String, CaseIterable, Sendable {
        case kill, ENOSPC, EROFS
    }

    private typealias Files = [String: [UInt8]]

    /// A state of the project: what is on disk, and what is staged.
    private struct State: Equatable {
        var files: Files
        var index: String
    }

    private static let first = ReferenceProject.migrations + "/2026-01-01_a1_add.py"
    private static let second = ReferenceProject.migrations + "/2026-02-01_b1_add.py"

    @Test(
        "A run that is killed or fails leaves each file old or new",
        .enabled(if: isLinux), arguments: End.allCases, [["--fix"], ["--fix", "--staged"]])
    func aKilledRunLeavesEachFileOldOrNew(_ end: End, options: [String]) throws {
        let template = try Self.project()
        let shim = try Self.shim(in: template.folder)
        let before = try Self.state(of: template)
        let (after, count) = try Self.undisturbed(template, options, shim)
        #expect(count > 15)
        #expect(before != after)
        for call in 1...count {
            let repository = try Self.copy(template, to: "broken")
            let run = try LintProgram.run(
                options, in: repository.root,
                environment: ["LD_PRELOAD": shim, "FAIL_AT": "\(call)", "FAIL_HOW": end.rawValue, "FAIL_HALF": "1"])
            let state = try Self.state(of: repository)
            #expect(state.index == before.index || state.index == after.index, "call \(call)")
            for (path, bytes) in state.files where !Self.isTemporary(path) {
                #expect(bytes == before.files[path] || bytes == after.files[path], "call \(call): \(path)")
            }
            for path in before.files.keys { #expect(state.files[path] != nil, "call \(call): \(path) is lost") }
            switch end {
            case .kill: #expect(run.status == 137, "call \(call)")
            default:
                // What could not be removed at the end does no harm.
                if run.status == 0 {
                    #expect(state == after, "call \(call)")
                } else {
                    #expect(run.status == 2 && run.errors.contains("lint: cannot "), "call \(call): \(run.errors)")
                    #expect(
                        !state.files.keys.contains { Self.isTemporary($0) } || run.errors.contains(".lint-"),
                        "call \(call)")
                }
            }
            // The objects and the index are sound, and the next run finishes the job.
            try repository.git("fsck", "--no-dangling", "--strict")
            let next = try LintProgram.run(options, in: repository.root)
            #expect(next.status == 0, "call \(call): \(next.errors)")
            #expect(try Self.state(of: repository) == after, "call \(call)")
            let own = try Self.paths(below: repository.root).filter { $0.contains(".lint-") || $0.hasSuffix(".lock") }
            #expect(own == [], "call \(call)")
        }
    }

    /// A project with two new migrations that fork, one of them with an old `depends_on` and an unstaged line, and with
    /// missing folders.
    private static func project() throws -> GitRepository {
        let repository = try ReferenceProject.make()
        try repository.commit("Publish")
        try repository.git("rm", "--quiet", "-r", "workflows", "translations")
        try repository.write(
            first, "revision = 'a1'\ndown_revision = '\(ReferenceProject.root)'\ndepends_on = 'a76b9185b334'\n")
        try repository.write(second, "revision = 'b1'\ndown_revision = '\(ReferenceProject.root)'\n")
        try repository.git("add", "--all")
        try repository.write(
            first,
            "revision = 'a1'\ndown_revision = '\(ReferenceProject.root)'\ndepends_on = 'a76b9185b334'\n\n# not staged\n"
        )
        return repository
    }

    private static func shim(in folder: TemporaryFolder) throws -> String {
        let library = folder.path("failing_writes.so")
        let source = "\(PythonOracle.root)/Tests/Oracles/failing_writes.c"
        let result = try Command.run(
            "/bin/sh",
            [
                "-c",
                """
                for c in cc clang gcc; do
                    command -v $c >/dev/null && exec $c -shared -fPIC -o "$0" "$1" -ldl
                done
                exit 1
                """,
                library, source,
            ],
            in: folder.path, environment: ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? ""])
        guard result.status == 0 else { throw TestSupportError("no C compiler makes \(source): \(result.errors)") }
        return library
    }

    /// What comes of a run that nothing disturbs, and how many calls it takes.
    private static func undisturbed(
        _ template: GitRepository, _ options: [String], _ shim: String
    ) throws -> (State, Int) {
        let repository = try copy(template, to: "undisturbed")
        let calls = template.folder.path("calls")
        let run = try LintProgram.run(
            options, in: repository.root, environment: ["LD_PRELOAD": shim, "FAIL_COUNT": calls])
        #expect(run.status == 0, "\(run.text)\(run.errors)")
        return (try state(of: repository), Int(try String(contentsOfFile: calls, encoding: .utf8)) ?? 0)
    }

    private static func copy(_ template: GitRepository, to name: String) throws -> GitRepository {
        let copy = GitRepository(existing: name, in: template.folder)
        let result = try Command.run(
            "/bin/sh", ["-c", "rm -rf \"$1\" && cp -a \"$0\" \"$1\"", template.root, copy.root], in: "/",
            environment: [:])
        #expect(result.status == 0, "\(result.errors)")
        return copy
    }

    private static func isTemporary(_ path: String) -> Bool { path.contains("/.lint-") || path.hasPrefix(".lint-") }

    private static func state(of repository: GitRepository) throws -> State {
        var files: Files = [:]
        for path in try paths(below: repository.root) where !path.hasPrefix(".git/") {
            files[path] = Array(try Data(contentsOf: URL(fileURLWithPath: repository.path(path))))
        }
        return State(files: files, index: try repository.git("ls-files", "--stage"))
    }

    /// The files below a folder.
    private static func paths(below folder: String) throws -> [String] {
        let result = try Command.run("/usr/bin/find", [".", "-type", "f"], in: folder, environment: [:])
        return result.text.split(separator: "\n").map { String($0.dropFirst(2)) }
    }
}
