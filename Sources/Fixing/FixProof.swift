internal import Diagnostics
internal import Rules
internal import SourceFiles

/// Checks what fixes did: their findings are gone, and no rule reports more findings than before.
///
/// Findings are not compared one by one, because a fix may change the message and the range of other findings in its
/// file. They are counted by rule, because a finding about the whole graph, like two heads, may move to another file;
/// in a file with a fixed finding they are also counted by file.
struct FixProof {
    /// The rule and the file of a finding.
    private struct Key: Hashable {
        let rule: String
        let path: Path?
    }

    /// The maximum number of findings of each rule.
    private var allowed: [String: Int] = [:]
    /// The maximum number of findings of each rule in each file in which one of its findings was fixed.
    private var allowedInFile: [Key: Int] = [:]

    /// Counts the findings `before` that the fixes `made` leave.
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

    /// Whether the state `after` has no more findings than the fixes leave, and no more checks that could not be
    /// evaluated.
    func holds(for after: LintedState, _ before: LintedState) -> Bool {
        var (left, leftInFile) = (allowed, allowedInFile)
        for diagnostic in after.diagnostics {
            let key = Key(rule: diagnostic.rule, path: diagnostic.location?.path)
            guard left[key.rule, default: 0] > 0, leftInFile[key, default: 1] > 0 else { return false }
            left[key.rule, default: 0] -= 1
            if leftInFile[key] != nil { leftInFile[key, default: 0] -= 1 }
        }
        return after.notEvaluatedCount <= before.notEvaluatedCount
    }
}
