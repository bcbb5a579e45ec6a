internal import Alembic
internal import Diagnostics
internal import ProjectModel
internal import SourceFiles

/// Removes the findings that a comment or the settings silence, and records which comments silenced one.
struct SuppressionFilter {
    /// A rule that a comment names, or a comment that names none.
    struct Entry {
        /// The file that contains the comment.
        let migration: Migration
        /// The comment.
        let suppression: Suppression
        /// The rule; `nil` if the comment is malformed.
        let name: Suppression.Name?
        fileprivate(set) var isUsed = false
    }

    private let project: Project
    private let ignores: [(pattern: PathPattern, rules: Set<String>)]
    /// The rules that nothing silences.
    private let mandatory = Set(RuleRegistry.rules.filter { $0.metadata.whyMandatory != nil }.map { $0.metadata.id })
    private var entries: [Path: [Entry]] = [:]

    /// Collects the comments of all migrations of `project`, and the `ignore` entries of its settings.
    init(project: Project) {
        self.project = project
        ignores = project.settings.ignores.map { (PathPattern($0.path), Set($0.rules)) }
        for migration in [project.revisions.migrations, project.revisions.misplaced].joined() {
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

    /// Whether a finding is silenced; marks the comments that silence it as used.
    mutating func silences(_ diagnostic: Diagnostic) -> Bool {
        guard let location = diagnostic.location, !mandatory.contains(diagnostic.rule) else { return false }
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

    /// The rules in comments that silenced nothing, and the comments that name no rule.
    var unused: [Entry] { entries.values.joined().filter { !$0.isUsed } }
}
