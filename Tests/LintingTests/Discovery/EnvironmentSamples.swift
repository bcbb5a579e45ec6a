import Diagnostics
import Linting
import SourceFiles
import TestSupport

/// A migration without a docstring; several parents make a merge revision.
func migration(_ id: String, _ parents: [String] = [], labels: String? = nil, dependsOn: String? = nil) -> String {
    let down: String
    switch parents.count {
    case 0: down = "None"
    case 1: down = "\"\(parents[0])\""
    default: down = "(" + parents.map { "\"\($0)\"" }.joined(separator: ", ") + ")"
    }
    return "revision = \"\(id)\"\ndown_revision = \(down)\nbranch_labels = "
        + (labels.map { "(\"\($0)\",)" } ?? "None") + "\ndepends_on = "
        + (dependsOn.map { "\"\($0)\"" } ?? "None") + "\n"
}

extension GitRepository {
    /// A repository with one commit that contains these files.
    static func make(_ files: [String: String]) throws -> GitRepository {
        let repository = try GitRepository()
        for (path, text) in files { try repository.write(path, text) }
        try repository.git("add", "--all")
        try repository.commit("Add files")
        return repository
    }

    /// What a run over the working tree finds, with the environments as *path: heads*.
    func lint(
        _ change: (inout CheckRequest) -> Void = { _ in }, variables: [String: String] = [:]
    ) -> (outcome: Outcome, environments: [String]) {
        var request = CheckRequest()
        change(&request)
        let outcome = perform(request, variables: variables)
        let environments = (outcome.report?.environments ?? []).map { environment in
            "\(environment.path): " + environment.graph.heads.map(\.revision).sorted().joined(separator: " ")
        }
        return (outcome, environments)
    }

    /// The heads that Alembic finds with these arguments of `heads_oracle.py`, which name no folder.
    func alembicHeads(_ arguments: String...) throws -> [[String]] {
        struct Verdict: Decodable, Sendable { var heads: [String]? }
        return try PythonOracle.values(Verdict.self, of: "heads_oracle.py", arguments.map { "\(root)//\($0)" })
            .map { $0.heads ?? [] }
    }
}
