internal import Diagnostics
internal import ProjectModel
internal import Rules
internal import SourceFiles

/// The files and findings after some rounds of fixes.
struct FixProgress {
    private(set) var patches: Patches
    private(set) var tree: any FileTree
    private(set) var state: LintedState
    private var applied: [AppliedFix] = []
    private var skipped: [SkippedFix] = []
    private var skippedFixes: Set<Fix> = []

    init(patches: Patches, tree: any FileTree, state: LintedState) {
        self.patches = patches
        self.tree = tree
        self.state = state
    }

    /// Whether a fix was skipped in an earlier round.
    func isSkipped(_ fix: Fix) -> Bool { skippedFixes.contains(fix) }

    /// Skips `fixes` in this and every later round.
    mutating func skip(_ fixes: [Fix], _ reason: SkippedFix.Reason) {
        let new = Set(fixes).subtracting(skippedFixes)
        skippedFixes.formUnion(new)
        var seen: Set<Fix> = []
        for diagnostic in state.diagnostics {
            guard let fix = diagnostic.fix, new.contains(fix), seen.insert(fix).inserted else { continue }
            skipped.append(SkippedFix(diagnostic: diagnostic, fix: fix, reason: reason))
        }
    }

    /// Takes over the outcome of a round in which the fixes `kept` were made.
    mutating func advance(to outcome: FixRound.Accepted, applying kept: Set<Fix>) {
        // A finding about a file that two projects share is reported for each of them.
        var seen: Set<Diagnostic> = []
        for diagnostic in state.diagnostics {
            guard let fix = diagnostic.fix, kept.contains(fix), seen.insert(diagnostic).inserted else { continue }
            applied.append(AppliedFix(fix, of: diagnostic))
        }
        patches = outcome.patches
        tree = outcome.tree
        state = outcome.state
    }

    /// The result if no more rounds follow.
    var result: Fixer.Result {
        Fixer.Result(changes: patches.changes, applied: applied, skipped: skipped, state: state, tree: tree)
    }
}

/// The search for the fixes of one round that can be kept together.
struct FixRound {
    /// The files and findings with the kept fixes.
    struct Accepted {
        let patches: Patches
        let tree: any FileTree
        let state: LintedState
    }

    let start: FixProgress
    var kept: [Fix] = []
    var unproven: [Fix] = []
    var obstructed: [Fix] = []
    var best: Accepted?
}
