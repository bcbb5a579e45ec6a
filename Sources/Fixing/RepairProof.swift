internal import Diagnostics
internal import Rules
internal import SourceFiles

/// Whether repairs did what they promised: their findings are gone, and no rule has more to say than before.
///
/// A finding that is repaired is known by rule and file, since a repair may change what else is said of the file, and where. The others are counted by rule:
/// what is true of the whole graph, like two heads, may be told in another file afterwards.
struct RepairProof {
    /// What a finding is known by.
    private struct Key: Hashable {
        let rule: String
        let path: Path?
    }

    /// How many findings a rule may have at most.
    private var allowed: [String: Int] = [:]
    /// How many of them it may have in a file in which some were repaired.
    private var allowedInFile: [Key: Int] = [:]

    /// Takes note of the findings, and of the repairs that were made.
    init(before: [Diagnostic], made: [Fix]) {
        let made = Set(made)
        var moves: [Path: Path] = [:]
        for edit in made.flatMap(\.edits) {
            if case .move(let target) = edit.change { moves[edit.path] = target }
        }
        var settled: Set<Key> = []
        for diagnostic in before {
            let key = Key(rule: diagnostic.rule, path: diagnostic.location.map { moves[$0.path] ?? $0.path })
            let isSettled = diagnostic.fix.map(made.contains) ?? false
            allowed[diagnostic.rule, default: 0] += isSettled ? 0 : 1
            allowedInFile[key, default: 0] += isSettled ? 0 : 1
            if isSettled { settled.insert(key) }
        }
        allowedInFile = allowedInFile.filter { settled.contains($0.key) }
    }

    /// Whether the state `after` keeps what was promised, and leaves no more questions open than `before`.
    func holds(for after: LintedState, _ before: LintedState) -> Bool {
        var (left, leftInFile) = (allowed, allowedInFile)
        for diagnostic in after.diagnostics {
            let key = Key(rule: diagnostic.rule, path: diagnostic.location?.path)
            guard left[key.rule, default: 0] > 0, leftInFile[key, default: 1] > 0 else { return false }
            left[key.rule, default: 0] -= 1
            if leftInFile[key] != nil { leftInFile[key, default: 0] -= 1 }
        }
        return after.outcomes.reduce(0) { $0 + $1.notEvaluated.count }
            <= before.outcomes.reduce(0) { $0 + $1.notEvaluated.count }
    }
}
