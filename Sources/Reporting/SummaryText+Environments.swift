internal import Diagnostics

extension SummaryText {
    /// The number of environments that have a line of their own; the others are counted.
    private static let maximumEnvironments = 12

    /// The environments that were linted, one on each line, and those that were passed over.
    ///
    /// The line of the only environment has no number of migrations: it is in the summary line.
    var environments: [String] {
        let environments = report.environments
        var lines = environments.prefix(Self.maximumEnvironments).map { environment in
            "environment: \(describe(environment, countsMigrations: environments.count > 1))"
        }
        let others = environments.dropFirst(Self.maximumEnvironments)
        if !others.isEmpty {
            let migrations = others.reduce(0) { $0 + $1.migrations }
            lines.append("environments: \(others.count) more, with \(Self.count(migrations, "migration"))")
        }
        if !report.passedOver.isEmpty {
            lines.append("passed over: " + Self.firstNames(report.passedOver.map(TerminalText.name)))
        }
        if report.untouched > 0 {
            lines.append("not touched by this change: \(Self.count(report.untouched, "environment"))")
        }
        return lines
    }

    /// The cores of the environments, each once, one on each line.
    var cores: [String] {
        var cores: [Report.Core] = []
        for core in report.environments.compactMap(\.core) where !cores.contains(core) { cores.append(core) }
        let others = cores.dropFirst(Self.maximumEnvironments)
        return cores.prefix(Self.maximumEnvironments).map { "core: " + Self.describe($0) }
            + (others.isEmpty ? [] : ["cores: \(others.count) more"])
    }

    private func describe(_ environment: Report.Environment, countsMigrations: Bool) -> String {
        let name = "\(TerminalText.name(of: environment.path)) (\(environment.profile.rawValue))"
        let migrations = countsMigrations ? ", " + Self.count(environment.migrations, "migration") : ""
        return name + migrations + ", " + Self.describe(environment.graph.heads)
    }

    private static func describe(_ heads: [Report.Head]) -> String {
        if heads.isEmpty { return "no head" }
        let names = heads.map { head in
            let labels = head.labels.isEmpty ? "" : " (\(head.labels.joined(separator: ", ")))"
            return TerminalText.escaping(head.revision + labels)
        }
        return (heads.count == 1 ? "head " : "heads ") + firstNames(names)
    }
}
