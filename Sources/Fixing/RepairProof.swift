internal import Diagnostics
internal import Rules
internal import SourceFiles

/// Whether repairs did what they promised: their findings are gone, and there is no new one.
///
/// Findings are told apart by rule and file, since a repair may change what the other findings in a file say and where they stand.
struct RepairProof {
    /// What a finding is known by.
    private struct Key: Hashable {
        let rule: String
        let path: Path?
    }

    /// How many findings of each kind there may be at most.
    private var allowed: [Key: Int] = [:]

    /// Takes note of the findings, and of the repairs that were made.
    init(before: [Diagnostic], made: [Fix]) {
        let made = Set(made)
        var moves: [Path: Path] = [:]
        for edit in made.flatMap(\.edits) {
            if case .move(let target) = edit.change { moves[edit.path] = target }
        }
        for diagnostic in before {
            let path = diagnostic.location.map { moves[$0.path] ?? $0.path }
            let isSettled = diagnostic.fix.map(made.contains) ?? false
            allowed[Key(rule: diagnostic.rule, path: path), default: 0] += isSettled ? 0 : 1
        }
    }

    /// Whether the state `after` keeps what was promised, and leaves no more questions open than `before`.
    func holds(for after: LintedState, _ before: LintedState) -> Bool {
        var left = allowed
        for diagnostic in after.diagnostics {
            let key = Key(rule: diagnostic.rule, path: diagnostic.location?.path)
            guard let count = left[key], count > 0 else { return false }
            left[key] = count - 1
        }
        return after.outcomes.reduce(0) { $0 + $1.notEvaluated.count }
            <= before.outcomes.reduce(0) { $0 + $1.notEvaluated.count }
    }
}
