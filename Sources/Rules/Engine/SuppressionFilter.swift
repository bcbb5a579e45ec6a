internal import Alembic
internal import Diagnostics
internal import SourceFiles

/// Leaves out the findings that a comment or the settings silence, and knows which comments silenced nothing.
struct SuppressionFilter {
    private struct Entry {
        let migration: Migration
        let suppression: Suppression
        let name: Suppression.Name?
        var isUsed = false
    }

    private let project: Project
    private let ignores: [(pattern: PathPattern, rules: Set<String>)]
    private var entries: [Path: [Entry]] = [:]

    init(project: Project) {
        self.project = project
        ignores = project.settings.ignores.map { (PathPattern($0.path), Set($0.rules)) }
        for migration in [project.migrations, project.misplaced.map(\.migration)].joined() {
            for suppression in migration.header.suppressions {
                if suppression.isMalformed {
                    entries[migration.path, default: []].append(
                        Entry(migration: migration, suppression: suppression, name: nil))
                }
                for name in suppression.rules {
                    entries[migration.path, default: []].append(
                        Entry(migration: migration, suppression: suppression, name: name))
                }
            }
        }
    }

    /// Whether a finding is silenced; takes note of the comment that does it.
    mutating func silences(_ diagnostic: Diagnostic) -> Bool {
        guard let location = diagnostic.location else { return false }
        if ignores.contains(where: { $0.rules.contains(diagnostic.rule) && $0.pattern.matches(location.path) }) {
            return true
        }
        guard let candidates = entries[location.path] else { return false }
        var isSilenced = false
        for index in candidates.indices where candidates[index].name?.rule == diagnostic.rule {
            switch candidates[index].suppression.scope {
            case .file: break
            case .line(let line):
                guard let range = location.range, range.lowerBound < line.upperBound,
                    line.lowerBound <= range.upperBound
                else { continue }
            }
            entries[location.path]?[index].isUsed = true
            isSilenced = true
        }
        return isSilenced
    }

    /// The comments that silenced nothing of the `applied` rules, or that say nothing that can be understood.
    func unused(applied: Set<String>) -> [Diagnostic] {
        let known = RuleRegistry.rules.map { $0.metadata.id }
        let severity = project.settings.severities[UnusedSuppression.metadata.id] ?? UnusedSuppression.metadata.severity
        var findings = Findings(for: UnusedSuppression.metadata.id, severity: severity)
        for entry in entries.values.joined() where !entry.isUsed {
            let path = entry.migration.path
            guard let name = entry.name else {
                findings.report(
                    "this comment speaks to lint, but names no rule", at: Location(path, entry.suppression.range),
                    revision: entry.migration.id, help: "write `# lint: ignore[rule-id] why`, or remove it")
                continue
            }
            let location = Location(path, name.range)
            if !known.contains(name.rule) {
                let nearest = NearestName.of(name.rule, among: known).map { ": did you mean `\($0)`?" } ?? ""
                findings.report(
                    "there is no rule `\(name.rule)`\(nearest)", at: location, revision: entry.migration.id,
                    help: "`lint rules` lists the rules")
            } else if applied.contains(name.rule) {
                findings.report(
                    "`\(name.rule)` finds nothing here that this comment would silence", at: location,
                    revision: entry.migration.id,
                    help:
                        "remove it; to silence a rule for the whole file, put the comment on a line of its own above the code"
                )
            }
        }
        return findings.diagnostics
    }
}
