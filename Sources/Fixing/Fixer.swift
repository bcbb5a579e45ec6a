public import Diagnostics
internal import ProjectModel
internal import Rules
public import SourceFiles

/// Makes the fixes of findings in memory, and proves each by linting the result.
///
/// Takes a snapshot, its findings, and a way to lint another snapshot. Returns the changes of files, the fixes that
/// were made and those that were not. Fixes are made in rounds: those that edit different places are made together, the
/// result is linted, and those that remove their finding without a new one are kept. The next round makes the fixes
/// that were in conflict with another, that are offered only after another, or that could not be proven beside another
/// defect.
public struct Fixer {
    /// The number of rounds; findings that depend on each other need two or three.
    private static let maximumRounds = 12

    /// The fixed files, and the fixes that were made or skipped.
    public struct Result {
        /// The changes to write, sorted by path.
        public let changes: [FileChange]
        /// The fixes that were made, in the order in which they were made.
        public let applied: [AppliedFix]
        /// The fixes that were not made.
        public let skipped: [SkippedFix]
        /// The findings in the fixed files.
        public let state: LintedState
        /// The fixed files.
        public let tree: any FileTree
    }

    private let tree: any FileTree
    private let allowsUnsafe: Bool
    private let refusal: (Path) throws(SnapshotError) -> WriteRefusal?
    private let lint: (_ tree: any FileTree, _ changed: Set<Path>) throws(SnapshotError) -> LintedState

    /// Prepares to fix the files of `tree`.
    ///
    /// `lint` lints another tree that differs from `tree` in the given paths. A fix that edits a file for which
    /// `refusal` has a reason is skipped.
    public init(
        _ tree: any FileTree,
        allowsUnsafe: Bool,
        refusal: @escaping (Path) throws(SnapshotError) -> WriteRefusal? = { _ in nil },
        lint: @escaping (_ tree: any FileTree, _ changed: Set<Path>) throws(SnapshotError) -> LintedState
    ) {
        self.tree = tree
        self.allowsUnsafe = allowsUnsafe
        self.refusal = refusal
        self.lint = lint
    }

    /// Adds `files`, which the snapshot does not have, and fixes the findings in the result.
    public func run(adding files: [FileChange]) throws(SnapshotError) -> Result {
        let patches = Patches(creating: files)
        let tree = try PatchedTree(self.tree, patches)
        return try run(FixProgress(patches: patches, tree: tree, state: try lint(tree, patches.paths)))
    }

    /// Fixes the findings in the snapshot.
    public func run(from initial: LintedState) throws(SnapshotError) -> Result {
        try run(FixProgress(patches: Patches(), tree: tree, state: initial))
    }

    private func run(_ start: FixProgress) throws(SnapshotError) -> Result {
        var progress = start
        for _ in 0..<Self.maximumRounds {
            let candidates = try candidates(&progress)
            if candidates.isEmpty { return progress.result }
            try makeRound(&progress, of: candidates)
        }
        for diagnostic in progress.state.diagnostics {
            guard let fix = diagnostic.fix, isWanted(fix, progress) else { continue }
            progress.skip([fix], .unfinished)
        }
        return progress.result
    }

    private func isWanted(_ fix: Fix, _ progress: FixProgress) -> Bool {
        (allowsUnsafe || fix.applicability == .safe) && !progress.isSkipped(fix)
    }

    /// The fixes of a round, each once and without those that edit a place that another edits.
    private func candidates(_ progress: inout FixProgress) throws(SnapshotError) -> [Fix] {
        var claims = EditClaims()
        var seen: Set<Fix> = []
        var chosen: [Fix] = []
        for diagnostic in progress.state.diagnostics {
            guard let fix = diagnostic.fix, isWanted(fix, progress), seen.insert(fix).inserted else { continue }
            var refused: WriteRefusal?
            for edit in fix.edits where refused == nil { refused = try refusal(edit.path) }
            if let refused {
                progress.skip([fix], .refused(refused))
            } else if claims.claim(fix) {
                chosen.append(fix)
            }
        }
        return chosen
    }

    /// Makes those of `candidates` that can be proven.
    private func makeRound(_ progress: inout FixProgress, of candidates: [Fix]) throws(SnapshotError) {
        var round = FixRound(start: progress)
        try keep(candidates[...], in: &round)
        progress.skip(round.obstructed, .obstructed)
        if let best = round.best {
            progress.advance(to: best, applying: Set(round.kept))
        } else {
            progress.skip(round.unproven, .unproven)
        }
    }

    /// Keeps those of `fixes` that can be proven: all at once if possible, else half by half.
    private func keep(_ fixes: ArraySlice<Fix>, in round: inout FixRound) throws(SnapshotError) {
        if fixes.isEmpty { return }
        var patches = round.start.patches
        let wanted = round.kept + fixes
        let made = try patches.apply(wanted, to: round.start.tree)
        if made.count < wanted.count, fixes.count == 1 {
            round.obstructed += fixes
            return
        }
        if made.count == wanted.count {
            let tree = try PatchedTree(self.tree, patches)
            let state = try lint(tree, patches.paths)
            if FixProof(before: round.start.state.diagnostics, made: made).holds(for: state, round.start.state) {
                round.kept = made
                round.best = FixRound.Accepted(patches: patches, tree: tree, state: state)
                return
            }
            if fixes.count == 1 {
                round.unproven += fixes
                return
            }
        }
        let middle = fixes.startIndex + fixes.count / 2
        try keep(fixes[..<middle], in: &round)
        try keep(fixes[middle...], in: &round)
    }
}
