import Diagnostics
import Linting
import SourceFiles
import TestSupport

extension GitRepository {
    /// Performs a request in the work tree, in this process.
    func perform(_ request: any Request, variables: [String: String] = [:]) -> Outcome {
        request.run(
            in: Invocation(
                folder: Array(root.utf8), variables: Self.environment.merging(variables) { $1 },
                seconds: 1_767_323_045))
    }

    /// Writes a migration and stages it.
    func stageMigration(_ id: String, revises: String) throws {
        try git("add", try writeMigration(id, revises: revises))
    }
}

extension Outcome {
    /// What is printed on standard output.
    var text: String {
        outputs.map { output in
            if case .standardOutput(let bytes) = output { String(decoding: bytes, as: UTF8.self) } else { "" }
        }.joined()
    }

    /// The lines for standard error.
    var errors: [String] {
        outputs.compactMap { output in
            if case .standardError(let line) = output { line } else { nil }
        }
    }

    /// The exit status; `nil` if the process becomes another one.
    var status: ExitStatus? {
        if case .exit(let status) = ending { status } else { nil }
    }

    /// The ids of the rules that found something, sorted, each once.
    var rules: [String] {
        Set(report?.diagnostics.map(\.rule) ?? []).sorted()
    }
}
